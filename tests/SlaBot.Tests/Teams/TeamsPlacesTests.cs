using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>People and channels come and go, and services move: what waits is kept and goes where they are.</summary>
public sealed class TeamsPlacesTests
{
    [Fact]
    public async Task Person_WhoInstallsLate_IsServedAtOnce_AndTheChannelSaysSo()
    {
        await using var world = await StartAsync();
        world.Teams.Installed.TryRemove(Aad(Bot.Ana), out _);
        await world.Bot.SendLead("L1");
        var aside = world.Teams.InChannel(Escalations).ShouldHaveSingleItem();
        aside.BlocksText.ShouldContain("For Ana Reyes");
        world.Teams.Installed[Aad(Bot.Ana)] = true;
        await world.Hands.InstallAsync(Aad(Bot.Ana));

        var card = world.Card(Bot.Ana);
        aside.BlocksText.ShouldContain("is reached now");
        await world.Hands.PressAsync(card, Aad(Bot.Ana), "accept");
        card.BlocksText.ShouldContain("0 of 6");
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task Person_KeptWaitingByTheirPlatformAlone_IsServedAtOnceWhenItIsBack()
    {
        await using var world = await StartAsync();
        world.Teams.Fail("post", new TeamsFailure(403, "BotDisabledByAdmin"));
        await world.Bot.SendLead("L1");
        world.Direct(Bot.Ana).ShouldBeEmpty();
        await world.Hands.InstallAsync(Aad(Bot.Ana), action: "remove");
        await world.Hands.InstallAsync(Aad(Bot.Ana));
        world.Card(Bot.Ana).BlocksText.ShouldContain("Cleo L1");
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task Beginnings_AreNeverMoreThanFourAtOnce()
    {
        await using var world = await StartAsync();
        world.Teams.Hold = new TaskCompletionSource();
        var asked = new[] { Bot.Ana, Bot.Ben, Bot.Lena, Bot.Milo, Bot.Vera, Bot.Maya, Bot.Rita }.Select(text => world.Hands.SayAsync(Aad(text), "leads", $"{Escalations};messageid=1")).ToList();
        await world.Teams.WhenAsync(() => world.Teams.MostBeginning >= 4);
        world.Teams.Hold.SetResult();
        await Task.WhenAll(asked);
        world.Teams.MostBeginning.ShouldBe(4);
        world.Direct(Bot.Vera).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Service_ThatMoves_IsFollowed_ForChatsAndForTheTeam()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Card(Bot.Ana);
        world.Teams.Place = "elsewhere";
        await world.Hands.PressAsync(card, Aad(Bot.Ana), "accept");
        card.Edits.ShouldBeGreaterThan(0);
        await world.Hands.SayAsync(Aad(Bot.Rita), "help", $"{Escalations};messageid=1");
        await world.Bot.Advance("PT3H");
        world.Teams.InChannel(Escalations).ShouldContain(teamsSeen => teamsSeen.BlocksText.Contains("Overdue"));
    }

    /// <summary>One who never wrote since: that their chat moved was found out by writing to it.</summary>
    [Fact]
    public async Task Service_ThatMoved_IsKnownAfterARestart_ForThoseWhoWroteNothing()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        await world.Bot.SendLead("L2", lead => lead["owner"] = Bot.Ben);
        world.Teams.Place = "elsewhere";
        await world.Hands.PressAsync(world.Card(Bot.Ana), Aad(Bot.Ana), "accept");
        await world.Bot.Command("L2", $$"""{"type":"touch","by":"{{Bot.Ben}}","channel":"call"}""");
        var edits = world.Card(Bot.Ben).Edits;
        edits.ShouldBeGreaterThan(0);

        await world.Bot.RestartAsync();
        await world.Bot.Command("L2", $$"""{"type":"touch","by":"{{Bot.Ben}}","channel":"email"}""");
        world.Card(Bot.Ben).Edits.ShouldBeGreaterThan(edits);
    }

    [Fact]
    public async Task Channel_Deleted_IsAnAlarm_AndWhatWaitsIsThereWhenItIsRestored()
    {
        await using var world = await StartAsync();
        world.Teams.Channels.TryRemove("sla-escalations", out _);
        await TellAsync(world, "channelDeleted");
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT2H");
        world.Teams.InChannel(Escalations).ShouldBeEmpty();
        world.Teams.InChannel("19:slabot-admin@thread.tacv2").ShouldContain(teamsSeen => teamsSeen.BlocksText.Contains("sla-escalations is not found"));
        world.Teams.Channels["sla-escalations"] = Escalations;
        await TellAsync(world, "channelRestored");
        await world.Bot.Advance("PT10M");
        world.Teams.InChannel(Escalations).ShouldHaveSingleItem().BlocksText.ShouldContain("Overdue");
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task Channel_MadeAnewUnderItsName_IsFound_ThoughNobodySaidSo()
    {
        await using var world = await StartAsync();
        world.Teams.Channels["sla-escalations"] = "19:anew@thread.tacv2";
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT2H");
        world.Teams.InChannel("19:anew@thread.tacv2").ShouldHaveSingleItem().BlocksText.ShouldContain("Overdue");
    }

    [Fact]
    public async Task Team_Renamed_IsStillFoundByItsNewName()
    {
        await using var world = await StartAsync(edit: settings => settings["Channels"]!["Escalations"] = new JsonObject { ["Teams"] = "Sales and marketing/sla-escalations", ["Slack"] = "x" });
        await TellAsync(world, "teamRenamed", "Sales and marketing");
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT2H");
        world.Teams.InChannel(Escalations).ShouldHaveSingleItem();
    }

    private static async Task TellAsync(TeamsWorld world, string what, string team = "Revenue")
    {
        var activity = world.Hands.Activity("conversationUpdate", Aad(Bot.Rita), FakeTeams.TeamId);
        activity["channelData"]!["eventType"] = what;
        activity["channelData"]!["team"]!["name"] = team;
        (await world.Hands.SendAsync(activity)).Status.ShouldBe(200);
    }
}
