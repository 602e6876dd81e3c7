using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>A channel that is named for both platforms stands in both: posted, put right, answered, and each by itself.</summary>
public sealed class ChannelOnBothTests
{
    [Fact]
    public async Task Breach_StandsInBoth_IsPutRightInBoth_AndActsFromEither()
    {
        await using var slack = await SlackAsync();
        await using var world = await StartAsync(isInstalled: true, settings => Both(settings, slack));
        using var hands = new SlackUser(slack, world.Bot.Address, overSocket: false);
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        await world.Bot.SendLead("L2", lead => lead["owner"] = Bot.Ana);
        await world.Bot.Advance("PT1H");

        var here = InSlack(slack, "sla-escalations").Single(message => message.BlocksText.Contains("Cleo L1"));
        var there = world.Teams.InChannel(Escalations).Single(message => message.BlocksText.Contains("Cleo L1"));
        await world.Hands.PressAsync(there, Aad(Bot.Milo), "waive", ("reason", "Server was down"));
        InSlack(slack, "sla-escalations").Single(message => message.Ts == here.Ts).BlocksText.ShouldContain("Excused");
        world.Teams.InChannel(Escalations).Single(message => message.Id == there.Id).BlocksText.ShouldContain("Excused");

        var second = InSlack(slack, "sla-escalations").Single(message => message.BlocksText.Contains("Cleo L2"));
        await hands.ClickAsync(second, slack.State.User(Bot.Milo).Id, "assign");
        await hands.SubmitAsync(slack.State.Views.Last().Value, slack.State.User(Bot.Milo).Id, ("owner", SlackUser.Choose(Bot.Ben)));
        world.Teams.InChannel(Escalations).Single(message => message.BlocksText.Contains("Cleo L2")).BlocksText.ShouldContain("eassigned to <at>Ben Okafor</at>");
        InSlack(slack, "sla-escalations").Count.ShouldBe(2);
        world.Teams.InChannel(Escalations).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Scorecard_IsAThreadInBoth()
    {
        await using var slack = await SlackAsync();
        await using var world = await StartAsync(isInstalled: true, settings => Both(settings, slack));
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        await world.Bot.ClockTo("2026-11-23T14:30:00Z");

        var here = InSlack(slack, "revenue-sla");
        var there = world.Teams.InChannel("19:revenue-sla@thread.tacv2");
        here.Count.ShouldBeGreaterThan(2);
        there.Count.ShouldBe(here.Count);
        here.Count(message => message.Thread is null).ShouldBe(1);
        there.Select(message => message.Conversation).Distinct().Count().ShouldBe(1, "one thread");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhileOneDoesNotTakeIt_TheOtherHasIt_AndItFollowsWhenMended(bool isSlackDown)
    {
        await using var slack = await SlackAsync();
        await using var world = await StartAsync(isInstalled: true, settings => Both(settings, slack));
        slack.IsDown = isSlackDown;
        world.Teams.IsDown = isSlackDown ? null : 503;
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        await world.Bot.Advance("PT1H");
        InSlack(slack, "sla-escalations").Count(IsPing).ShouldBe(isSlackDown ? 0 : 1);
        world.Teams.InChannel(Escalations).Count.ShouldBe(isSlackDown ? 1 : 0);

        (slack.IsDown, world.Teams.IsDown) = (false, null);
        await world.Bot.Advance("PT30M");
        InSlack(slack, "sla-escalations").Count(IsPing).ShouldBe(1);
        world.Teams.InChannel(Escalations).Count.ShouldBe(1);
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task Lists_AreMadeInEachByItself_AndErasureReachesBoth()
    {
        await using var slack = await SlackAsync();
        await using var world = await StartAsync(isInstalled: true, settings => Both(settings, slack));
        for (var n = 1; n <= 8; n++)
        {
            await world.Bot.SendLead($"L{n}", lead => lead["owner"] = Bot.Ana);
        }

        await world.Bot.Advance("PT1H");
        InSlack(slack, "sla-escalations").ShouldHaveSingleItem().BlocksText.ShouldContain("8 deadlines to look at");
        world.Teams.InChannel(Escalations).ShouldHaveSingleItem().BlocksText.ShouldContain("8 deadlines to look at");
        await world.Bot.Expect(204, HttpMethod.Delete, "/api/v1/leads/L3");
        InSlack(slack, "sla-escalations").ShouldHaveSingleItem().BlocksText.ShouldNotContain("Cleo L3");
        world.Teams.InChannel(Escalations).ShouldHaveSingleItem().BlocksText.ShouldNotContain("Cleo L3");
    }

    // Beside it stands what could not be brought to people whom Teams did not reach.
    private static bool IsPing(SlackMessageSeen message) => message.BlocksText.Contains("Overdue: Cleo L1", StringComparison.Ordinal) && !message.BlocksText.Contains("is not reached", StringComparison.Ordinal);

    private static IReadOnlyList<SlackMessageSeen> InSlack(FakeSlack slack, string channel) => slack.State.In(slack.State.Channel(channel).Id);

    private static async Task<FakeSlack> SlackAsync()
    {
        var slack = await FakeSlack.StartAsync();
        slack.State.AddUser(Bot.Milo, "milo");
        foreach (var channel in new[] { "sla-escalations", "revenue-sla", "marketing-leads", "slabot-admin" })
        {
            slack.State.AddChannel(channel);
        }

        return slack;
    }

    private static void Both(JsonNode settings, FakeSlack slack)
    {
        settings["Slack"] = new JsonObject { ["Enabled"] = true, ["BotToken"] = FakeSlack.BotToken, ["ApiBaseUrl"] = slack.Api.ToString(), ["SigningSecret"] = FakeSlack.Secret };
        foreach (var key in settings["Channels"]!.AsObject().Select(pair => pair.Key).ToList())
        {
            var name = (string)settings["Channels"]![key]!;
            settings["Channels"]![key] = new JsonObject { ["Slack"] = name, ["Teams"] = name };
        }

        foreach (var person in settings["People"]!.AsArray())
        {
            var email = (string)person!["Email"]!;
            person["TeamsId"] = Aad(email);
        }

        settings["People"]!.AsArray().Single(person => (string)person!["Email"]! == Bot.Milo)!["SlackId"] = slack.State.User(Bot.Milo).Id;
    }
}
