using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Engine;
using SlaBot.Storage;
using Xunit.Abstractions;

namespace SlaBot.Tests.Scenarios;

/// <summary>The program killed again and again under load: what was acknowledged is there, and nobody hears anything twice.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Kills = 22;
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [Fact]
    public async Task KilledAtRandomUnderLoad_KeepsEveryAcknowledgedCommand_AndDoublesNoNotice()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SLABOT_CRASH_SEED"), out var said) ? said : Random.Shared.Next();
        output.WriteLine($"SLABOT_CRASH_SEED={seed}");
        using var files = new BotFiles(Bot.Monday, Roomy);
        var load = new CrashLoad(seed);
        var at = Instant.FromUtc(2026, 11, 16, 14, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var bot = await ChildBot.StartAsync(files);
            at += Duration.FromMinutes(17);
            await load.RunAsync(bot, Iso(at));
            files.Edit(settings => settings["Clock"]!["Start"] = Iso(at));
        }

        using var last = await ChildBot.StartAsync(files);
        await load.FinishAsync(last.Http);
        (await last.Http.PostAsJsonAsync("/dev/clock", new { now = Iso(at + Duration.FromHours(20)) })).EnsureSuccessStatusCode();
        load.Wrong.ShouldBeEmpty();
        output.WriteLine($"{Kills} kills, {load.Leads.Count} leads, {load.Touches.Count} touches, {load.Accepted.Count} acceptances");
        load.Leads.Count.ShouldBeGreaterThan(Kills);
        var messages = (await last.Http.GetFromJsonAsync<List<Message>>("/sandbox/api/messages", Web))!;
        using var store = SqliteStore.OpenReadOnly($"Data Source={files.Data}");
        (await FaultsAsync(last.Http, load, messages, store.Reader.PostsOf)).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(HttpClient http, CrashLoad load, List<Message> messages, Func<string, IReadOnlyList<PostedMessage>> posts)
    {
        List<string> faults = [.. messages.GroupBy(message => message.Id).Where(group => group.Count() > 1).Select(group => $"message {group.Key} twice")];
        var touches = new List<string>();
        foreach (var id in load.Leads.Keys)
        {
            var lead = await http.GetFromJsonAsync<JsonElement>($"/api/v1/leads/{id}");
            var about = messages.Where(message => message.Text.Contains($"Cleo {id} end", StringComparison.Ordinal)).ToList();
            // Many new leads at once are lines of one list; each stands once, as a card or as a line.
            var cards = posts(id).Where(post => post.Kind == MessageKind.Card && post.Conversation.Email is not null).ToList();
            var single = about.Count(message => message.Text.EndsWith($"Lead {id}", StringComparison.Ordinal));
            Count(faults, $"{id}: cards", cards.Count, 1);
            Count(faults, $"{id}: messages of its own", single, cards.Count(card => card.Within is null));
            touches.AddRange(lead.GetProperty("touches").EnumerateArray().Select(element => element.GetProperty("note").GetString()!));
            // A ping that was settled before it could leave is rightly not sent; one that is still open stands exactly once.
            var breached = lead.GetProperty("obligations").EnumerateArray().Where(element => element.GetProperty("breachedAt").ValueKind != JsonValueKind.Null).ToList();
            var open = breached.Count(element => element.GetProperty("status").GetString() == "breached" && element.GetProperty("fulfilledAt").ValueKind == JsonValueKind.Null);
            // Long lists name only their first entries; what stands where is on file.
            var pings = posts(id).Where(post => post.Kind == MessageKind.Notice && post.Conversation == ChatAddress.Escalations).ToList();
            Count(faults, $"{id}: pings in the channel", pings.Count, Math.Clamp(pings.Count, open, breached.Count));
            Count(faults, $"{id}: told of in the channel", about.Count(message => message.Conversation == "channel:sla-escalations" && pings.All(ping => ping.MessageId != message.Id)), 0);
            if (load.Accepted.ContainsKey(id) && lead.GetProperty("acceptedAt").ValueKind == JsonValueKind.Null)
            {
                faults.Add($"{id}: the acceptance is lost");
            }
        }

        faults.AddRange(touches.GroupBy(note => note).Where(group => group.Count() > 1).Select(group => $"touch {group.Key} twice"));
        faults.AddRange(load.Touches.Keys.Except(touches).Select(note => $"touch {note} lost"));
        return faults;
    }

    private static void Count(List<string> faults, string what, int found, int expected)
    {
        if (found != expected)
        {
            faults.Add($"{what}: {found}, not {expected}");
        }
    }

    private static void Roomy(JsonNode settings)
    {
        foreach (var person in settings["People"]!.AsArray())
        {
            person!["Capacity"] = 100_000;
        }
    }

    private static string Iso(Instant at) => at.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
