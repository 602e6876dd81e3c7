using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Desk;

namespace SlaBot.Slack;

/// <summary>The home page: my open leads, next due first, with what is due today; for those who lead a team, the team. Published again when it would read otherwise.</summary>
internal sealed class SlackHome(SlackClient slack, SlackPeople people, IDeskReader reader, CommandCards cards, CommandDoor door, ReaderZones zones, IClock clock)
{
    private const int MostLeads = 30;
    private const int MostBlocks = 100;
    private readonly ConcurrentDictionary<string, string> shown = [];

    /// <summary>Somebody opened it.</summary>
    public async Task OpenedAsync(string user, CancellationToken stop)
    {
        shown.TryAdd(user, "");
        await PublishAsync(user, always: true, stop);
    }

    /// <summary>Publishes again what has changed for those who have opened theirs.</summary>
    public async Task RefreshAsync(CancellationToken stop)
    {
        foreach (var user in shown.Keys)
        {
            await PublishAsync(user, always: false, stop);
        }
    }

    /// <summary>The page of a person.</summary>
    public async Task<JsonObject> DrawAsync(Person person)
    {
        var leads = reader.Leads(new LeadFilter(Owner: person.Email, OpenOnly: true, Limit: 200)).Leads
            .OrderBy(lead => Next(lead) ?? Instant.MaxValue).ThenBy(lead => lead.Id, StringComparer.Ordinal).ToList();
        List<JsonNode?> blocks = [SlackBlocks.Large("Your open leads"), SlackBlocks.Small($"{Today(leads, person)}{Week(leads, person)}"), .. leads.Take(MostLeads).Select(lead => Row(lead, person))];
        if (leads.Count > MostLeads)
        {
            blocks.Add(SlackBlocks.Small($"and {leads.Count - MostLeads} more: /sla leads"));
        }

        if (person.Role is Role.Manager or Role.RevOps or Role.Executive)
        {
            var team = await door.RunAsync(person.Email, "team");
            blocks.Add(new JsonObject { ["type"] = "divider" });
            blocks.AddRange(SlackBlocks.Message(team, SlackTaste.Classic).Select(one => one!.DeepClone()));
        }

        blocks.Add(SlackBlocks.Small("/sla help lists what you can ask."));
        return new JsonObject { ["type"] = "home", ["blocks"] = new JsonArray([.. blocks.Take(MostBlocks)]) };
    }

    private async Task PublishAsync(string user, bool always, CancellationToken stop)
    {
        var person = await people.PersonOfAsync(user, stop);
        var view = person is null ? Nobody() : await DrawAsync(person);
        var text = SlackClient.Write(view);
        if ((always || shown.GetValueOrDefault(user) != text) && (await slack.PublishAsync(user, view, stop)).Ok)
        {
            shown[user] = text;
        }
    }

    private JsonObject Row(LeadState lead, Person person)
    {
        var line = cards.LeadList("", [lead], person, clock.GetCurrentInstant()).Blocks.OfType<Bullets>().Select(one => one.Items[0]).First();
        var row = SlackBlocks.Section(SlackText.Mark(line.Tone) + SlackText.Of(line.Line, 1_900));
        row["accessory"] = new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = "lead",
            ["text"] = SlackText.Plain("Open", 75),
            ["value"] = new SlackTarget("lead", lead.Id, lead.Version).Write(),
        };
        return row;
    }

    private string Today(List<LeadState> leads, Person person)
    {
        var now = clock.GetCurrentInstant();
        var end = now.InZone(zones.Of(person)).Date.PlusDays(1).AtStartOfDayInZone(zones.Of(person)).ToInstant();
        var (late, today) = (leads.Count(lead => Next(lead) < now), leads.Count(lead => Next(lead) is { } due && due >= now && due < end));
        return leads.Count == 0 ? "Nothing is due. New leads arrive as cards under Messages." : $"{Words.Count(leads.Count, "open lead")}: {late} overdue, {today} more due today.";
    }

    /// <summary>What was done about these leads since Monday.</summary>
    private string Week(List<LeadState> leads, Person person)
    {
        var today = clock.GetCurrentInstant().InZone(zones.Of(person)).Date;
        var monday = (today.DayOfWeek == IsoDayOfWeek.Monday ? today : today.Previous(IsoDayOfWeek.Monday)).AtStartOfDayInZone(zones.Of(person)).ToInstant();
        var (touches, accepted) = (leads.Sum(lead => lead.Touches.Count(one => one.At >= monday)), leads.Count(lead => lead.AcceptedAt >= monday));
        return leads.Count == 0 ? "" : $" This week on them: {Words.Count(accepted, "acceptance")}, {touches} {(touches == 1 ? "touch" : "touches")}.";
    }

    private static Instant? Next(LeadState lead) =>
        lead.Obligations.Where(one => one.Party == Party.Sales && one.Status is ObligationStatus.Running or ObligationStatus.Breached).Select(one => (Instant?)one.DueAt).Min();

    private static JsonObject Nobody() => new()
    {
        ["type"] = "home",
        ["blocks"] = new JsonArray(SlackBlocks.Section("Your Slack account belongs to nobody in the settings. Ask an administrator to add your e-mail address, or your SlackId.")),
    };
}
