using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>What becomes of messages when Slack limits, fails or loses answers.</summary>
public sealed class SlackDeliveryTests
{
    [Fact]
    public async Task LostAnswer_IsLookedFor_AndNotPostedTwice()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.Fail("chat.postMessage", SlackFailure.Lost);
        await world.Bot.SendLead("L1");
        world.Direct(Bot.Ana).Count.ShouldBe(1);

        await world.Bot.Advance("PT10M");
        world.Direct(Bot.Ana).ShouldHaveSingleItem();
        world.Slack.CountOf("conversations.history").ShouldBeGreaterThan(0);
        await world.Hands.ClickAsync(world.Direct(Bot.Ana).Single(), world.User(Bot.Ana), "accept");
        world.Direct(Bot.Ana).Single().BlocksText.ShouldContain("0 of 6");
    }

    [Fact]
    public async Task FailedPost_ThatNeverStood_IsPostedOnce()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.Fail("chat.postMessage", SlackFailure.Broken);
        await world.Bot.SendLead("L1");
        world.Direct(Bot.Ana).ShouldBeEmpty();
        await world.Bot.Advance("PT10M");
        world.Direct(Bot.Ana).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RateLimit_IsObeyed_ForAsLongAsItSays()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.Fail("chat.postMessage", SlackFailure.TooFast(30));
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT20S");
        world.Slack.CountOf("chat.postMessage").ShouldBe(1);
        await world.Bot.Advance("PT20S");
        world.Direct(Bot.Ana).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AnHoursOutage_KeepsEverything_AndEndsWithoutAFlood()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.IsDown = true;
        for (var n = 1; n <= 8; n++)
        {
            await world.Bot.SendLead($"L{n}");
        }

        await world.Bot.Command("L1", $$"""{"type":"accept","by":"{{Bot.Ana}}"}""");
        await world.Bot.Advance("PT1H");
        world.State.Messages.ShouldBeEmpty();

        world.Slack.IsDown = false;
        await world.Bot.Advance("PT40M");
        var ana = world.Direct(Bot.Ana);
        ana.Where(slackMessageSeen => slackMessageSeen.Thread is null && slackMessageSeen.Text.Contains("Cleo")).Select(slackMessageSeen => slackMessageSeen.Text.Contains("L1") ? "L1" : slackMessageSeen.Text.Contains("L3") ? "L3" : slackMessageSeen.Text.Contains("L5") ? "L5" : "L7").ShouldBe(["L1", "L3", "L5", "L7"]);
        ana[0].BlocksText.ShouldContain("0 of 6");
        ana.Select(slackMessageSeen => slackMessageSeen.Metadata?["event_payload"]?["key"]?.ToString()).ShouldBeUnique();
    }

    [Fact]
    public async Task Crash_AfterPosting_DoesNotPostAgain()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.Fail("chat.postMessage", SlackFailure.Lost);
        await world.Bot.SendLead("L1");
        await world.Bot.RestartAsync();
        await world.Bot.Advance("PT10M");
        world.Direct(Bot.Ana).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Stop_WhileAPostIsOnItsWay_DoesNotPostItAgain()
    {
        await using var world = await SlackWorld.StartAsync(edit: settings => settings["Clock"] = new System.Text.Json.Nodes.JsonObject { ["Mode"] = "System" });
        world.Slack.Gate = new TaskCompletionSource();
        await world.Bot.SendLead("L1");
        await world.Slack.WhenCalledAsync("chat.postMessage");
        await world.Bot.StopAsync();

        world.Slack.Gate.SetResult();
        world.Slack.Gate = null;
        await world.Slack.WhenPostedAsync(1);
        var later = world.Bot.Machine.Now + Duration.FromMinutes(10);
        world.Bot.Files.Edit(settings => settings["Clock"] = new System.Text.Json.Nodes.JsonObject { ["Mode"] = "Manual", ["Start"] = NodaTime.Text.InstantPattern.General.Format(later) });
        await world.Bot.OpenAsync();
        await world.Bot.Advance("PT1M");
        world.State.Messages.Count(message => message.Thread is null && message.Text.Contains("Cleo L1") && message.Channel.StartsWith('D')).ShouldBe(1);
        world.Slack.CountOf("conversations.history").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task WorkspaceWithoutCharts_GetsTheMessageOnceMoreWithoutThem()
    {
        await using var world = await SlackWorld.StartAsync(before: slack => slack.State.TakesCharts = false);
        await world.Bot.SendLead("L1");
        await world.Bot.Command("L1", $$"""{"type":"reject","by":"{{Bot.Ana}}","reason":"Not our ICP"}""");
        await world.Bot.ClockTo("2026-11-23T14:30:00Z");
        var week = world.Channel("revenue-sla");
        week.Count.ShouldBeGreaterThan(5);
        week.Skip(1).ShouldAllBe(slackMessageSeen => slackMessageSeen.Thread == week[0].Ts);
        week.ShouldContain(slackMessageSeen => slackMessageSeen.BlocksText.Contains("Rejections by reason") && slackMessageSeen.BlocksText.Contains("Not our ICP"));
        week.ShouldContain(slackMessageSeen => slackMessageSeen.Blocks.ToJsonString().Contains("\"table\"") && slackMessageSeen.BlocksText.Contains("How far"));
    }

    [Fact]
    public async Task WorkspaceWithCharts_GetsThemNatively()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Bot.Command("L1", $$"""{"type":"reject","by":"{{Bot.Ana}}","reason":"Not our ICP"}""");
        await world.Bot.ClockTo("2026-11-23T14:30:00Z");
        world.Channel("revenue-sla").ShouldContain(slackMessageSeen => slackMessageSeen.Blocks.ToJsonString().Contains("data_visualization"));
    }

    [Fact]
    public async Task DeletedCard_IsPostedAnew()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        world.State.Messages.Clear();
        await world.Bot.Command("L1", $$"""{"type":"accept","by":"{{Bot.Ana}}"}""");
        world.Direct(Bot.Ana).ShouldHaveSingleItem().BlocksText.ShouldContain("0 of 6");
    }

    [Theory]
    [InlineData("Asia/Tokyo", null, "JST")]
    [InlineData("Middle/Earth", null, "EST")]
    [InlineData("Asia/Tokyo", "Europe/London", "GMT")]
    public async Task Zone_IsTheSettings_ElseSlacks(string slacks, string? set, string read)
    {
        await using var world = await SlackWorld.StartAsync(before: slack => slack.State.User(Bot.Ana).Zone = slacks, edit: settings =>
        {
            var ana = settings["People"]!.AsArray().Single(node => (string?)node!["Email"] == Bot.Ana)!.AsObject();
            ana.Remove("TimeZone");
            if (set is not null)
            {
                ana["TimeZone"] = set;
            }
        });
        await world.Bot.SendLead("L1");
        await world.Bot.Command("L1", $$"""{"type":"accept","by":"{{Bot.Ana}}"}""");
        world.Direct(Bot.Ana).Single().Text.ShouldContain(read);
    }

    [Fact]
    public async Task Acknowledgement_DoesNotWaitForSlack()
    {
        await using var world = await SlackWorld.StartAsync(edit: settings => settings["Clock"] = new System.Text.Json.Nodes.JsonObject { ["Mode"] = "System" });
        world.Slack.Gate = new TaskCompletionSource();
        var (status, _) = await world.Hands.PostAsync("/slack/commands", $"command=%2Fsla&text=leads&user_id={world.User(Bot.Ana)}&team_id={FakeSlack.Team}&api_app_id={FakeSlack.App}&trigger_id=t1", "application/x-www-form-urlencoded");
        status.ShouldBe(System.Net.HttpStatusCode.OK);
        await world.Bot.SendLead("L1");
        var direct = world.State.Direct(world.User(Bot.Ben)).Id;
        await world.Hands.EventAsync(new System.Text.Json.Nodes.JsonObject { ["type"] = "message", ["channel_type"] = "im", ["channel"] = direct, ["user"] = world.User(Bot.Ben), ["text"] = "hi" });
        world.Hands.LastStatus.ShouldBe(System.Net.HttpStatusCode.OK);
        world.State.Messages.ShouldBeEmpty();
    }
}
