using System.Text.Json.Nodes;
using SlaBot.Teams.Rendering;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Sandbox;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>
/// Two weeks of everything that people see in Teams, held to Teams' limits. Set SLABOT_SAMPLES to a directory to have it all written there, a file each
/// (teams-*.json), for tools that judge and draw Adaptive Cards.
/// </summary>
public sealed class TeamsSampleTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("SLABOT_SAMPLES");
    private readonly List<(string Name, JsonObject Card)> samples = [];

    [Fact]
    public async Task EverythingSeen_IsWithinTeamsLimits_AndReadsAloud()
    {
        await using var world = await StartAsync();
        await LeadAsync(world);
        await TroubleAsync(world);
        await CommandsAsync(world);
        await world.Bot.ClockTo("2026-11-23T14:30:00Z");
        foreach (var (message, n) in world.Teams.Messages.Select((teamsSeen, n) => (teamsSeen, n)))
        {
            Note($"message{n:00}-{message.Conversation.Split(';')[0].Replace("19:", "").Split('@')[0].Split("-0000")[0].Replace("a:", "")}", message.Card);
        }

        Note("hostile", TeamsCards.Draw(SampleCards.Every(SampleCards.Hostile)));
        samples.Count.ShouldBeGreaterThan(40);
        samples.Select(sample => (sample.Name, Fault: Fault(sample.Card))).Where(pair => pair.Fault is not null).ShouldBeEmpty();
        Write();
        world.Bot.Log.Errors.Clear();
    }

    private async Task LeadAsync(TeamsWorld world)
    {
        await world.Hands.InstallAsync(Aad(Bot.Ana));
        await world.Hands.InstallAsync(Aad(Bot.Milo));
        await world.Bot.SendLead("L1", lead =>
        {
            (lead["url"], lead["amount"]) = ("https://crm.example.com/leads/1?a=1&b=2", 12000);
            lead["briefing"] = new JsonObject { ["news"] = "Series B closed last week", ["talkTrack"] = "Ask about <their> data & team", ["champion"] = "Jo in *IT*" };
            lead["signals"] = new JsonArray("pricing page", "demo");
        });
        var card = world.Card(Bot.Ana);
        Note("new", card.Card);
        Note("reject-again", (await world.Hands.PressAsync(card, Aad(Bot.Ana), "reject", ("note", "Too small")))["value"]!.AsObject());
        Note("accepted-answer", (await world.Hands.PressAsync(card, Aad(Bot.Ana), "accept"))["value"]!.AsObject());
        Note("accepted", card.Card);
        Note("touch-again", (await world.Hands.PressAsync(card, Aad(Bot.Ana), "touch", ("note", "Nobody there")))["value"]!.AsObject());
        foreach (var action in new[] { "touch", "dispose", "advance", "rate" })
        {
            Open("form-" + action, card.Card, action);
        }

        await world.Hands.PressAsync(card, Aad(Bot.Ana), "touch", ("channel", "call"));
        await world.Hands.PressAsync(card, Aad(Bot.Ana), "dispose", ("code", "Contacted - Qualified"));
        await world.Hands.PressAsync(card, Aad(Bot.Ana), "advance", ("stage", "sqo"), ("amount", "12000"));
    }

    private async Task TroubleAsync(TeamsWorld world)
    {
        await world.Bot.SendLead("L2", lead => lead["owner"] = Bot.Ana);
        await world.Bot.SendLead("L3", lead => lead["owner"] = Bot.Ben);
        await world.Bot.Advance("PT3H");
        var ping = world.Teams.InChannel(Escalations)[0];
        Open("form-reassign", ping.Card, "assign");
        Open("form-excuse", ping.Card, "waive");
        await world.Hands.PressAsync(ping, Aad(Bot.Milo), "waive", ("reason", "Server was down"));
        Note("settled", ping.Card);
        var rejected = world.Direct(Bot.Ben).First(teamsSeen => teamsSeen.BlocksText.Contains("Cleo L3"));
        await world.Hands.PressAsync(rejected, Aad(Bot.Ben), "reject", ("reason", "Not our ICP"), ("note", "Ten people"));
        var returned = world.Teams.InChannel("19:marketing-leads@thread.tacv2").Last();
        Note("returned", returned.Card);
        Open("form-dispute", returned.Card, "dispute");
        await world.Hands.PressAsync(returned, Aad(Bot.Maya), "dispute", ("note", "They are 200"));
    }

    private async Task CommandsAsync(TeamsWorld world)
    {
        foreach (var said in new[] { "leads", "lead L2", "why L2 firstTouch", "agreement", "help", "nonsense", "away until 2026-11-20 cover Ben", "back", "sign" })
        {
            await world.Hands.SayAsync(Aad(Bot.Ana), said);
            Note("said-" + said.Split(' ')[0], world.Direct(Bot.Ana).Last().Card);
        }

        await world.Hands.SayAsync(Aad(Bot.Milo), "team");
        Note("said-team", world.Direct(Bot.Milo).Last().Card);
    }

    /// <summary>A card with one of its forms open, as it reads when the button is pressed.</summary>
    private void Open(string name, JsonObject card, string action)
    {
        var asking = card["actions"]!.AsArray().Single(node => (string)node!["type"]! == "Action.ShowCard" && TeamsUser.Find(node["card"]!.AsObject(), action) is not null)!["card"]!.DeepClone().AsObject();
        (asking["version"], asking["$schema"]) = ("1.5", "http://adaptivecards.io/schemas/adaptive-card.json");
        Note(name, asking);
    }

    private void Note(string name, JsonObject card) => samples.Add((name, card.DeepClone().AsObject()));

    internal static string? Fault(JsonObject card)
    {
        var all = TeamsUser.All(card).ToList();
        var inputs = all.Where(jsonObject => ((string?)jsonObject["type"])?.StartsWith("Input.", StringComparison.Ordinal) == true).ToList();
        var said = TeamsUser.TextOf(card);
        return TeamsCards.Size(card) > TeamsCards.MostBytes ? "too large"
            : (string?)card["version"] != "1.5" ? "another version"
            : inputs.Any(input => input["label"] is null || input["id"] is null) ? "an input without a label or an id"
            : inputs.Select(input => (string)input["id"]!).Distinct().Count() != inputs.Count ? "two inputs of one id"
            : all.Any(jsonObject => (string?)jsonObject["type"] == "TextBlock" && string.IsNullOrEmpty((string?)jsonObject["text"])) ? "an empty text"
            : all.Where(jsonObject => (string?)jsonObject["type"] == "mention").Any(jsonObject => !said.Contains((string)jsonObject["text"]!, StringComparison.Ordinal)) ? "a mention that is not said"
            : System.Text.RegularExpressions.Regex.Matches(said, "<at>.*?</at>").Any(match => all.All(entity => (string?)entity["text"] != match.Value)) ? "words that mention nobody"
            : said.Contains("/sla", StringComparison.Ordinal) ? "a slash, which Teams does not have"
            : null;
    }

    private void Write()
    {
        foreach (var (name, card) in Folder is { Length: > 0 } ? samples : [])
        {
            Directory.CreateDirectory(Folder!);
            File.WriteAllText(Path.Combine(Folder!, $"teams-{name}.json"), card.ToJsonString(TeamsCards.Plain));
        }
    }
}
