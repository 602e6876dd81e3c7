using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>Everything else that people see in Slack, to the quarterly review; held to Slack's limits, and written beside the other samples.</summary>
public sealed class SlackMoreSamplesTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("SLABOT_SAMPLES");
    private static readonly (string Action, string Person)[] Openers =
        [("assign", Bot.Milo), ("waive", Bot.Milo), ("pause", Bot.Milo), ("dispute", Bot.Maya), ("recycle", Bot.Maya), ("rule", Bot.Rita), ("reject", Bot.Ana), ("touch", Bot.Ana), ("dispose", Bot.Ana), ("advance", Bot.Ana), ("agenda", Bot.Rita)];

    private readonly List<(string Name, JsonObject Seen)> samples = [];
    private readonly HashSet<string> opened = new(StringComparer.Ordinal);

    [Fact]
    public async Task EverythingElse_IsWithinSlacksLimits_AndReadsAloud()
    {
        await using var world = await SlackWorld.StartAsync(before: slack => slack.State.TakesCharts = false, edit: FullScenario.Ask);
        await FullScenario.SpendAsync(world.Bot);
        await FullScenario.StrangersAsync(world.Bot);
        await SayAsync(world, Bot.Ana, "lead N8", "leads", "why N6 firstTouch", "lead N5", "scorecard", "scorecard 2026-W47", "sign");
        await HomeAsync(world, "first", Bot.Ana, Bot.Lena, Bot.Milo, Bot.Maya);
        await FullScenario.LivesAsync(world.Bot);
        await WindowsAsync(world);
        await SayAsync(world, Bot.Milo, "team", "lead M8", "why M8 firstTouch");
        await FullScenario.EndsAsync(world.Bot);
        await SayAsync(world, Bot.Ana, "lead M5", "lead M7", "lead N7", "why M1 firstTouch", "away until Friday cover Ben", "back", "away until never", "lead nix", "why M5");
        await world.Bot.Advance("PT24H");
        await FullScenario.FloodAsync(world.Bot, (person, words) => world.Hands.CommandAsync(world.User(person), words));
        await HomeAsync(world, "flood", Bot.Ana, Bot.Milo);
        await world.Hands.ClickInAsync(world.State.Homes[world.User(Bot.Ana)].DeepClone().AsObject(), world.User(Bot.Ana), "away");
        await world.Hands.ClickInAsync(world.State.Homes[world.User(Bot.Milo)].DeepClone().AsObject(), world.User(Bot.Milo), "away");
        await SayAsync(world, Bot.Maya, "sign", "agreement");
        await SayAsync(world, Bot.Vera, "sign", "team");
        await world.Bot.ClockTo("2026-11-24T15:00:00Z");
        await WindowsAsync(world);
        await world.Bot.ClockTo("2027-01-04T15:00:00Z");
        Collect(world);
        Write();

        samples.Count.ShouldBeGreaterThan(100);
        opened.Count.ShouldBeGreaterThan(7, string.Join(", ", opened));
        samples.Select(sample => (sample.Name, Fault: Fault(sample.Seen))).Where(pair => pair.Fault is not null).ShouldBeEmpty();
        samples.SelectMany(sample => SlackMethodsFake.TextOf(sample.Seen).Split('\n')).ShouldNotContain(word => word.Contains("1 leads", StringComparison.Ordinal));
        world.Bot.Log.Errors.Clear();
    }

    private async Task SayAsync(SlackWorld world, string person, params string[] commands)
    {
        foreach (var command in commands)
        {
            var answer = await world.Hands.CommandAsync(world.User(person), command);
            samples.Add(($"x-said-{samples.Count:000}-{command.Replace(' ', '_')}", answer!.AsObject()));
        }
    }

    private async Task HomeAsync(SlackWorld world, string when, params string[] people)
    {
        foreach (var email in people)
        {
            await world.Hands.EventAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = world.User(email), ["tab"] = "home" });
            samples.Add(($"x-home-{when}-{email.Split('.')[0]}", world.State.Homes[world.User(email)].DeepClone().AsObject()));
        }
    }

    /// <summary>Every window once, opened by somebody whose it is.</summary>
    private async Task WindowsAsync(SlackWorld world)
    {
        foreach (var message in world.State.Messages.ToList())
        {
            foreach (var (action, person) in Openers.Where(opener => !opened.Contains(opener.Action) && message.Blocks.ToJsonString().Contains($"\"action_id\":\"{opener.Action}\"", StringComparison.Ordinal)))
            {
                var before = world.State.Views.Count;
                await world.Hands.ClickAsync(message, world.User(person), action);
                if (world.State.Views.Count > before)
                {
                    opened.Add(action);
                }
            }
        }
    }

    private void Collect(SlackWorld world)
    {
        foreach (var (message, n) in world.State.Messages.Select((slackMessageSeen, n) => (slackMessageSeen, n)))
        {
            samples.Add(($"x-message{n:000}-{(message.Channel[0] == 'D' ? "direct" : world.State.Channels[message.Channel].Name)}", new JsonObject { ["text"] = message.Text, ["blocks"] = message.Blocks.DeepClone() }));
        }

        foreach (var (id, view) in world.State.Views)
        {
            var copy = view.DeepClone().AsObject();
            copy.Remove("id");
            samples.Add(($"x-modal-{copy["callback_id"]}-{id}", copy));
        }
    }

    private static string? Fault(JsonObject seen) => (string?)seen["type"] == "modal" ? SlackLimits.ViewFault(seen)
        : seen["blocks"] is JsonArray blocks && SlackLimits.Fault(blocks, seen["type"] is null ? 50 : 100, takesCharts: false) is { } fault ? fault
        : seen["type"] is null && string.IsNullOrWhiteSpace((string?)seen["text"]) ? "no text" : null;

    private void Write()
    {
        foreach (var (name, seen) in Folder is { Length: > 0 } ? samples : [])
        {
            Directory.CreateDirectory(Folder!);
            var copy = seen.DeepClone().AsObject();
            copy.Remove("id");
            copy.Remove("response_type");
            File.WriteAllText(Path.Combine(Folder!, name + ".json"), copy.ToJsonString());
        }
    }
}
