using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>What becomes of messages that Slack refuses: an alarm that says what to do, and the work is kept.</summary>
public sealed class SlackRefusalTests
{
    [Fact]
    public async Task ArchivedChannel_IsAnAlarm_AndTheWorkIsSentWhenMended()
    {
        await using var world = await SlackWorld.StartAsync();
        world.State.Channel("sla-escalations").IsArchived = true;
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT3H");
        world.Channel("slabot-admin").ShouldContain(slackMessageSeen => slackMessageSeen.BlocksText.Contains("sla-escalations"));

        world.State.Channel("sla-escalations").IsArchived = false;
        await world.Bot.Advance("PT1H");
        world.Channel("sla-escalations").ShouldNotBeEmpty();
        world.Bot.Log.Errors.ShouldNotBeEmpty();
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task PersonNotInSlack_GetsTheFallbackChannel_AndAnAlarmSaysWhatToDo()
    {
        await using var world = await SlackWorld.StartAsync(before: slack => slack.State.Users.Clear());
        world.State.AddUser(Bot.Rita, "rita");
        world.State.AddUser(Bot.Milo, "milo");
        await world.Bot.SendLead("L1");
        var card = world.Channel("sla-escalations").ShouldHaveSingleItem();
        card.BlocksText.ShouldContain("For Ana Reyes, who is not reached in Slack.");
        await world.Hands.ClickAsync(card, world.User(Bot.Milo), "accept");
        card = world.Channel("sla-escalations")[0];
        card.Edits.ShouldBeGreaterThan(0);
        card.BlocksText.ShouldContain("For Ana Reyes, who is not reached in Slack.");
        world.Channel("slabot-admin").ShouldContain(slackMessageSeen => slackMessageSeen.BlocksText.Contains("not a member of the Slack workspace") || slackMessageSeen.BlocksText.Contains("cannot be reached on Slack"));
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

        world.Channel("slabot-admin").ShouldContain(slackMessageSeen => slackMessageSeen.BlocksText.Contains("deactivated in Slack"));
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
        var (status, said) = await ReadyAsync(world);
        (status, said.Contains("refuses the bot's token")).ShouldBe((503, true), said);
        await world.Bot.Advance("PT2H");
        world.State.IsTokenRevoked = false;
        await world.Bot.Advance("PT1H");
        (await ReadyAsync(world)).Status.ShouldBe(200);
        world.Direct(Bot.Ana).ShouldContain(slackMessageSeen => slackMessageSeen.Text.Contains("Cleo L1"));
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task CardThatSlackDoesNotTake_HoldsUpNoOther()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.Fail("chat.postMessage", SlackFailure.Because("invalid_blocks"));
        await world.Bot.SendLead("L1");
        await world.Bot.SendLead("L3", lead => lead["owner"] = Bot.Ana);
        world.Direct(Bot.Ana).ShouldContain(slackMessageSeen => slackMessageSeen.Text.Contains("Cleo L3"));
        world.Bot.Log.Errors.Clear();
    }

    private static async Task<(int Status, string Said)> ReadyAsync(SlackWorld world)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(new Uri(world.Bot.Address.ToString()), "/readyz"));
        return ((int)answer.StatusCode, System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["faults"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }
}
