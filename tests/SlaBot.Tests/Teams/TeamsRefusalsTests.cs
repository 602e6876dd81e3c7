using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>What Teams forbids is not asked for again until something is heard; and nothing waits behind it that has another way.</summary>
public sealed class TeamsRefusalsTests
{
    private const string Admin = "19:slabot-admin@thread.tacv2";

    [Theory]
    [InlineData("BotDisabledByAdmin", "switched the bot off")]
    [InlineData("InvalidBotApiHost", "another cloud")]
    public async Task Bot_ThatIsNotTakenAnywhere_IsNotTriedBlindly_ButAtAWord(string code, string words)
    {
        await using var world = await StartAsync();
        world.Teams.Forbids = ("post", code);
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        await world.Bot.Advance("PT90M");
        var tried = Tried(world, FakeTeams.Chat(Aad(Bot.Ana)));
        var told = world.Teams.InChannel(Admin).Count(teamsSeen => teamsSeen.BlocksText.Contains(words));
        await world.Bot.Advance("PT5H");
        var later = Tried(world, FakeTeams.Chat(Aad(Bot.Ana)));

        world.Teams.Forbids = null;
        await world.Hands.SayAsync(Aad(Bot.Ana), "help");
        world.Bot.Log.Errors.Clear();
        (tried, later).ShouldBe((1, 2), "once, and once more after six hours");
        told.ShouldBeGreaterThan(0);
        world.Card(Bot.Ana).BlocksText.ShouldContain("Cleo L1");
    }

