using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>A lead's life as people in Teams see it.</summary>
public sealed class TeamsLifeTests
{
    private static readonly string Rep = Aad(Bot.Ana);

    [Fact]
    public async Task AwayAlone_AsksInTheCard_WithFaultsAtTheirFields()
    {
        await using var world = await StartAsync();
        await world.Hands.InstallAsync(Rep);
        await world.Bot.SendLead("L1");
        await world.Hands.SayAsync(Rep, "away");
        var asked = world.Direct(Bot.Ana).Last();

        var again = await world.Hands.PressAsync(asked, Rep, "away", ("back", "2026-11-16"), ("cover", Bot.Ben));
        TeamsUser.TextOf(again["value"]).ShouldContain("is not after today");
        TeamsUser.TextOf(again["value"]).ShouldContain("First day back");
        (await world.Bot.Lead("L1"))["owner"].ShouldBe(Bot.Ana);

        var done = await world.Hands.PressAsync(asked, Rep, "away", ("back", "2026-11-20"), ("cover", Bot.Ben));
        ((string)done["value"]!).ShouldBe("You are away; your first day back is Friday 20 November. Ben Okafor covers. 1 lead moved to Ben Okafor.");
        (await world.Bot.Lead("L1"))["owner"].ShouldBe(Bot.Ben);
    }

