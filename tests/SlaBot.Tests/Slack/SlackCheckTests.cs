using System.Text.Json.Nodes;
using SlaBot.Hosting;
using SlaBot.Settings;
using SlaBot.Slack;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

public sealed class SlackCheckTests
{
    [Fact]
    public async Task Check_OfAWorkspaceInOrder_FindsNothing() => (await FaultsAsync(_ => { })).ShouldBeEmpty();

    [Fact]
    public async Task Check_NamesEachMissingThing()
    {
        var faults = await FaultsAsync(state =>
        {
            state.Scopes.Remove("users:read.email");
            state.Scopes.Remove("groups:read");
            state.Channel("sla-escalations").HasBot = false;
            state.Channel("slabot-admin").IsArchived = true;
            state.Channels.TryRemove(state.Channel("revenue-sla").Id, out _);
            state.Users.TryRemove(state.User(Bot.Ben).Id, out _);
        });

        faults.Count.ShouldBe(6, string.Join("\n", faults));
        faults.ShouldContain(fault => fault.Contains("users:read.email"));
        faults.ShouldContain(fault => fault.Contains("groups:read"));
        faults.ShouldContain(fault => fault.Contains("#sla-escalations") && fault.Contains("/invite"));
        faults.ShouldContain(fault => fault.Contains("#slabot-admin") && fault.Contains("unarchive"));
        faults.ShouldContain(fault => fault.Contains("#revenue-sla") && fault.Contains("not to be found"));
        faults.ShouldContain(fault => fault.Contains(Bot.Ben));
    }

    [Fact]
    public async Task Check_WithADeadToken_SaysSoAndNothingElse() =>
        (await FaultsAsync(state => state.IsTokenRevoked = true)).ShouldHaveSingleItem().ShouldContain("token_revoked");

    private static async Task<List<string>> FaultsAsync(Action<SlackState> change)
    {
        await using var slack = await FakeSlack.StartAsync();
        foreach (var email in new[] { Bot.Ana, Bot.Ben, Bot.Lena, Bot.Milo, Bot.Vera, Bot.Maya, Bot.Rita })
        {
            slack.State.AddUser(email, email);
        }

        foreach (var channel in new[] { "sla-escalations", "revenue-sla", "marketing-leads", "slabot-admin" })
        {
            slack.State.AddChannel(channel);
        }

        change(slack.State);
        using var files = new BotFiles(Bot.Monday, settings => settings["Slack"] = new JsonObject
        {
            ["Enabled"] = true, ["BotToken"] = FakeSlack.BotToken, ["AppToken"] = FakeSlack.AppToken, ["ApiBaseUrl"] = slack.Api.ToString(),
        });
        var settings = SettingsFile.Read(files.Settings, isDevelopment: true, Program.Platforms).Settings!;
        var faults = await new SlackRegistration().CheckAsync(PlatformSetups.Of(settings, SlackPlatform.Name), World.Time, CancellationToken.None);
        return [.. faults.Select(fault => $"{fault.Key} {fault.Message}")];
    }
}