    [Fact]
    public async Task Channel_ThatForbids_IsNotTriedBlindly_ButWhenItsTeamIsHeard()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        world.Teams.Forbids = ("begin", "BotNotInConversationRoster");
        await world.Bot.Advance("PT3H");
        var tried = world.Teams.Calls.Count(call => call.StartsWith("begin", StringComparison.Ordinal));
        world.Teams.Forbids = null;
        await world.Hands.InstallAsync(Aad(Bot.Rita), FakeTeams.TeamId);
        await world.Bot.Advance("PT10M");
        world.Bot.Log.Errors.Clear();
        tried.ShouldBeInRange(3, 5, "two chats and two channels, each once; two lanes may meet in a channel");
        world.Teams.InChannel(Escalations).ShouldContain(teamsSeen => teamsSeen.BlocksText.Contains("Overdue"));
    }

    /// <summary>The chat is closed with a card in it: what comes later is seen by somebody, and the closed chat is left alone.</summary>
    [Fact]
    public async Task Chat_ClosedWithACardInIt_KeepsNothingElseWaiting()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        world.Direct(Bot.Ana).ShouldHaveSingleItem();
        var before = world.Teams.Calls.Count;
        await world.Hands.InstallAsync(Aad(Bot.Ana), action: "remove");
        await world.Bot.Command("L1", $$"""{"type":"touch","by":"{{Bot.Ana}}","channel":"call"}""");
        await world.Bot.SendLead("L2", lead => lead["owner"] = Bot.Ana);
        world.Teams.InChannel(Escalations).ShouldContain(teamsSeen => teamsSeen.BlocksText.Contains("For Ana Reyes") && teamsSeen.BlocksText.Contains("Cleo L2"));
        await world.Bot.Advance("PT1H");
        world.Teams.Calls.Skip(before).ShouldNotContain(call => call.Contains(FakeTeams.Chat(Aad(Bot.Ana))));

        await world.Hands.InstallAsync(Aad(Bot.Ana));
        world.Direct(Bot.Ana)[0].BlocksText.ShouldContain("1 touch");
        world.Direct(Bot.Ana).ShouldContain(teamsSeen => teamsSeen.BlocksText.Contains("Cleo L2"));
        world.Bot.Log.Errors.Clear();
    }

    /// <summary>In a channel shared with another company, its people have the addresses that it gives them.</summary>
    [Fact]
    public async Task Somebody_OfAnotherTenant_WithAnAddressOfOurs_IsAStranger()
    {
        await using var world = await StartAsync(isInstalled: false);
        const string Eve = "00000000-0000-4000-8000-0000000000ee";
        (world.Teams.People[Eve], world.Teams.Homes[Eve]) = (Bot.Rita, "11111111-0000-4000-8000-00000000b001");
        await world.Hands.SayAsync(Eve, "sla team", $"{Escalations};messageid=1");
        world.Teams.InChannel(Escalations).ShouldHaveSingleItem().BlocksText.ShouldContain("belongs to nobody in the settings");
    }

    /// <summary>Installed first, added to the settings afterwards: reached at once, though no team has the app.</summary>
    [Fact]
    public async Task Person_WhoInstalledBeforeTheSettingsKnewThem_IsReachedWhenTheyDo()
    {
        await using var world = await StartAsync(isInstalled: false);
        const string Nell = "00000000-0000-4000-8000-0000000000aa";
        (world.Teams.People[Nell], world.Teams.Installed[Nell]) = ("NELL.rep@example.com", true);
        await world.Hands.InstallAsync(Nell);
        world.Teams.In(FakeTeams.Chat(Nell)).ShouldHaveSingleItem().BlocksText.ShouldContain("belongs to nobody");
        world.Bot.Files.Edit(bot => bot["People"]!.AsArray().Add(new JsonObject { ["Email"] = "nell.rep@example.com", ["Name"] = "Nell Rep", ["Role"] = "rep", ["Manager"] = Bot.Milo, ["Calendar"] = "new-york" }));
        await world.Bot.RestartAsync();
        using var hands = new TeamsUser(world.Teams, world.Bot.Address);
        await world.Bot.SendLead("L1", lead => lead["owner"] = "nell.rep@example.com");
        var card = world.Teams.In(FakeTeams.Chat(Nell)).Last();
        card.BlocksText.ShouldContain("Cleo L1");
        ((int)(await hands.PressAsync(card, Nell, "accept"))["statusCode"]!).ShouldBe(200);
        (await world.Bot.Lead("L1"))["stage"].ShouldBe("SalesAccepted");
    }

    /// <summary>Whatever is pressed, filled in or typed, by either way and in any conversation: a refusal, nothing of any
    /// lead, nothing written.</summary>
    [Theory]
    [InlineData("visitor")]
    [InlineData("nobody that Teams knows")]
    [InlineData("of another tenant, with an address of ours")]
    public async Task WhoIsNobody_IsRefusedEverywhere_SeesNothing_AndWritesNothing(string kind)
    {
        await using var world = await StartAsync();
        await ErasureTests.LiveAsync(world.Bot);
        await world.Bot.SendLead("L9", lead => lead["owner"] = Bot.Ben);
        await world.Bot.Advance("PT1M");
        const string Eve = "00000000-0000-4000-8000-0000000000ee";
        world.Teams.Installed[Eve] = true;
        if (kind != "nobody that Teams knows")
        {
            world.Teams.People[Eve] = kind == "visitor" ? "eve@elsewhere.example" : Bot.Rita;
            world.Teams.Homes[Eve] = kind == "visitor" ? TeamsIdentity.Tenant : "11111111-0000-4000-8000-00000000b001";
        }

        var (stored, all, pressed) = (world.Bot.Files.Stored(), world.Teams.Messages.ToList(), new HashSet<string>());
        foreach (var message in all.Where(message => message.Activity["attachments"] is not null))
        {
            foreach (var action in VerbsOf(message.Card))
            {
                pressed.Add(action);
                Refused((await world.Hands.PressAsync(message, Eve, action)).ToJsonString());
                await world.Hands.SubmitAsync(message, Eve, action, null);
            }

            if (message.Card["refresh"] is not null)
            {
                pressed.Add("view");
                var activity = world.Hands.Activity("invoke", Eve, message.Conversation);
                (activity["name"], activity["replyToId"]) = ("adaptiveCard/action", message.Id);
                activity["value"] = new JsonObject { ["action"] = message.Card["refresh"]!["action"]!.DeepClone(), ["trigger"] = "automatic" };
                Refused((await world.Hands.SendAsync(activity)).Body!.ToJsonString());
            }
        }

        new[] { "accept", "touch", "reject", "lead", "view" }.ShouldBeSubsetOf(pressed);
        foreach (var text in new[] { "", "help", "leads", "team", "lead L9", "why L9 firstTouch", "scorecard", "agreement", "sign", "away until Friday", "back" })
        {
            await world.Hands.SayAsync(Eve, text);
            await world.Hands.SayAsync(Eve, text, $"{Escalations};messageid=1");
        }

        var answers = world.Teams.Messages.Skip(all.Count).ToList();
        answers.Count.ShouldBeGreaterThan(20);
        answers.ForEach(answer => Refused(answer.Activity.ToJsonString()));
        world.Bot.Files.Stored().ShouldBe(stored);
    }

    private static void Refused(string said)
    {
        said.ShouldContain("belongs to nobody in the settings");
        new[] { "zenobia", "quark", "cleo" }.ShouldAllBe(trace => !said.Contains(trace, StringComparison.OrdinalIgnoreCase), said);
    }

    private static HashSet<string> VerbsOf(JsonNode card) => [.. TeamsUser.All(card["actions"])
        .Where(action => (string?)(action["type"] as JsonValue) == "Action.Execute").Select(action => (string)action["verb"]!)];

    /// <summary>What a button carries can be made up: a stranger is shown no lead by naming it.</summary>
    [Fact]
    public async Task View_ThatAStrangerMakesUp_ShowsNothing()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        const string Eve = "00000000-0000-4000-8000-0000000000ee";
        var activity = world.Hands.Activity("invoke", Eve);
        activity["name"] = "adaptiveCard/action";
        activity["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "view", ["data"] = new JsonObject { ["action"] = "view", ["lead"] = "L1", ["purpose"] = "Card" } }, ["trigger"] = "automatic" };
        var (status, body) = await world.Hands.SendAsync(activity);
        status.ShouldBe(200);
        body!.ToJsonString().ShouldNotContain("Cleo");
    }

    private static int Tried(TeamsWorld world, string chat) => world.Teams.Calls.Count(call => call.StartsWith("post", StringComparison.Ordinal) && call.Contains(chat));
}
