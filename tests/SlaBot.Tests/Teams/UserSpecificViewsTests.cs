using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>In a channel each reader sees the card with what is theirs to press; asking for it changes nothing.</summary>
public sealed class UserSpecificViewsTests
{
    [Fact]
    public async Task Escalation_ShowsTheManagerTheirButtons_TheOwnerTheirs_AndOthersNone()
    {
        await using var world = await OverdueAsync();
        var ping = world.Teams.InChannel(Escalations).ShouldHaveSingleItem();
        var refresh = ping.Card["refresh"]!.AsObject();
        var readers = refresh["userIds"]!.AsArray().Select(node => (string)node!).ToList();
        readers.ShouldAllBe(reader => reader.StartsWith("29:", StringComparison.Ordinal));
        readers.Count.ShouldBeLessThanOrEqualTo(60);
        readers.ShouldContain(FakeTeams.User(Aad(Bot.Milo)));
        var (calls, version) = (world.Teams.Calls.Count, (await world.Bot.Lead("L1"))["version"]);

        Actions(await ViewAsync(world, ping, Bot.Milo)).ShouldBe(["assign", "waive", "lead"]);
        Actions(await ViewAsync(world, ping, Bot.Rita)).ShouldBe(["assign", "waive", "lead"]);
        Actions(await ViewAsync(world, ping, Bot.Ana)).ShouldBe(["quick-call", "quick-email", "touch"]);
        Actions(await ViewAsync(world, ping, Bot.Ben)).ShouldBe(["lead"], "who may do nothing may still read");
        Actions(await ViewAsync(world, ping, Bot.Maya)).ShouldBe(["lead"]);
        world.Teams.Calls.Count.ShouldBe(calls);
        (await world.Bot.Lead("L1"))["version"].ShouldBe(version);
    }

    [Fact]
    public async Task View_AsksAgain_UntilTheCardIsSettled()
    {
        await using var world = await OverdueAsync();
        var ping = world.Teams.InChannel(Escalations).ShouldHaveSingleItem();
        var view = await ViewAsync(world, ping, Bot.Milo);
        view["refresh"].ShouldNotBeNull();
        var shown = (await world.Hands.PressInAsync(view, ping, Aad(Bot.Milo), "waive", null, ("reason", "Server was down")))["value"]!.AsObject();
        TeamsUser.TextOf(shown).ShouldContain("Excused");
        shown["refresh"].ShouldBeNull();
        ping.Card["refresh"].ShouldBeNull();
        Actions(ping.Card).ShouldBeEmpty();
    }

    [Fact]
    public async Task Escalation_MentionsTheManagerAndTheOwner_EachWithItsEntity()
    {
        await using var world = await OverdueAsync();
        var ping = world.Teams.InChannel(Escalations).ShouldHaveSingleItem();
        var said = ping.Card["msteams"]!["entities"]!.AsArray().ToDictionary(node => (string)node!["text"]!, node => (string)node!["mentioned"]!["id"]!);
        said.ShouldBe(new Dictionary<string, string> { ["<at>Ana Reyes</at>"] = FakeTeams.User(Aad(Bot.Ana)), ["<at>Milo Brandt</at>"] = FakeTeams.User(Aad(Bot.Milo)) }, ignoreOrder: true);
        said.Keys.ShouldAllBe(text => ping.BlocksText.Contains(text));
        TeamsUser.All(await ViewAsync(world, ping, Bot.Maya)).ShouldNotContain(jsonObject => jsonObject.ContainsKey("entities"), "who looks rings nobody");
        ping.Card["actions"]!.AsArray().ShouldContain(node => ((string?)node!["url"] ?? "").StartsWith("https://teams.microsoft.com/l/chat/0/0?users=ana.rep", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"action":"view","lead":"L1","purpose":"Notice"}""")]
    [InlineData("""{"action":"view","lead":"L1","purpose":"Notice","detail":"|||"}""")]
    [InlineData("""{"action":"view","lead":"L1","purpose":"Scorecard","detail":"2026-W47|rep"}""")]
    [InlineData("""{"action":"view","lead":"nobody","purpose":"Dispute","for":"nobody@example.com"}""")]
    [InlineData("""{"action":"view","lead":{},"purpose":99}""")]
    [InlineData("""{"action":{},"lead":[]}""")]
    public async Task View_Forged_IsAnsweredAndHarmless(string data)
    {
        await using var world = await OverdueAsync();
        var activity = world.Hands.Activity("invoke", Aad(Bot.Ben), Escalations);
        activity["name"] = "adaptiveCard/action";
        activity["value"] = new JsonObject { ["action"] = new JsonObject { ["data"] = JsonNode.Parse(data) }, ["trigger"] = "automatic" };
        var (status, body) = await world.Hands.SendAsync(activity);
        status.ShouldBe(200);
        ((int)body!["statusCode"]!).ShouldBeOneOf(200, 400);
    }

    private static async Task<TeamsWorld> OverdueAsync()
    {
        var world = await StartAsync();
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT3H");
        return world;
    }

    private static async Task<JsonObject> ViewAsync(TeamsWorld world, TeamsSeen message, string email)
    {
        var activity = world.Hands.Activity("invoke", Aad(email), message.Conversation);
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = message.Id;
        activity["value"] = new JsonObject { ["action"] = message.Card["refresh"]!["action"]!.DeepClone(), ["trigger"] = "automatic" };
        var (status, body) = await world.Hands.SendAsync(activity);
        status.ShouldBe(200);
        ((string)body!["type"]!).ShouldBe("application/vnd.microsoft.card.adaptive");
        return body["value"]!.AsObject();
    }

    private static List<string> Actions(JsonObject card) =>
        [.. (card["actions"] as JsonArray ?? []).Where(node => (string)node!["type"]! != "Action.OpenUrl").Select(node => (string?)node!["verb"] ?? (string)node["card"]!["actions"]![0]!["verb"]!)];
}
