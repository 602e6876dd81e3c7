using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Teams;

/// <summary>Bad credentials are told before the first card needs them, until they are mended.</summary>
public sealed class TeamsReadinessTests
{
    [Fact]
    public async Task Secret_ThatIsRefused_IsOnReadyz_AndAnAlarmWithWhatToDo_WithoutTheSecret()
    {
        await using var entra = await FakeEntra.StartAsync();
        entra.Secret = "right-secret-7";
        await using var world = await TeamsWorld.StartAsync(isInstalled: false, settings =>
        {
            settings["Teams"]!["TokenUrl"] = $"{entra.Root}/{TeamsIdentity.Tenant}/oauth2/v2.0/token";
            settings["Teams"]!["ClientSecret"] = "wrong-secret-9";
            settings["Sandbox"] = new JsonObject { ["Enabled"] = true };
            settings["Channels"]!["Admin"] = new JsonObject { ["Slack"] = "slabot-admin" };
        });
        await world.Hands.SayAsync(TeamsWorld.Aad(Bot.Rita), "help");
        var ready = await world.Bot.Send(HttpMethod.Get, "/readyz");
        await world.Bot.Advance("PT1M");
        var alarms = (await world.Bot.Messages()).Where(message => message.Text.Contains("Teams", StringComparison.Ordinal)).ToList();
        var logged = string.Join('\n', world.Bot.Log.Errors);
        world.Bot.Log.Errors.Clear();

        ready.Status.ShouldBe(503);
        ready.Body.ToString().ShouldContain("AADSTS7000215");
        alarms.ShouldHaveSingleItem().Text.ShouldContain("the secret is wrong");
        logged.ShouldContain("(token AADSTS7000215)");
        foreach (var told in new[] { ready.Body.ToString(), alarms[0].Text, logged })
        {
            told.ShouldNotContain("secret-9");
        }

        entra.Secret = "wrong-secret-9";
        await world.Hands.SayAsync(TeamsWorld.Aad(Bot.Rita), "help");
        (await world.Bot.Send(HttpMethod.Get, "/readyz")).Status.ShouldBe(200);
    }
}
