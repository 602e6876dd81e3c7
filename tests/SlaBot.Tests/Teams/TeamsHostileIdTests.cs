using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>An id is data in Teams too: its lead's buttons act, and lists count it and open it.</summary>
public sealed class TeamsHostileIdTests
{
    private static readonly string[] All = ["CRM|0", "🎌🎌", "a\"b\\c", "<at>x</at>", "{{DATE(2026-11-16)}}", new string('|', 200), string.Concat(Enumerable.Repeat("日本🎌", 50)), "x|dm:milo"];

    public static TheoryData<string> Ids => [.. All];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Buttons_OfAnyId_Act(string id)
    {
        await using var world = await StartAsync();
        await SendAsync(world, id);
        await world.Hands.PressAsync(world.Card(Bot.Ana), Aad(Bot.Ana), "accept");
        (await world.Bot.Expect(200, HttpMethod.Get, "/api/v1/leads/" + Uri.EscapeDataString(id)))["stage"].ShouldBe("SalesAccepted");
    }

    [Fact]
    public async Task List_OfSuchIds_CountsThemAll()
    {
        await using var world = await StartAsync();
        foreach (var id in All)
        {
            await SendAsync(world, id);
        }

        await world.Bot.Advance("PT1H");
        var list = world.Teams.InChannel(Escalations).ShouldHaveSingleItem();
        list.BlocksText.ShouldContain($"{All.Length} deadlines to look at");
        await world.Bot.Expect(200, HttpMethod.Post, $"/api/v1/leads/{Uri.EscapeDataString(All[0])}/commands", $$"""{"type":"touch","by":"{{Bot.Ana}}","channel":"call"}""");
        world.Teams.InChannel(Escalations).ShouldHaveSingleItem().BlocksText.ShouldContain($"{All.Length - 1} still need somebody");
    }

    private static Task SendAsync(TeamsWorld world, string id) => world.Bot.SendLead("x", lead =>
    {
        lead["id"] = id;
        lead["owner"] = Bot.Ana;
        lead["contact"]!["email"] = $"c{Array.IndexOf(All, id)}@corp.example";
    });
}
