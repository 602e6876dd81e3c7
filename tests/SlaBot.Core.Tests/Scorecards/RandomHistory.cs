using System.Text.Json.Nodes;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Time;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>Made-up histories that lean towards trouble: events on deadlines, closes and week ends and a second beside them, in any order, repeated, broken.</summary>
internal sealed class RandomHistory
{
    private static readonly long[] Steps = [0, 1, 59, 299, 300, 301, 3599, 3600, 3601, 7200, 28_800, 86_399, 86_400, 172_800, 432_000];
    private static readonly string[] Channels = ["call", "email", "sms"];
    private static readonly string?[] Reasons = ["Not our ICP", "Duplicate", "", null, " "];
    private static readonly string[] Codes = ["Qualified", "Unable to Contact", "Bad Data"];
    private static readonly string[] LineTypes = ["lead_received", "mql_reached", "assigned", "touch", "touch", "touch", "accepted", "rejected", "disposition", "stage", "stage", "amount", "feedback", "rerouted", "delivered"];
    private static readonly LocalDate[] Mondays = [new(2026, 2, 23), new(2026, 10, 12), new(2026, 11, 16), new(2026, 12, 14), new(2026, 3, 23)];
    private static readonly string[] Zones = ["America/New_York", "Europe/Dublin", "Australia/Lord_Howe"];
    private static readonly Dictionary<(int, int), (BusinessCalendar, ReferenceHours)> Offices = [];

    private readonly Random random;
    private readonly LocalDate monday;

    internal RandomHistory(int seed, bool asksForDelivery = true)
    {
        random = new Random(seed);
        var (season, place) = (random.Next(Mondays.Length), random.Next(Zones.Length));
        monday = Mondays[season];
        if (!Offices.TryGetValue((season, place), out var office))
        {
            var definition = RandomAgreement.Hours(Zones[place]);
            var from = DateTimeZoneProviders.Tzdb[Zones[place]].AtStartOfDay(monday.PlusDays(-60)).ToInstant();
            Offices[(season, place)] = office = (BusinessCalendar.From(definition), new ReferenceHours(definition, from, 200));
        }

        (Calendar, Hours) = office;
        Policy = RandomAgreement.Policy(random, Calendar);
        Policy = asksForDelivery ? Policy : Policy with { Clauses = [.. Policy.Clauses.Select(clause => clause with { Until = HandoffEnd.Assigned })] };
        for (var lead = random.Next(1, 9); lead > 0; lead--)
        {
            AddLead($"L{lead}");
        }

        Disturb();
    }

    internal List<string> Lines { get; } = [];

    internal BusinessCalendar Calendar { get; }

    internal ReferenceHours Hours { get; }

    internal SlaPolicy Policy { get; }

    internal IsoWeek First => IsoWeek.Of(monday);

    internal IsoWeek Last => IsoWeek.Of(monday.PlusDays(28));

    internal Instant SomeInstant() => Calendar.Zone.AtStartOfDay(monday).ToInstant() + Duration.FromSeconds(random.Next(40 * 86_400));

    private void AddLead(string lead)
    {
        var at = SomeMoment();
        var inOrder = random.Next(3) > 0;
        for (var n = 0; n < LineTypes.Length; n++)
        {
            var kind = inOrder ? LineTypes[n] : LineTypes[random.Next(LineTypes.Length)];
            if (random.Next(5) == 0)
            {
                continue;
            }

            Add(lead, kind, at);
            at = random.Next(12) == 0 ? SomeMoment() : Next(at);
        }
    }

    private long SomeMoment()
    {
        var day = monday.PlusDays(random.Next(-3, 36));
        var second = random.Next(6) switch { 0 => 0, 1 => 17 * 3600, 2 => 9 * 3600, 3 => 86_399, _ => random.Next(86_400) };
        return Calendar.Zone.AtLeniently(day.AtMidnight().PlusSeconds(second)).ToInstant().ToUnixTimeSeconds() + random.Next(5) switch { 0 => 1, 1 => -1, _ => 0 };
    }

    private long Next(long at)
    {
        if (random.Next(3) == 0 && Policy.Clauses.Count > 0)
        {
            return Hours.Deadline(Policy.Clauses[random.Next(Policy.Clauses.Count)].Within, at) + random.Next(-1, 2);
        }

        return at + (random.Next(2) == 0 ? Steps[random.Next(Steps.Length)] : random.Next(200_000));
    }

    private void Add(string lead, string type, long at)
    {
        var local = Instant.FromUnixTimeSeconds(at).WithOffset(Offset.FromHours(random.Next(-9, 10)));
        var json = new JsonObject
        {
            ["id"] = $"e{Lines.Count}",
            ["ts"] = local.ToString("uuuu-MM-dd'T'HH:mm:ss", null) + (random.Next(4) == 0 ? ".999" : "") + local.Offset.ToString("+HH:mm", null),
            ["lead"] = lead,
            ["type"] = type,
        };
        switch (type)
        {
            case "lead_received" or "mql_reached": json["fields"] = Fields(); break;
            case "touch": json["channel"] = Channels[random.Next(Channels.Length)]; break;
            case "rejected" or "feedback": json["reason"] = Reasons[random.Next(Reasons.Length)]; break;
            case "disposition":
                json["code"] = Codes[random.Next(Codes.Length)];
                json["interim"] = random.Next(4) == 0 ? true : null;
                break;
            case "rerouted": json["reason"] = "Not my territory"; break;
            case "delivered": json["to"] = "ana@x"; break;
            case "amount": json["amount"] = random.Next(100_000) / 100m; break;
            case "stage":
                json["stage"] = new[] { "sql", "sqo", "won", "lost" }[random.Next(4)];
                json["reason"] = Reasons[random.Next(Reasons.Length)];
                json["amount"] = random.Next(2) == 0 ? null : random.Next(1000);
                break;
        }

        Lines.Add(json.ToJsonString());
    }

    private JsonObject Fields()
    {
        var fields = new JsonObject();
        Some(() => fields["contact"] = new JsonObject { ["email"] = "a@b.example", ["name"] = random.Next(2) == 0 ? " " : "Ann" });
        Some(() => fields["name"] = "Ann");
        Some(() => fields["email"] = "");
        Some(() => fields["source"] = "web");
        Some(() => fields["budget"] = random.Next(2) == 0 ? null : 5);
        if (random.Next(3) == 0)
        {
            fields["tier"] = "hot";
        }

        return fields;

        void Some(Action set)
        {
            if (random.Next(2) == 0)
            {
                set();
            }
        }
    }

    /// <summary>Lines out of order, repeated, broken, blank.</summary>
    private void Disturb()
    {
        for (var n = random.Next(4); n > 0; n--)
        {
            var (from, to) = (random.Next(Lines.Count + 1), random.Next(Lines.Count + 1));
            Lines.Insert(to, from < Lines.Count ? Lines[from] : random.Next(2) == 0 ? "" : """{"id":"e1","lead":"L1","type":"touch","ts":"2026-11-16T10:00:00"}""");
        }

        if (random.Next(2) == 0)
        {
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Lines));
        }
    }
}
