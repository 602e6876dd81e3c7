using System.Text.Json.Nodes;
using SlaBot.Teams.Rendering;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>Everything else that people see in Teams, to the quarterly review; held to Teams' limits, and written beside the other samples.</summary>
public sealed class TeamsMoreSamplesTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("SLABOT_SAMPLES");
    private readonly List<(string Name, JsonObject Card)> samples = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    [Fact]
    public async Task EverythingElse_IsWithinTeamsLimits_AndReadsAloud()
    {
        await using var world = await StartAsync(edit: FullScenario.Ask);
        foreach (var person in new[] { Bot.Ana, Bot.Ben, Bot.Lena, Bot.Milo, Bot.Maya, Bot.Vera })
        {
            await world.Hands.InstallAsync(Aad(person));
        }

        await FullScenario.SpendAsync(world.Bot);
        await FullScenario.StrangersAsync(world.Bot);
        await SayAsync(world, Bot.Ana, "lead N8", "leads", "why N6 firstTouch", "lead N5", "scorecard", "scorecard 2026-W47", "sign");
        await FullScenario.LivesAsync(world.Bot);
        await SayAsync(world, Bot.Milo, "team", "lead M8", "why M8 firstTouch", "away");
        Forms(world);
        await FullScenario.EndsAsync(world.Bot);
        await SayAsync(world, Bot.Ana, "lead M5", "lead M7", "lead N7", "away until Friday cover Ben", "back", "away until never", "lead nix", "why M5");
        await world.Bot.Advance("PT24H");
        await FullScenario.FloodAsync(world.Bot, (person, words) => world.Hands.SayAsync(Aad(person), words));
        await SayAsync(world, Bot.Maya, "sign", "agreement");
        await SayAsync(world, Bot.Vera, "sign", "team");
        await world.Bot.ClockTo("2027-01-04T15:00:00Z");
        foreach (var (message, n) in world.Teams.Messages.Select((teamsSeen, n) => (teamsSeen, n)))
        {
            Note($"message{n:000}-{message.Conversation.Split(';')[0].Replace("19:", "").Split('@')[0].Split("-0000")[0].Replace("a:", "")}", message.Card);
        }

        Forms(world);
        Write();
        samples.Count.ShouldBeGreaterThan(100);
        samples.Select(sample => (sample.Name, Fault: TeamsSampleTests.Fault(sample.Card))).Where(pair => pair.Fault is not null).ShouldBeEmpty();
        world.Bot.Log.Errors.Clear();
    }

    private async Task SayAsync(TeamsWorld world, string person, params string[] commands)
    {
        foreach (var command in commands)
        {
            await world.Hands.SayAsync(Aad(person), command);
            Note($"said-{samples.Count:000}-{command.Replace(' ', '_')}", world.Direct(person).Last().Card);
        }
    }

    /// <summary>The forms that the quiet fortnight does not open, as each stands in its card.</summary>
    private void Forms(TeamsWorld world)
    {
        foreach (var message in world.Teams.Messages)
        {
            foreach (var action in (message.Card["actions"] as JsonArray ?? []).OfType<JsonObject>().Where(jsonObject => (string?)jsonObject["type"] == "Action.ShowCard" && seen.Add((string)jsonObject["title"]!)))
            {
                var form = action["card"]!.DeepClone().AsObject();
                (form["version"], form["$schema"]) = ("1.5", "http://adaptivecards.io/schemas/adaptive-card.json");
                Note($"form-{((string)action["title"]!).Replace(' ', '_')}", form);
            }
        }
    }

    private void Note(string name, JsonObject card) => samples.Add((name, card.DeepClone().AsObject()));

    private void Write()
    {
        foreach (var (name, card) in Folder is { Length: > 0 } ? samples : [])
        {
            Directory.CreateDirectory(Folder!);
            File.WriteAllText(Path.Combine(Folder!, $"teams-x-{name}.json"), card.ToJsonString(TeamsCards.Plain));
        }
    }
}
