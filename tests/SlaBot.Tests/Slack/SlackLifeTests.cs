using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Fakes.SlackUser;

namespace SlaBot.Tests.Slack;

/// <summary>A lead's life as people in Slack see it, over both ways in.</summary>
public sealed class SlackLifeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lead_FromFirstCardToWon_IsOneCardInPlace(bool overSocket)
    {
        await using var world = await SlackWorld.StartAsync(overSocket);
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).ShouldHaveSingleItem();
        card.Text.ShouldContain("New lead for you: Cleo L1");
        card.BlocksText.ShouldContain("<!date^1794841200^"); // Mon 16 Nov, 10:00 in New York

        (await world.Hands.ClickAsync(card, world.User(Bot.Ana), "accept")).ShouldBeNull();
        world.State.PrivateReplies.Last().Text.ShouldStartWith("Accepted.");
        foreach (var channel in new[] { "call", "email", "linkedin", "meeting", "message", "call" })
        {
            await world.Bot.Advance("PT2H");
            (await world.FillAsync(card, Bot.Ana, "touch", ("channel", Choose(channel)), ("note", Type("<script> & *stars*")))).ShouldBeNull();
        }

        card.BlocksText.ShouldContain("6 of 6");
        (await world.FillAsync(card, Bot.Ana, "dispose", ("code", Choose("Contacted - Bad Timing")))).ShouldBeNull();
        (await world.FillAsync(card, Bot.Ana, "advance", ("stage", Choose("sql")))).ShouldBeNull();
        (await world.FillAsync(card, Bot.Ana, "advance", ("stage", Choose("sqo")), ("amount", Type("12000")))).ShouldBeNull();
        (await world.FillAsync(card, Bot.Ana, "advance", ("stage", Choose("won")))).ShouldBeNull();

        ((string)(await world.Bot.Lead("L1"))["stage"]!).ShouldBe("Won");
        world.Direct(Bot.Ana).Count(slackMessageSeen => slackMessageSeen.Thread is null && slackMessageSeen.Text.Contains("Cleo L1")).ShouldBe(1);
        card.BlocksText.ShouldContain("12,000");
        card.Edits.ShouldBeGreaterThan(9);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reject_WithoutAReason_SaysSoAtTheField(bool overSocket)
    {
        await using var world = await SlackWorld.StartAsync(overSocket);
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).Single();

        var answer = await world.FillAsync(card, Bot.Ana, "reject");
        ((string)answer!["response_action"]!).ShouldBe("errors");
        ((string)answer["errors"]!["reason"]!).ShouldStartWith("A reason is needed");

        (await world.FillAsync(card, Bot.Ana, "reject", ("reason", Choose("Not our ICP")), ("note", Type("Too small")))).ShouldBeNull();
        world.Channel("marketing-leads").ShouldHaveSingleItem().BlocksText.ShouldContain("Not our ICP");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rejection_DisputedAndOverturned_GoesBackWithANewClock(bool overSocket)
    {
        await using var world = await SlackWorld.StartAsync(overSocket);
        await world.Bot.SendLead("L1");
        await world.FillAsync(world.Direct(Bot.Ana).Single(), Bot.Ana, "reject", ("reason", Choose("Not our ICP")));
        var back = world.Channel("marketing-leads").ShouldHaveSingleItem();

        await world.Hands.ClickAsync(back, world.User(Bot.Ana), "dispute");
        world.State.Views.Count.ShouldBe(1);
        world.State.PrivateReplies.Last().Text.ShouldBe("Only marketing may dispute the rejection of Cleo L1 · L1 Corp.");
        (await world.FillAsync(back, Bot.Maya, "dispute", ("note", Type("They fit")))).ShouldBeNull();
        world.State.PrivateReplies.Last().Text.ShouldBe("Disputed; the arbiter has been asked.");

        await world.Bot.Advance("PT1H");
        var asked = world.Direct(Bot.Rita).Single(slackMessageSeen => slackMessageSeen.Text.Contains("Dispute on"));
        (await world.FillAsync(asked, Bot.Rita, "rule", ("upheld", Choose("false")))).ShouldBeNull();
        var lead = await world.Bot.Lead("L1");
        ((string)lead["stage"]!, (string)lead["owner"]!).ShouldBe(("Assigned", Bot.Ana));
        lead.Duties("decision").Count.ShouldBe(2);
        world.Direct(Bot.Ana).First(slackMessageSeen => slackMessageSeen.Thread is null).BlocksText.ShouldContain("Accept or reject");
    }

    [Fact]
    public async Task MissedTouch_RemindsInTheThread_AndPingsTheManager_WhoMayExcuse()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT3H");

        var card = world.Direct(Bot.Ana).First();
        world.Direct(Bot.Ana).Skip(1).ShouldAllBe(slackMessageSeen => slackMessageSeen.Thread == card.Ts);
        var ping = world.Channel("sla-escalations").ShouldHaveSingleItem();
        ping.BlocksText.ShouldContain("Ana Reyes");

        await world.Hands.ClickAsync(ping, world.User(Bot.Ben), "waive");
        world.State.Views.ShouldBeEmpty();
        world.State.PrivateReplies.Last().Text.ShouldBe("Only a manager or RevOps may excuse a duty on the lead at L1 Corp.");
        (await world.FillAsync(ping, Bot.Milo, "waive", ("reason", Type("Server was down")))).ShouldBeNull();
        (await world.Bot.Lead("L1")).Duties("firstTouch").Single().ShouldStartWith("waived");
        ping.Edits.ShouldBeGreaterThan(0);
    }
}
