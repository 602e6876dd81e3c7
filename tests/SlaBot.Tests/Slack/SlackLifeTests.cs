using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Fakes.SlackHands;

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
        card.Words.ShouldContain("<!date^1794841200^"); // Mon 16 Nov, 10:00 in New York

        (await world.Hands.ClickAsync(card, world.User(Bot.Ana), "accept")).ShouldBeNull();
        world.State.Whispers.Last().Text.ShouldStartWith("Accepted.");
        foreach (var channel in new[] { "call", "email", "linkedin", "meeting", "message", "call" })
        {
            await world.Bot.Advance("PT2H");
            (await world.FillAsync(card, Bot.Ana, "touch", ("channel", Choose(channel)), ("note", Type("<script> & *stars*")))).ShouldBeNull();
        }

        card.Words.ShouldContain("6 of 6");
        (await world.FillAsync(card, Bot.Ana, "dispose", ("code", Choose("Contacted - Bad Timing")))).ShouldBeNull();
        (await world.FillAsync(card, Bot.Ana, "advance", ("stage", Choose("sql")))).ShouldBeNull();
        (await world.FillAsync(card, Bot.Ana, "advance", ("stage", Choose("sqo")), ("amount", Type("12000")))).ShouldBeNull();
        (await world.FillAsync(card, Bot.Ana, "advance", ("stage", Choose("won")))).ShouldBeNull();

        ((string)(await world.Bot.Lead("L1"))["stage"]!).ShouldBe("Won");
        world.Direct(Bot.Ana).Count(one => one.Thread is null && one.Text.Contains("Cleo L1")).ShouldBe(1);
        card.Words.ShouldContain("12,000");
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
        world.Channel("marketing-leads").ShouldHaveSingleItem().Words.ShouldContain("Not our ICP");
    }

    [Fact]
    public async Task DoubleClick_AndRepeatedDelivery_HaveOneEffect()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).Single().AsItIs();

        foreach (var trigger in new[] { "same", "same", "other" })
        {
            await world.Hands.ClickAsync(card, world.User(Bot.Ana), "accept", trigger);
        }

        var events = (await world.Bot.Lead("L1")).Body.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("type").GetString()).ToList();
        events.Count(one => one!.StartsWith("accept", StringComparison.OrdinalIgnoreCase)).ShouldBe(1);
    }

    [Fact]
    public async Task SameFormTwice_LogsOneTouch()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Hands.ClickAsync(world.Direct(Bot.Ana).Single(), world.User(Bot.Ana), "touch");
        var view = world.State.Views.Values.Single();

        (await world.Hands.SubmitAsync(view, world.User(Bot.Ana), ("channel", Choose("call")))).ShouldBeNull();
        await world.Hands.SubmitAsync(view, world.User(Bot.Ana), ("channel", Choose("call")));

        (await world.Bot.Lead("L1")).Body.GetProperty("touches").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("expired_trigger_id")]
    [InlineData("trigger_expired")]
    [InlineData("exchanged_trigger_id")]
    [InlineData("trigger_exchanged")]
    [InlineData("internal_error")]
    public async Task FormThatDoesNotOpen_IsAPrivateSentence_AndOpensAtTheNextPress(string error)
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        world.Slack.Fail("views.open", SlackFailure.Because(error));
        var card = world.Direct(Bot.Ana).Single();
        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "reject");

        world.State.Views.ShouldBeEmpty();
        world.State.Whispers.ShouldHaveSingleItem().Text.ShouldContain("press again");
        (await world.FillAsync(card, Bot.Ana, "reject", ("reason", Choose("Not our ICP")))).ShouldBeNull();
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
        world.State.Whispers.Last().Text.ShouldBe("Only marketing may dispute the rejection of Cleo L1 · L1 Corp.");
        (await world.FillAsync(back, Bot.Maya, "dispute", ("note", Type("They fit")))).ShouldBeNull();
        world.State.Whispers.Last().Text.ShouldBe("Disputed; the arbiter has been asked.");

        await world.Bot.Advance("PT1H");
        var asked = world.Direct(Bot.Rita).Single(one => one.Text.Contains("Dispute on"));
        (await world.FillAsync(asked, Bot.Rita, "rule", ("upheld", Choose("false")))).ShouldBeNull();
        var lead = await world.Bot.Lead("L1");
        ((string)lead["stage"]!, (string)lead["owner"]!).ShouldBe(("Assigned", Bot.Ana));
        lead.Duties("decision").Count.ShouldBe(2);
        world.Direct(Bot.Ana).First(one => one.Thread is null).Words.ShouldContain("Accept or reject");
    }

    [Fact]
    public async Task Form_NamesItsLead_BecauseTheCardIsBehindIt()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Hands.ClickAsync(world.Direct(Bot.Ana).Single(), world.User(Bot.Ana), "reject");
        SlackMethodsFake.Words(world.State.Views.Values.Single()["blocks"]!.AsArray()[0]).ShouldContain("Cleo L1");
    }

    [Fact]
    public async Task StaleClick_GetsASentenceAndTheFreshCard()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).Single();
        var old = card.AsItIs();
        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "accept");

        await world.Hands.ClickAsync(old, world.User(Bot.Ana), "reject");
        world.State.Views.ShouldBeEmpty();
        var whisper = world.State.Whispers.Last();
        whisper.Text.ShouldContain("has changed");
        whisper.Blocks!.ToJsonString().ShouldContain("dispose");
    }

    [Fact]
    public async Task MissedTouch_RemindsInTheThread_AndPingsTheManager_WhoMayExcuse()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT3H");

        var card = world.Direct(Bot.Ana).First();
        world.Direct(Bot.Ana).Skip(1).ShouldAllBe(one => one.Thread == card.Ts);
        var ping = world.Channel("sla-escalations").ShouldHaveSingleItem();
        ping.Words.ShouldContain("Ana Reyes");

        await world.Hands.ClickAsync(ping, world.User(Bot.Ben), "waive");
        world.State.Views.ShouldBeEmpty();
        world.State.Whispers.Last().Text.ShouldBe("Only a manager or RevOps may excuse a duty on Cleo L1 · L1 Corp.");
        (await world.FillAsync(ping, Bot.Milo, "waive", ("reason", Type("Server was down")))).ShouldBeNull();
        (await world.Bot.Lead("L1")).Duties("firstTouch").Single().ShouldStartWith("waived");
        ping.Edits.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Stranger_IsToldSo_AndChangesNothing()
    {
        await using var world = await SlackWorld.StartAsync();
        var stranger = world.State.AddUser("eve@elsewhere.example", "eve");
        await world.Bot.SendLead("L1");
        await world.Hands.ClickAsync(world.Direct(Bot.Ana).Single(), stranger.Id, "accept");
        world.State.Whispers.ShouldHaveSingleItem().Text.ShouldContain("belongs to nobody");
        ((string)(await world.Bot.Lead("L1"))["stage"]!).ShouldBe("Assigned");
    }

    [Fact]
    public async Task Guest_OfAConnectedWorkspace_IsNobody_WhateverTheEMailSays()
    {
        await using var world = await SlackWorld.StartAsync(before: slack => slack.State.Users.Clear(), edit: settings =>
            settings["People"]!.AsArray().Single(one => (string?)one!["Email"] == Bot.Ben)!["SlackId"] = "U0BEN");
        world.State.AddUser(Bot.Rita, "rita");
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        var card = world.Channel("sla-escalations").ShouldHaveSingleItem();

        var guest = world.State.AddUser(Bot.Ana, "ana");
        guest.Team = "T0OTHER";
        await world.Hands.ClickAsync(card, guest.Id, "accept");
        world.State.Whispers.Last().Text.ShouldContain("from another workspace");
        ((string)(await world.Hands.CommandAsync(guest.Id, "away until Friday"))!["text"]!).ShouldContain("from another workspace");
        ((string)(await world.Bot.Lead("L1"))["stage"]!).ShouldBe("Assigned");
        world.Bot.Log.Errors.Clear();
    }

    [Theory]
    [InlineData("away until Friday cover <@{0}|ben>")]
    [InlineData("away until Friday cover <mailto:ben.rep@example.com|ben.rep@example.com>")]
    [InlineData("AWAY until friday COVER BEN.REP@EXAMPLE.COM")]
    public async Task Command_WithAMentionOrAnAddress_IsReadAsItWasMeant(string text)
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Hands.CommandAsync(world.User(Bot.Ben), "leads");
        var said = (string)(await world.Hands.CommandAsync(world.User(Bot.Ana), string.Format(System.Globalization.CultureInfo.InvariantCulture, text, world.User(Bot.Ben))))!["text"]!;
        said.ShouldContain("Ben Okafor covers.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commands_AnswerPrivately_AndMessagesGetHelp(bool overSocket)
    {
        await using var world = await SlackWorld.StartAsync(overSocket);
        await world.Bot.SendLead("L1");
        var leads = await world.Hands.CommandAsync(world.User(Bot.Ana), "leads");
        ((string)leads!["response_type"]!).ShouldBe("ephemeral");
        SlackMethodsFake.Words(leads["blocks"]).ShouldContain("Cleo L1");
        ((string)(await world.Hands.CommandAsync(world.User(Bot.Ana), "team"))!["text"]!).ShouldContain("Only managers");

        var direct = world.State.Direct(world.User(Bot.Ben)).Id;
        var message = new JsonObject { ["type"] = "message", ["channel_type"] = "im", ["channel"] = direct, ["user"] = world.User(Bot.Ben), ["text"] = "hello?", ["ts"] = "1.2" };
        await world.Hands.EventAsync(message, "Ev1");
        await world.Hands.EventAsync(message.DeepClone().AsObject(), "Ev1");
        world.Direct(Bot.Ben).ShouldHaveSingleItem().Words.ShouldContain("What you can ask");
    }

    [Fact]
    public async Task Home_ShowsMyLeads_AndOpensOneInAWindow()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Hands.EventAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = world.User(Bot.Ana), ["tab"] = "home" });
        var home = world.State.Homes[world.User(Bot.Ana)];
        SlackMethodsFake.Words(home).ShouldContain("1 open lead");

        home["type"] = "home";
        await world.Hands.ClickInAsync(home, world.User(Bot.Ana), "lead");
        var window = world.State.Views.Values.Single();
        SlackMethodsFake.Words(window).ShouldContain("Accept or reject");
        await world.Hands.ClickInAsync(window, world.User(Bot.Ana), "accept");
        SlackMethodsFake.Words(world.State.Views.Values.Single()).ShouldContain("Accepted.");

        await world.Hands.EventAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = world.User(Bot.Milo), ["tab"] = "home" });
        SlackMethodsFake.Words(world.State.Homes[world.User(Bot.Milo)]).ShouldContain("Cleo L1");
    }
}
