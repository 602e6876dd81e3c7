using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>An id is data: whatever it holds, its lead's buttons act, its list counts it, and names stay what they are.</summary>
public sealed class SlackHostileIdTests
{
    private static readonly string[] All =
    [
        "CRM|0", "🎌🎌", "a\"b\\c", "<!channel>", "a b#%7C&c", "act|5|x", string.Concat(Enumerable.Repeat("日本🎌", 50)), new string('|', 200), "x|dm:milo.manager@example.com",
    ];

    public static TheoryData<string> Ids => [.. All];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Buttons_OfAnyId_Act(string id)
    {
        await using var world = await SlackWorld.StartAsync();
        await SendAsync(world, id);
        var card = world.Direct(Bot.Ana).ShouldHaveSingleItem();
        foreach (var block in card.Blocks)
        {
            ((string?)block!["block_id"] ?? "").ShouldAllBe(letter => char.IsAscii(letter));
            (block["elements"] as JsonArray ?? []).Select(element => (string?)element!["value"] ?? "").ShouldAllBe(value => value.All(char.IsAscii) && value.Length <= 2_000);
        }

        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "accept");
        (await LeadAsync(world, id))["stage"].ShouldBe("SalesAccepted");
        var shown = world.Direct(Bot.Ana).ShouldHaveSingleItem();
        (await world.FillAsync(shown, Bot.Ana, "rate", ("fit", SlackUser.Choose("4")), ("timing", SlackUser.Choose("4")))).ShouldBeNull("an entry of the menu");
        (await LeadAsync(world, id)).Events.ShouldContain(name => name.Contains("rated", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task List_OfSuchIds_CountsThem_OpensThem_AndIsPutRight()
    {
        await using var world = await SlackWorld.StartAsync();
        var ids = All.ToList();
        foreach (var id in ids)
        {
            await SendAsync(world, id, $"Tab\tbed\nLine\u2028end {ids.IndexOf(id)}!");
        }

        await world.Bot.Advance("PT1H");
        var list = world.Channel("sla-escalations").ShouldHaveSingleItem();
        list.BlocksText.ShouldContain($"{ids.Count} deadlines to look at");
        for (var n = 0; n < ids.Count; n++)
        {
            list.BlocksText.ShouldContain($"Tab bed Line end {n}!");
        }

        await world.Hands.ClickAsync(list, world.User(Bot.Milo), "lead");
        world.State.PrivateReplies.ShouldHaveSingleItem().Blocks!.ToJsonString().ShouldContain("Tab bed");
        await CommandAsync(world, ids[0], $$"""{"type":"touch","by":"{{Bot.Ana}}","channel":"call"}""");
        world.Channel("sla-escalations").ShouldHaveSingleItem().BlocksText.ShouldContain($"{ids.Count - 1} still need somebody");
    }

    private static Task SendAsync(SlackWorld world, string id, string? name = null) => world.Bot.SendLead("x", lead =>
    {
        lead["id"] = id;
        lead["owner"] = Bot.Ana;
        lead["contact"]!["name"] = name ?? "Cleo";
        lead["contact"]!["email"] = $"c{Array.IndexOf(All, id)}@corp.example";
    });

    private static Task<ApiReply> LeadAsync(SlackWorld world, string id) => world.Bot.Expect(200, HttpMethod.Get, "/api/v1/leads/" + Escaped(id));

    private static Task<ApiReply> CommandAsync(SlackWorld world, string id, string json) => world.Bot.Expect(200, HttpMethod.Post, $"/api/v1/leads/{Escaped(id)}/commands", json);

    private static string Escaped(string id) => Uri.EscapeDataString(id);
}
