using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>Some people in Teams, some in Slack: each where they are, one state behind all of it; both platforms run at once.</summary>
public sealed class TeamsMixedTests
{
    [Fact]
    public async Task TheRepInTeams_TheManagerInSlack()
    {
        await using var slack = await SlackAsync();
        await using var world = await StartAsync(isInstalled: true, settings => Mixed(settings, slack));
        await world.Bot.SendLead("L1");
        world.Direct(Bot.Ana).ShouldHaveSingleItem();
        slack.State.In(slack.State.Direct(slack.State.User(Bot.Ana).Id).Id).ShouldBeEmpty();

        await world.Bot.Advance("PT3H");
        var direct = slack.State.In(slack.State.Direct(slack.State.User(Bot.Milo).Id).Id);
        direct.ShouldContain(slackMessageSeen => slackMessageSeen.Text.Contains("Cleo L1"));
        world.Direct(Bot.Milo).ShouldBeEmpty();
        Taken(await world.Hands.PressAsync(world.Card(Bot.Ana), Aad(Bot.Ana), "touch", ("channel", "call")));
        (await world.Bot.Lead("L1")).Body.GetProperty("touches").GetArrayLength().ShouldBe(1);
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task WhomTeamsDoesNotTake_IsServedInSlack_AndToldWhy()
    {
        await using var slack = await SlackAsync();
        await using var world = await StartAsync(isInstalled: true, settings => Mixed(settings, slack));
        world.Teams.Installed.TryRemove(Aad(Bot.Ana), out _);
        await world.Bot.SendLead("L1");
        world.Direct(Bot.Ana).ShouldBeEmpty();
        slack.State.In(slack.State.Direct(slack.State.User(Bot.Ana).Id).Id).ShouldHaveSingleItem().BlocksText.ShouldContain("could not be brought to Teams");
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task WhoBlockedTheBotInTeams_AndIsNotInSlack_IsAnAlarmThatSaysSo()
    {
        await using var slack = await SlackAsync();
        slack.State.AddChannel("slabot-admin");
        await using var world = await StartAsync(isInstalled: true, settings => Mixed(settings, slack));
        world.Teams.Fail("post", new TeamsFailure(403, "ConversationBlockedByUser"));
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Lena);
        await world.Bot.Advance("PT1M");
        var alarm = slack.State.Messages.Single(message => message.BlocksText.Contains("did not arrive", StringComparison.Ordinal)).BlocksText;
        alarm.ShouldContain("Lena Hart has blocked the bot in Teams");
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task OneLead_OneState_WhoeverPressesWherever()
    {
        await using var slack = await SlackAsync();
        slack.State.AddUser(Bot.Ben, "ben");
        await using var world = await StartAsync(isInstalled: true, settings => Mixed(settings, slack, Bot.Ben));
        using var hands = new SlackUser(slack, world.Bot.Address, overSocket: false);
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT2H");
        var ping = Direct(slack, Bot.Milo).Single(slackMessageSeen => slackMessageSeen.Text.Contains("Cleo L1"));
        await hands.ClickAsync(ping, slack.State.User(Bot.Milo).Id, "assign");
        await hands.SubmitAsync(slack.State.Views.Last().Value, slack.State.User(Bot.Milo).Id, ("owner", SlackUser.Choose(Bot.Ben)));

        world.Card(Bot.Ana).BlocksText.ShouldContain("Moved to Ben Okafor");
        var card = Direct(slack, Bot.Ben).Single(slackMessageSeen => slackMessageSeen.BlocksText.Contains("Cleo L1"));
        await hands.ClickAsync(card, slack.State.User(Bot.Ben).Id, "accept");
        (await world.Bot.Lead("L1"))["stage"].ShouldBe("SalesAccepted");
        var stale = await world.Hands.PressAsync(world.Card(Bot.Ana), Aad(Bot.Rita), "touch", ("channel", "call")).ContinueWith(done => done.IsFaulted);
        stale.ShouldBeTrue("the old owner's card has no buttons any more");
        await world.Bot.Command("L1", $$"""{"type":"assign","by":"{{Bot.Milo}}","owner":"{{Bot.Ana}}"}""");
        Taken(await world.Hands.PressAsync(world.Card(Bot.Ana), Aad(Bot.Ana), "touch", ("channel", "call")));
        world.Card(Bot.Ana).BlocksText.ShouldContain("1 of 6");
        Direct(slack, Bot.Ben).Single(slackMessageSeen => slackMessageSeen.BlocksText.Contains("Cleo L1")).BlocksText.ShouldContain("Moved to Ana Reyes");
    }

    [Fact]
    public async Task WhileTeamsIsSilent_WhoIsInSlackTooIsServedThere_AndToldWhy()
    {
        await using var slack = await SlackAsync();
        slack.State.AddChannel("slabot-admin");
        await using var world = await StartAsync(isInstalled: true, settings => Mixed(settings, slack));
        await world.Teams.LeaveAsync();
        await world.Bot.SendLead("L1");
        Direct(slack, Bot.Ana).ShouldBeEmpty("a short silence moves nobody");
        await world.Bot.Advance("PT4M");
        Direct(slack, Bot.Ana).ShouldHaveSingleItem().BlocksText.ShouldContain("could not be brought to Teams");
        await world.Bot.Command("L1", $$"""{"type":"accept","by":"{{Bot.Ana}}"}""");
        Direct(slack, Bot.Ana).ShouldHaveSingleItem().BlocksText.ShouldContain("0 of 6");
    }

    [Fact]
    public async Task WhileTeamsIsSilent_WhoIsOnlyThereStandsInTheChannelOfSlack()
    {
        await using var slack = await SlackAsync(withAna: false);
        await using var world = await StartAsync(isInstalled: true, settings => Mixed(settings, slack));
        await world.Teams.LeaveAsync();
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT10M");
        slack.State.In(slack.State.Channel("sla-escalations").Id).ShouldBeEmpty();
        await world.Bot.Advance("PT8M");
        slack.State.In(slack.State.Channel("sla-escalations").Id).ShouldHaveSingleItem().BlocksText.ShouldContain("For Ana Reyes");
        world.Bot.Log.Errors.Clear();
    }

    /// <summary>Switched off in Teams as a whole: who is there alone stands in Slack's channel, and the administrators read why.</summary>
    [Fact]
    public async Task WhileTheBotIsSwitchedOffInTeams_TheChannelsOfSlackTakeIt()
    {
        await using var slack = await SlackAsync(withAna: false);
        slack.State.AddChannel("slabot-admin");
        await using var world = await StartAsync(isInstalled: true, settings => Mixed(settings, slack));
        world.Teams.Forbids = ("any", "BotDisabledByAdmin");
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT1M");
        var (aside, told) = (Heard(slack, "sla-escalations"), Heard(slack, "slabot-admin"));
        world.Bot.Log.Errors.Clear();
        aside.ShouldContain(slackMessageSeen => slackMessageSeen.BlocksText.Contains("For Ana Reyes") && slackMessageSeen.BlocksText.Contains("Cleo L1"));
        told.ShouldContain(slackMessageSeen => slackMessageSeen.BlocksText.Contains("switched the bot off in Teams"));
    }

    [Fact]
    public async Task WhoIsInNeither_StandsInTheChannel_AndIsSaidSo()
    {
        await using var slack = await SlackAsync(withAna: false);
        await using var world = await StartAsync(isInstalled: true, settings => Mixed(settings, slack));
        world.Teams.Installed.TryRemove(Aad(Bot.Ana), out _);
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        await world.Bot.Advance("PT1M");
        var aside = Heard(slack, "sla-escalations");
        world.Bot.Log.Errors.Clear();
        aside.ShouldHaveSingleItem().BlocksText.ShouldContain("For Ana Reyes");
    }

    private static IReadOnlyList<SlackMessageSeen> Heard(FakeSlack slack, string channel) => slack.State.In(slack.State.Channel(channel).Id);

    private static IReadOnlyList<SlackMessageSeen> Direct(FakeSlack slack, string email) => slack.State.In(slack.State.Direct(slack.State.User(email).Id).Id);

    private static async Task<FakeSlack> SlackAsync(bool withAna = true)
    {
        var slack = await FakeSlack.StartAsync();
        if (withAna)
        {
            slack.State.AddUser(Bot.Ana, "ana");
        }

        slack.State.AddUser(Bot.Milo, "milo");
        slack.State.AddChannel("sla-escalations");
        return slack;
    }

    /// <summary>Reps are named for Teams, the manager for Slack.</summary>
    private static void Mixed(JsonNode settings, FakeSlack slack, params string[] more)
    {
        settings["Slack"] = new JsonObject { ["Enabled"] = true, ["BotToken"] = FakeSlack.BotToken, ["ApiBaseUrl"] = slack.Api.ToString(), ["SigningSecret"] = FakeSlack.Secret };
        foreach (var person in settings["People"]!.AsArray())
        {
            var email = (string)person!["Email"]!;
            var isInSlack = email == Bot.Milo || more.Contains(email);
            person[isInSlack ? "SlackId" : "TeamsId"] = isInSlack ? slack.State.User(email).Id : Aad(email);
        }
    }

    private static void Taken(JsonObject answer) => ((string)answer["type"]!).ShouldBe("application/vnd.microsoft.card.adaptive", answer.ToJsonString());
}
