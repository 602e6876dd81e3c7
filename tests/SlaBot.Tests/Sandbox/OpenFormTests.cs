using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using SlaBot.Tests.Scenarios;
using Xunit;

namespace SlaBot.Tests.Sandbox;

/// <summary>A form of the page that stood open while the lead changed.</summary>
public sealed class OpenFormTests
{
    private const string Note = "Spoke to Cleo & Co, call again on Friday";

    [Fact]
    public async Task Touch_OpenWhileAnotherTouchCame_IsTaken()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var card = (await bot.Messages(Bot.Dm(Bot.Ana))).Single();
        await bot.Command("L1", $$"""{"type":"touch","by":"{{Bot.Milo}}","channel":"email"}""");

        (await bot.PressButton(card.Id, Bot.Ana, "touch", new { channel = "call", note = Note }, version: 1)).Ok.ShouldBeTrue();
        var touches = (await bot.Lead("L1")).Body.GetProperty("touches").EnumerateArray().ToList();
        touches.Select(touch => touch.GetProperty("channel").GetString()).ShouldBe(["email", "call"]);
    }

    [Fact]
    public async Task Touch_SentTwice_IsNotTaken_AndTheScriptLearnsTheVersionThatIs()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var card = (await bot.Messages(Bot.Dm(Bot.Ana))).Single();
        using var page = new HttpClient { BaseAddress = bot.Address };
        await SendAsync(page, card.Id, version: 8, scripted: true);
        var again = await (await SendAsync(page, card.Id, version: 8, scripted: true)).Content.ReadFromJsonAsync<JsonElement>();
        again.GetProperty("ok").GetBoolean().ShouldBeFalse();

        var fresh = again.GetProperty("version").GetInt32();
        var taken = await (await SendAsync(page, card.Id, fresh, scripted: true)).Content.ReadFromJsonAsync<JsonElement>();
        taken.GetProperty("ok").GetBoolean().ShouldBeTrue(taken.ToString());
    }

    [Fact]
    public async Task Note_OfAFormThatMakesNoSenseAnyMore_StandsInTheAnswer_WithoutAScript()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        var card = (await bot.Messages(Bot.Dm(Bot.Ana))).Single();
        await bot.Command("L1", $$"""{"type":"assign","by":"{{Bot.Milo}}","owner":"{{Bot.Ben}}"}""");
        using var page = new HttpClient { BaseAddress = bot.Address };

        var shown = await (await SendAsync(page, card.Id, version: 8, scripted: false)).Content.ReadAsStringAsync();
        shown.ShouldContain("You wrote: Spoke to Cleo &amp; Co, call again on Friday");
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient page, string message, int version, bool scripted)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/press")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["messageId"] = message, ["as"] = Bot.Ana, ["in"] = Bot.Dm(Bot.Ana), ["action"] = "touch", ["version"] = $"{version}", ["i.channel"] = "call", ["i.note"] = Note,
            }),
        };
        request.Headers.Add("Accept", scripted ? "application/json" : "text/html");
        return page.SendAsync(request);
    }
}