    [Fact]
    public async Task Lead_FromFirstCardToWon_IsOneCardInPlace()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).ShouldHaveSingleItem();
        ((string)card.Activity["summary"]!).ShouldContain("Cleo L1");

        var accepted = await world.Hands.PressAsync(card, Rep, "accept");
        ((int)accepted["statusCode"]!).ShouldBe(200);
        ((string)accepted["type"]!).ShouldBe("application/vnd.microsoft.card.adaptive");
        TeamsUser.TextOf(accepted["value"]).ShouldContain("Accepted.");
        foreach (var channel in new[] { "call", "email", "linkedin", "meeting", "message", "call" })
        {
            await world.Bot.Advance("PT2H");
            Taken(await world.Hands.PressAsync(card, Rep, "touch", ("channel", channel), ("note", "<at>all</at> & *stars*")));
        }

        card.BlocksText.ShouldContain("6 of 6");
        Taken(await world.Hands.PressAsync(card, Rep, "dispose", ("code", "Contacted - Bad Timing")));
        Taken(await world.Hands.PressAsync(card, Rep, "advance", ("stage", "sql")));
        Taken(await world.Hands.PressAsync(card, Rep, "advance", ("stage", "sqo"), ("amount", "12000")));
        Taken(await world.Hands.PressAsync(card, Rep, "advance", ("stage", "won")));

        ((string)(await world.Bot.Lead("L1"))["stage"]!).ShouldBe("Won");
        world.Direct(Bot.Ana).Count(teamsSeen => teamsSeen.BlocksText.Contains("New lead for you") || teamsSeen.Id == card.Id).ShouldBe(1);
        card.BlocksText.ShouldContain("12,000");
        card.Edits.ShouldBeGreaterThan(9);
    }

    [Fact]
    public async Task Reject_WithoutAReason_IsTheFormAgainWithTheMessageAtItsField()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Card(Bot.Ana);

        var again = await world.Hands.PressAsync(card, Rep, "reject", ("note", "Too small"));
        var form = again["value"]!.AsObject();
        form["body"]!.AsArray().Any(node => (string?)node!["id"] == "reject.note" && (string?)node["value"] == "Too small").ShouldBeTrue();
        TeamsUser.TextOf(form).ShouldContain("A reason is needed");

        await world.Hands.PressInAsync(form, card, Rep, "reject", null, ("reason", "Not our ICP"), ("note", "Too small"));
        ((string)(await world.Bot.Lead("L1"))["stage"]!).ShouldBe("Rejected");
        world.Teams.InChannel("19:marketing-leads@thread.tacv2").ShouldHaveSingleItem().BlocksText.ShouldContain("Not our ICP");
    }

    [Fact]
    public async Task Submit_OfAnOlderClient_DoesTheSame_AndOnlyOnce()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Card(Bot.Ana);
        await world.Hands.SubmitAsync(card, Rep, "touch", "same", ("channel", "call"));
        card = world.Card(Bot.Ana);
        await world.Hands.SubmitAsync(card, Rep, "touch", "same", ("channel", "call"));

        (await world.Bot.Lead("L1")).Body.GetProperty("touches").GetArrayLength().ShouldBe(1);
        world.Direct(Bot.Ana).Last().BlocksText.ShouldContain("Touch logged");
    }

    [Fact]
    public async Task SameInvokeTwice_LogsOneTouch()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Card(Bot.Ana);
        var drawn = card.Card.DeepClone().AsObject();
        await world.Hands.PressInAsync(drawn, card, Rep, "touch", "one", ("channel", "call"));
        await world.Hands.PressInAsync(drawn, card, Rep, "touch", "one", ("channel", "call"));

        (await world.Bot.Lead("L1")).Body.GetProperty("touches").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task MissedTouch_IsAThreadInTheChannel_ThatCallsTheManager_WhoMayExcuse()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT3H");

        var ping = world.Teams.InChannel(Escalations).ShouldHaveSingleItem();
        ping.BlocksText.ShouldContain("Ana Reyes");
        var said = ping.Card["msteams"]!["entities"]?.AsArray() ?? [];
        said.ShouldAllBe(node => ping.BlocksText.Contains((string)node!["text"]!));

        var refused = await world.Hands.PressAsync(ping, Aad(Bot.Ben), "waive", ("reason", "please"));
        ((string)refused["type"]!).ShouldBe("application/vnd.microsoft.activity.message", refused.ToJsonString());
        ((string)refused["value"]!).ShouldContain("Only a manager or RevOps");
        Taken(await world.Hands.PressAsync(ping, Aad(Bot.Milo), "waive", ("reason", "Server was down")));
        (await world.Bot.Lead("L1")).Duties("firstTouch").Single().ShouldStartWith("waived");
        ping.Edits.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task StaleButton_GetsTheFreshCardAndASentence()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Card(Bot.Ana);
        var old = card.Card.DeepClone().AsObject();
        await world.Hands.PressAsync(card, Rep, "accept");

        var answer = await world.Hands.PressInAsync(old, card, Rep, "reject", null, ("reason", "Not our ICP"));
        TeamsUser.TextOf(answer["value"]).ShouldContain("has changed since");
        TeamsUser.Find(answer["value"]!.AsObject(), "dispose").ShouldNotBeNull();
    }

    [Fact]
    public async Task Stranger_IsToldSo_AndChangesNothing()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        const string Eve = "00000000-0000-4000-8000-0000000000ee";
        world.Teams.People[Eve] = "eve@elsewhere.example";
        ((string)(await world.Hands.PressAsync(world.Card(Bot.Ana), Eve, "accept"))["value"]!).ShouldContain("belongs to nobody");
        ((string)(await world.Bot.Lead("L1"))["stage"]!).ShouldBe("Assigned");
    }

    [Fact]
    public async Task Commands_AnswerInTheChat_AndInTheThreadWhatIsForAll()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        await world.Hands.SayAsync(Rep, "sla leads", id: "a");
        await world.Hands.SayAsync(Rep, "sla leads", id: "a");
        world.Direct(Bot.Ana).Count(teamsSeen => teamsSeen.BlocksText.Contains("Your open leads")).ShouldBe(1);

        await world.Hands.SayAsync(Rep, "agreement", $"{Escalations};messageid=77");
        world.Teams.In($"{Escalations};messageid=77").ShouldHaveSingleItem();
        await world.Hands.SayAsync(Rep, "leads", $"{Escalations};messageid=77");
        world.Teams.In($"{Escalations};messageid=77").Last().BlocksText.ShouldContain("personal chat");
        world.Direct(Bot.Ana).Count(teamsSeen => teamsSeen.BlocksText.Contains("Your open leads")).ShouldBe(2);
    }

    [Fact]
    public async Task Install_Welcomes_OnceAndKeepsTheChat_AcrossARestart()
    {
        await using var world = await StartAsync(isInstalled: false);
        await world.Hands.InstallAsync(Rep);
        await world.Hands.InstallAsync(Rep);
        world.Direct(Bot.Ana).ShouldHaveSingleItem().BlocksText.ShouldContain("Your leads come into this chat");

        await world.Bot.RestartAsync();
        await world.Bot.SendLead("L1");
        world.Direct(Bot.Ana).Count.ShouldBe(2);
    }

    private static void Taken(JsonObject answer) => ((string)answer["type"]!).ShouldBe("application/vnd.microsoft.card.adaptive", answer.ToJsonString());
}
