using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>What becomes of messages when Slack limits, fails, loses answers or refuses.</summary>
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
        world.Direct(Bot.Ana).Single().Words.ShouldContain("0 of 6");
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
        ana.Where(one => one.Thread is null && one.Text.Contains("Cleo")).Select(one => one.Text.Contains("L1") ? "L1" : one.Text.Contains("L3") ? "L3" : one.Text.Contains("L5") ? "L5" : "L7").ShouldBe(["L1", "L3", "L5", "L7"]);
        ana[0].Words.ShouldContain("0 of 6");
        ana.Select(one => one.Metadata?["event_payload"]?["key"]?.ToString()).ShouldBeUnique();
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
    public async Task ArchivedChannel_IsAnAlarm_AndTheWorkIsSentWhenMended()
    {
        await using var world = await SlackWorld.StartAsync();
        world.State.Channel("sla-escalations").IsArchived = true;
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT3H");
        world.Channel("slabot-admin").ShouldContain(one => one.Words.Contains("sla-escalations"));

        world.State.Channel("sla-escalations").IsArchived = false;
        await world.Bot.Advance("PT1H");
        world.Channel("sla-escalations").ShouldNotBeEmpty();
        world.Bot.Log.Errors.ShouldNotBeEmpty();
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task PersonNotInSlack_IsAnAlarm_ThatSaysWhatToDo()
    {
        await using var world = await SlackWorld.StartAsync(before: slack => slack.State.Users.Clear());
        world.State.AddUser(Bot.Rita, "rita");
        await world.Bot.SendLead("L1");
        world.Channel("slabot-admin").ShouldContain(one => one.Words.Contains("not a member of the Slack workspace") || one.Words.Contains("cannot be reached on slack"));
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task DeactivatedRep_TakesNoMoreLeads_AndAnAdministratorIsTold()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        world.State.User(Bot.Ana).IsGone = true;
        await world.Bot.SendLead("L2");
        await world.Bot.SendLead("L3");
        await world.Bot.SendLead("L4");

        world.Channel("slabot-admin").ShouldContain(one => one.Words.Contains("deactivated in Slack"));
        foreach (var lead in new[] { "L1", "L3", "L4" })
        {
            ((string)(await world.Bot.Lead(lead))["owner"]!).ShouldBe(Bot.Ben);
        }

        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task RevokedToken_KeepsTheWork_AndSendsItWhenMended()
    {
        await using var world = await SlackWorld.StartAsync();
        world.State.IsTokenRevoked = true;
        await world.Bot.SendLead("L1");
        world.Bot.Log.Errors.ShouldNotBeEmpty();
        await world.Bot.Advance("PT2H");
        world.State.IsTokenRevoked = false;
        await world.Bot.Advance("PT1H");
        world.Direct(Bot.Ana).ShouldContain(one => one.Text.Contains("Cleo L1"));
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task CardThatSlackDoesNotTake_HoldsUpNoOther()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.Fail("chat.postMessage", SlackFailure.Because("invalid_blocks"), 2);
        await world.Bot.SendLead("L1");
        await world.Bot.SendLead("L3", lead => lead["owner"] = Bot.Ana);
        world.Direct(Bot.Ana).ShouldContain(one => one.Text.Contains("Cleo L3"));
        world.Bot.Log.Errors.Clear();
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
        week.Skip(1).ShouldAllBe(one => one.Thread == week[0].Ts);
        week.ShouldContain(one => one.Words.Contains("Rejections by reason") && one.Words.Contains("Not our ICP"));
    }

    [Fact]
    public async Task WorkspaceWithCharts_GetsThemNatively()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Bot.Command("L1", $$"""{"type":"reject","by":"{{Bot.Ana}}","reason":"Not our ICP"}""");
        await world.Bot.ClockTo("2026-11-23T14:30:00Z");
        world.Channel("revenue-sla").ShouldContain(one => one.Blocks.ToJsonString().Contains("data_visualization"));
    }

    [Fact]
    public async Task DeletedCard_IsPostedAnew()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        world.State.Messages.Clear();
        await world.Bot.Command("L1", $$"""{"type":"accept","by":"{{Bot.Ana}}"}""");
        world.Direct(Bot.Ana).ShouldHaveSingleItem().Words.ShouldContain("0 of 6");
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
