using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SlaBot.Settings;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Chat.Echo;

/// <summary>A chat platform that only the tests know is registered by one line and gets cards and presses like any other.</summary>
public sealed class EchoPlatformTests
{
    [Fact]
    public async Task AFurtherPlatform_IsRegisteredByOneLine_GetsALeadCardAndTakesAPress()
    {
        await using var bot = await Bot.StartAsync(edit: UseEcho, more: new EchoRegistration());
        using var http = new HttpClient { BaseAddress = bot.Address };
        var owner = (string)(await bot.SendLead("L-1"))["owner"]!;

        var card = await CardOfAsync(http, "L-1");
        card["buttons"]!.AsArray().Select(button => (string)button!).ShouldContain("accept");

        using var press = await http.PostAsJsonAsync("/echo/press", new { User = "E-" + owner, Lead = "L-1", Action = "accept" });

        press.EnsureSuccessStatusCode();
        ((string)(await bot.Lead("L-1"))["stage"]!).ShouldBe("SalesAccepted");
    }

    [Fact]
    public void ItsSection_IsReadByItself()
    {
        using var files = new BotFiles(Bot.Monday, settings => settings["Echo"] = new JsonObject { ["Enabeld"] = true });

        var faults = SettingsFile.Read(files.Settings, isDevelopment: true, [.. Program.Platforms, new EchoRegistration()]).Faults;

        faults.ShouldHaveSingleItem().Key.ShouldBe("SlaBot:Echo:Enabeld");
    }

    private static void UseEcho(JsonNode settings)
    {
        settings["Echo"] = new JsonObject { ["Enabled"] = true };
        foreach (var person in settings["People"]!.AsArray())
        {
            person!["EchoId"] = "E-" + (string)person["Email"]!;
        }
    }

    private static async Task<JsonObject> CardOfAsync(HttpClient http, string lead)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var cards = await http.GetFromJsonAsync<JsonArray>("/echo/cards");
            if (cards!.FirstOrDefault(card => (string?)card!["lead"] == lead) is { } found)
            {
                return found.AsObject();
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException($"No card of {lead} came.");
    }
}
