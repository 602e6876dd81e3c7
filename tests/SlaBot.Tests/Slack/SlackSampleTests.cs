using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Fakes.SlackUser;

namespace SlaBot.Tests.Slack;

/// <summary>
/// Two weeks of everything that people see in Slack, held to Slack's limits. Set SLABOT_SAMPLES to a directory to have it all written there,
/// a file each, for tools that judge and draw Block Kit.
/// </summary>
public sealed class SlackSampleTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("SLABOT_SAMPLES");
    private readonly List<(string Name, JsonObject Seen)> samples = [];

    [Fact]
    public async Task EverythingSeen_IsWithinSlacksLimits_AndReadsAloud()
    {
        await using var world = await SlackWorld.StartAsync(before: slack => slack.State.TakesCharts = false);
        await LeadAsync(world);
        await TroubleAsync(world);
        await PagesAsync(world);
        await world.Bot.ClockTo("2026-11-23T14:30:00Z");
        foreach (var (message, n) in world.State.Messages.Select((slackMessageSeen, n) => (slackMessageSeen, n)))
        {
            Note(message, $"message{n:00}-{(message.Channel[0] == 'D' ? "direct" : world.State.Channels[message.Channel].Name)}");
        }

        foreach (var (id, view) in world.State.Views.Concat(world.State.Homes))
        {
            var copy = view.DeepClone().AsObject();
            copy.Remove("id");
            samples.Add(($"{copy["type"]}-{copy["callback_id"]}-{id}", copy));
        }

        samples.Count.ShouldBeGreaterThan(30);
        samples.ShouldAllBe(sample => Fault(sample.Seen) == null);
        Write();
    }

    private async Task LeadAsync(SlackWorld world)
    {
        await world.Bot.SendLead("L1", lead =>
        {
            (lead["url"], lead["amount"]) = ("https://crm.example.com/leads/1?a=1&b=2", 12000);
            lead["briefing"] = new JsonObject { ["news"] = "Series B closed last week", ["talkTrack"] = "Ask about <their> data & team", ["champion"] = "Jo in IT" };
            lead["signals"] = new JsonArray("pricing page", "demo");
        });
        await world.Bot.SendLead("L2");
        await world.Bot.SendLead("L3");
        var card = world.Direct(Bot.Ana)[0];
        Note(card, "new");
        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "reject");
        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "accept");
        Note(card, "accepted");
        await world.FillAsync(card, Bot.Ana, "touch", ("channel", Choose("call")));
        foreach (var action in new[] { "dispose", "advance", "rate" })
        {
            await world.Hands.ClickAsync(card, world.User(Bot.Ana), action);
        }
    }

    private static async Task TroubleAsync(SlackWorld world)
    {
        await world.Bot.Advance("PT3H");
        await world.Bot.Command("L3", $$"""{"type":"reject","by":"{{Bot.Ana}}","reason":"Not our ICP","note":"Too small *really* <b>"}""");
        var ping = world.Channel("sla-escalations")[0];
        await world.Hands.ClickAsync(ping, world.User(Bot.Milo), "waive");
        await world.Hands.ClickAsync(ping, world.User(Bot.Milo), "assign");
    }

    private async Task PagesAsync(SlackWorld world)
    {
        foreach (var email in new[] { Bot.Ana, Bot.Milo })
        {
            await world.Hands.EventAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = world.User(email), ["tab"] = "home" });
        }

        await world.Hands.ClickInAsync(world.State.Homes[world.User(Bot.Ana)].DeepClone().AsObject(), world.User(Bot.Ana), "lead");
        foreach (var command in new[] { "leads", "lead L1", "why L1 firstTouch", "agreement", "help", "team", "nonsense" })
        {
            var answer = await world.Hands.CommandAsync(world.User(command == "team" ? Bot.Milo : Bot.Ana), command);
            samples.Add(($"command-{command.Split(' ')[0]}", answer!.AsObject()));
        }
    }

    private void Note(SlackMessageSeen message, string name) => samples.Add((name, new JsonObject { ["text"] = message.Text, ["blocks"] = message.Blocks.DeepClone() }));

    private static string? Fault(JsonObject seen) => (string?)seen["type"] == "modal" ? SlackLimits.ViewFault(seen)
        : seen["blocks"] is JsonArray blocks && SlackLimits.Fault(blocks, seen["type"] is null ? 50 : 100, takesCharts: false) is { } fault ? fault
        : seen["type"] is null && string.IsNullOrWhiteSpace((string?)seen["text"]) ? "no text" : null;

    private void Write()
    {
        if (Folder is null)
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        samples.ForEach(sample => File.WriteAllText(Path.Combine(Folder, sample.Name + ".json"), sample.Seen.ToJsonString()));
    }
}
