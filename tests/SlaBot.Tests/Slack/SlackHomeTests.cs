using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>The home page follows what is committed, cheaply.</summary>
public sealed class SlackHomeTests
{
    [Fact]
    public async Task Home_OnChange_IsPublishedAgain_AndABurstCostsFew()
    {
        await using var world = await SlackWorld.StartAsync();
        await OpenAsync(world, Bot.Ana);
        TextOf(world, Bot.Ana).ShouldContain("No open leads");
        await Task.WhenAll(Enumerable.Range(1, 20).Select(n => world.Bot.SendLead($"L{n}", lead => lead["owner"] = Bot.Ana)));

        await world.Slack.WhenAsync(() => TextOf(world, Bot.Ana).Contains("20 open leads"));
        world.Slack.CountOf("views.publish").ShouldBeLessThan(10);
    }

    [Fact]
    public async Task Home_HasTodaysDutiesAndTheWeek_AndAManagersTheTeams()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Bot.Command("L1", $$"""{"type":"accept","by":"{{Bot.Ana}}"}""");
        await world.Bot.Command("L1", $$"""{"type":"touch","by":"{{Bot.Ana}}","channel":"call"}""");
        await world.Bot.SendLead("L3", lead => lead["owner"] = Bot.Ana);
        await OpenAsync(world, Bot.Ana);
        await OpenAsync(world, Bot.Milo);

        var mine = TextOf(world, Bot.Ana);
        mine.ShouldContain("2 open leads: nothing is overdue, 1 duty due today.");
        mine.ShouldContain("*First touches in time*\n1 of 1 (100\u00a0%)");
        mine.ShouldContain("*Touches logged*\n1");
        mine.IndexOf("Cleo L3", StringComparison.Ordinal).ShouldBeLessThan(mine.IndexOf("Cleo L1", StringComparison.Ordinal));
        var team = TextOf(world, Bot.Milo);
        team.ShouldContain("Ana Reyes (2)");
        team.ShouldContain("The team's week so far");
        team.ShouldContain("First touches in time: 1 of 1");
    }

    [Fact]
    public async Task Home_ThatSlackDoesNotTakeAtOnce_IsPublishedAllTheSame()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.Fail("views.publish", SlackFailure.TooFast(1));
        await OpenAsync(world, Bot.Ana);
        await world.Slack.WhenAsync(() => world.State.Homes.ContainsKey(world.User(Bot.Ana)));
    }

    [Fact]
    public async Task Home_AfterARestart_IsFollowedOnWithoutBeingOpened()
    {
        await using var world = await SlackWorld.StartAsync();
        await OpenAsync(world, Bot.Ana);
        await world.Bot.RestartAsync();
        await world.Bot.SendLead("L1");
        await world.Slack.WhenAsync(() => TextOf(world, Bot.Ana).Contains("1 open lead"));
    }

    private static Task OpenAsync(SlackWorld world, string email) =>
        world.Hands.EventAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = world.User(email), ["tab"] = "home" });

    private static string TextOf(SlackWorld world, string email) => SlackMethodsFake.TextOf(world.State.Homes[world.User(email)]);
}
