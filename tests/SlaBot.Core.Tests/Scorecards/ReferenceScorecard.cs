using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime.Text;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>
/// METRICS.md once more, as plainly as it reads: the lines of one history, each week from scratch, metric by metric. It shares the
/// agreement's data with the product and nothing else.
/// </summary>
internal sealed class ReferenceScorecard
{
    private const long None = long.MaxValue;

    private readonly SlaPolicy policy;
    private readonly ReferenceHours hours;
    private readonly List<Ev> all = [];
    private readonly int badLines;

    internal ReferenceScorecard(IEnumerable<string> lines, SlaPolicy policy, ReferenceHours hours)
    {
        (this.policy, this.hours) = (policy, hours);
        var ids = new HashSet<string>();
        foreach (var line in lines.Where(one => one.Trim().Length > 0))
        {
            if (Ev.Of(line, all.Count) is not { } one)
            {
                badLines++;
            }
            else if (one.Id is null || ids.Add(one.Id))
            {
                all.Add(one);
            }
        }
    }

    internal JsonObject Week(IsoWeek week, Instant? asked)
    {
        var from = hours.Zone.AtStartOfDay(week.Monday).ToInstant().ToUnixTimeSeconds();
        var to = hours.Zone.AtStartOfDay(week.Monday.PlusDays(7)).ToInstant().ToUnixTimeSeconds();
        var asOf = asked?.ToUnixTimeSeconds() ?? to - 1;
        List<Lead> leads = [.. all.Where(one => one.At <= asOf).GroupBy(one => one.Lead).Select(group => new Lead([.. group.OrderBy(one => one.At).ThenBy(one => one.N)]))];
        var json = new JsonObject
        {
            ["week"] = $"{week.Year:0000}-W{week.Number:00}",
            ["from"] = Text(from),
            ["to"] = Text(to),
            ["asOf"] = Text(asOf),
            ["badLines"] = badLines,
            ["mqlVolume"] = Volume(leads.Count(lead => In(lead.Mql)), week),
            ["acceptance"] = Acceptance(),
            ["rejectReasons"] = new JsonArray([.. leads.Where(lead => In(lead.Decision?.At) && lead.Decision!.Type == "rejected").GroupBy(lead => lead.Decision!.Reason ?? "(none)")
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => new JsonObject { ["reason"] = group.Key, ["count"] = group.Count() })]),
            ["dataCompleteness"] = Data(),
            ["handoff"] = Handoff(),
            ["speedToLead"] = Speed(),
            ["cadence"] = Cadence(),
            ["decision"] = Decision(),
            ["disposition"] = Disposition(),
            ["feedback"] = Feedback(),
            ["conversion"] = Conversion(),
            ["velocity"] = new JsonObject
            {
                ["mqlToSal"] = Velocity(lead => lead.Mql, lead => lead.Accepted),
                ["salToSql"] = Velocity(lead => lead.Accepted, lead => lead.Sql),
                ["sqlToSqo"] = Velocity(lead => lead.Sql, lead => lead.Sqo),
                ["sqoToWon"] = Velocity(lead => lead.Sqo, lead => lead.Won),
            },
            ["pipeline"] = Money(lead => lead.Sqo),
            ["won"] = Money(lead => lead.Won),
        };
        return json;

        bool In(long? at) => at >= from && at < to && at <= asOf;

        Clause? ClauseFor(ClauseKind kind, Lead lead)
        {
            var general = policy.Clauses.SingleOrDefault(one => one.Kind == kind && one.Tier is null);
            var hot = policy.Clauses.SingleOrDefault(one => one.Kind == kind && one.Tier is not null);
            var start = hot?.From switch { ClauseStart.Mql => lead.Mql, ClauseStart.Accepted => lead.Accepted, _ => lead.Assigned };
            return hot is not null && lead.TierAt(start ?? None) == hot.Tier ? hot : general;
        }

        JsonObject Acceptance()
        {
            var accepted = leads.Count(lead => In(lead.Decision?.At) && lead.Decision!.Type == "accepted");
            var rejected = leads.Count(lead => In(lead.Decision?.At) && lead.Decision!.Type == "rejected");
            return With(Rate(accepted, accepted + rejected), ("accepted", accepted), ("rejected", rejected), ("undecided", leads.Count(lead => lead.Mql is not null && lead.Decision is null)));
        }

        JsonObject Data()
        {
            var required = policy.Quotas.Completeness?.Fields ?? [];
            List<int> present = [.. leads.Where(lead => In(lead.Mql) && required.Count > 0).Select(lead => required.Count(field => Names(field).Any(name => lead.FieldsAtMql.ContainsKey(name))))];
            return new JsonObject { ["leads"] = Rate(present.Count(n => n == required.Count), present.Count), ["fields"] = Rate(present.Sum(), present.Count * required.Count) };
        }

        // One item: judged when done or due, whichever is first; moot before that, it is exempt; else it waits.
        JsonObject Tally(IEnumerable<Item> items, bool withExempt, Action<JsonObject, List<string>>? more = null)
        {
            var words = new List<string>();
            foreach (var item in items)
            {
                var first = Math.Min(item.Done, item.Due);
                if (item.Moot < first && item.Moot <= asOf)
                {
                    words.Add(In(Math.Max(item.Moot, item.Start)) ? "exempt" : "");
                }
                else
                {
                    words.Add(first > asOf ? "pending" : !In(first) ? "" : item.Full is { } full ? full ? "met" : "missed" : item.Done <= item.Due ? "met" : item.Done == None ? "missed" : "late");
                }
            }

            int Count(string word) => words.Count(one => one == word);
            var json = Rate(Count("met"), Count("met") + Count("late") + Count("missed"));
            json["late"] = Count("late");
            json["missed"] = Count("missed");
            json["pending"] = Count("pending");
            if (withExempt)
            {
                json["exempt"] = Count("exempt");
            }

            return json;
        }

        JsonObject Handoff()
        {
            var judged = Tally(leads.Where(lead => lead.Mql is not null && ClauseFor(ClauseKind.Handoff, lead) is not null).Select(lead =>
                new Item(lead.Mql!.Value, hours.Deadline(ClauseFor(ClauseKind.Handoff, lead)!.Within, lead.Mql.Value), lead.Assigned is { } at ? Math.Max(at, lead.Mql.Value) : None)), false);
            var statistics = Statistics(leads.Where(lead => lead.Mql is not null && lead.Assigned is not null && In(Math.Max(lead.Assigned.Value, lead.Mql.Value)))
                .Select(lead => Math.Max(0, lead.Assigned!.Value - lead.Mql!.Value)));
            return Split(statistics, judged, "share");
        }

        long? StartOf(Lead lead) => ClauseFor(ClauseKind.FirstTouch, lead)?.From switch { ClauseStart.Mql => lead.Mql, ClauseStart.Accepted => lead.Accepted, _ => lead.Assigned };

        long FirstTouch(Lead lead) => lead.Touches.Where(touch => touch.At >= StartOf(lead) && (ClauseFor(ClauseKind.FirstTouch, lead)?.Method is not { } method || method == touch.Channel))
            .Select(touch => touch.At).DefaultIfEmpty(None).Min();

        JsonObject Speed()
        {
            var judged = Tally(leads.Where(lead => StartOf(lead) is not null && ClauseFor(ClauseKind.FirstTouch, lead) is not null).Select(lead =>
                new Item(StartOf(lead)!.Value, hours.Deadline(ClauseFor(ClauseKind.FirstTouch, lead)!.Within, StartOf(lead)!.Value), FirstTouch(lead)) { Moot = lead.FirstAt("rejected") ?? None }), true);
            var statistics = Statistics(leads.Where(lead => In(FirstTouch(lead))).Select(lead => hours.Between(StartOf(lead)!.Value, FirstTouch(lead))));
            return Split(statistics, judged, "compliance");
        }

        JsonObject Cadence() => Tally(leads.Where(lead => lead.Accepted is not null && ClauseFor(ClauseKind.Cadence, lead) is not null).Select(lead =>
        {
            var clause = ClauseFor(ClauseKind.Cadence, lead)!;
            var start = lead.Accepted!.Value;
            var window = hours.Deadline(clause.Within, start);
            var code = lead.First("disposition");
            var ended = Math.Max(start, Math.Min(code?.At ?? None, lead.Lost ?? None));
            var judged = Math.Min(window, ended);
            List<Ev> touches = [.. lead.Touches.Where(touch => touch.At >= start && touch.At <= judged)];
            var full = (touches.Count >= clause.Touches && touches.Select(touch => touch.Channel).Distinct().Count() >= Math.Min(clause.Channels, 9))
                || (code is not null && code.At <= judged && clause.CreditCodes.Contains(code.Code));
            return new Item(start, window, ended) { Moot = new[] { lead.Sql, lead.Sqo, lead.Won }.Min() ?? None, Full = full };
        }), true);

        JsonObject Decision() => Tally(leads.Where(lead => lead.Assigned is not null && ClauseFor(ClauseKind.Decision, lead) is not null).Select(lead =>
            new Item(lead.Assigned!.Value, hours.Deadline(ClauseFor(ClauseKind.Decision, lead)!.Within, lead.Assigned.Value), Math.Max(lead.Assigned.Value, lead.Decision?.At ?? None))), false);

        JsonObject Disposition() => Tally(leads.Where(lead => lead.Accepted is not null && ClauseFor(ClauseKind.Disposition, lead) is not null).Select(lead =>
            new Item(lead.Accepted!.Value, hours.Deadline(ClauseFor(ClauseKind.Disposition, lead)!.Within, lead.Accepted.Value),
                Math.Max(lead.Accepted.Value, new[] { lead.FirstAt("disposition"), lead.Sql, lead.Sqo, lead.Won, lead.Lost }.Min() ?? None))), false);

        JsonObject Feedback()
        {
            var items = new List<Item>();
            foreach (var lead in leads)
            {
                if (ClauseFor(ClauseKind.Feedback, lead) is not { } clause)
                {
                    continue;
                }

                var said = lead.First("feedback") is { Reason: not null } feedback ? feedback.At : None;
                var no = lead.Decision is { Type: "rejected" } decision ? decision : null;
                var loss = lead.FirstStage("lost");
                if (no is not null)
                {
                    Owe(no.At, no.Reason is not null ? no.At : said);
                }

                if (loss is not null)
                {
                    Owe(loss.At, loss.Reason is not null ? loss.At : said);
                }

                if (clause.Of == FeedbackScope.All && lead.Mql is { } mql)
                {
                    Owe(mql, Math.Min(said, Math.Min(no?.Reason is not null ? no.At : None, loss?.Reason is not null ? loss.At : None)));
                }

                void Owe(long start, long reason) => items.Add(new Item(start, hours.Deadline(clause.Within, start), Math.Max(start, reason)));
            }

            return Tally(items, false);
        }

        JsonObject Conversion()
        {
            List<Lead> cohort = [.. leads.Where(lead => In(lead.Mql))];
            var won = cohort.Count(lead => lead.Won is not null);
            var sqo = cohort.Count(lead => (lead.Won ?? lead.Sqo) is not null);
            var sql = cohort.Count(lead => (lead.Won ?? lead.Sqo ?? lead.Sql) is not null);
            var sal = cohort.Count(lead => (lead.Won ?? lead.Sqo ?? lead.Sql ?? lead.Accepted) is not null);
            return new JsonObject
            {
                ["counts"] = new JsonObject { ["mql"] = cohort.Count, ["sal"] = sal, ["sql"] = sql, ["sqo"] = sqo, ["won"] = won },
                ["step"] = new JsonObject { ["mqlToSal"] = Rate(sal, cohort.Count), ["salToSql"] = Rate(sql, sal), ["sqlToSqo"] = Rate(sqo, sql), ["sqoToWon"] = Rate(won, sqo) },
                ["overall"] = Rate(won, cohort.Count),
            };
        }

        JsonObject Velocity(Func<Lead, long?> earlier, Func<Lead, long?> later)
        {
            List<Lead> pairs = [.. leads.Where(lead => In(later(lead)) && earlier(lead) is not null)];
            List<Lead> ordered = [.. pairs.Where(lead => earlier(lead) <= later(lead))];
            return new JsonObject
            {
                ["elapsed"] = Statistics(ordered.Select(lead => later(lead)!.Value - earlier(lead)!.Value)),
                ["business"] = Statistics(ordered.Select(lead => hours.Between(earlier(lead)!.Value, later(lead)!.Value))),
                ["outOfOrder"] = pairs.Count - ordered.Count,
            };
        }

        JsonObject Money(Func<Lead, long?> stage)
        {
            List<decimal?> amounts = [.. leads.Where(lead => In(stage(lead))).Select(lead => lead.LastAmount)];
            return new JsonObject
            {
                ["count"] = amounts.Count,
                ["amount"] = amounts.Sum(one => one ?? 0).ToString("0.00", CultureInfo.InvariantCulture),
                ["withoutAmount"] = amounts.Count(one => one is null),
            };
        }
    }

    private JsonObject Volume(int count, IsoWeek week)
    {
        var quota = policy.Quotas.Volume;
        var target = quota?.PerWeek is { } weekly ? weekly
            : quota?.PerMonth is { } monthly ? Enumerable.Range(0, 7).Select(day => week.Monday.PlusDays(day)).Where(hours.IsBusinessDay).Sum(day => monthly / (decimal)BusinessDaysOf(day))
            : (decimal?)null;
        return new JsonObject
        {
            ["count"] = count,
            ["target"] = target is { } one ? Number(Math.Round(one, 6)) : null,
            ["attainment"] = target > 0 ? Number(Math.Round(count / target.Value, 6)) : null,
        };
    }

    private int BusinessDaysOf(LocalDate day) =>
        Enumerable.Range(1, CalendarSystem.Iso.GetDaysInMonth(day.Year, day.Month)).Count(n => hours.IsBusinessDay(new LocalDate(day.Year, day.Month, n)));

    private static JsonObject Rate(int num, int den) =>
        new() { ["num"] = num, ["den"] = den, ["rate"] = den == 0 ? null : Number(Math.Round((decimal)num / den, 6)) };

    private static JsonObject Statistics(IEnumerable<long> values)
    {
        List<long> sorted = [.. values.Order()];
        var n = sorted.Count;
        return new JsonObject
        {
            ["n"] = n,
            ["mean"] = n == 0 ? null : Number(Math.Round(sorted.Sum() / (decimal)n, 3)),
            ["median"] = n == 0 ? null : Number((sorted[(n - 1) / 2] + sorted[n / 2]) / 2m),
            ["p90"] = n == 0 ? null : Number(sorted[(int)Math.Ceiling(0.9m * n) - 1]),
        };
    }

    private static JsonObject Split(JsonObject statistics, JsonObject judged, string name)
    {
        statistics[name] = new JsonObject { ["num"] = judged["num"]!.DeepClone(), ["den"] = judged["den"]!.DeepClone(), ["rate"] = judged["rate"]?.DeepClone() };
        foreach (var member in judged.Where(one => one.Key is "late" or "missed" or "pending" or "exempt"))
        {
            statistics[member.Key] = member.Value!.DeepClone();
        }

        return statistics;
    }

    private static JsonObject With(JsonObject json, params (string Name, int Value)[] more)
    {
        foreach (var (name, value) in more)
        {
            json[name] = value;
        }

        return json;
    }

    private static JsonNode Number(decimal number) => JsonNode.Parse(number.ToString("0.######", CultureInfo.InvariantCulture))!;

    private static string Text(long second) => InstantPattern.General.Format(Instant.FromUnixTimeSeconds(second));

    private static string[] Names(string field) => field switch
    {
        "contact.email" => ["contact.email", "email"],
        "contact.name" => ["contact.name", "name"],
        "company.name" => ["company.name", "company"],
        _ => [field],
    };

    private sealed record Item(long Start, long Due, long Done)
    {
        internal long Moot { get; init; } = None;

        internal bool? Full { get; init; }
    }

    private sealed record Ev(string? Id, long At, int N, string Lead, string Type, string? Channel, string? Code, string? Stage, string? Reason, decimal? Amount, Dictionary<string, string> Fields)
    {
        private static readonly string[] Types = ["lead_received", "mql_reached", "assigned", "accepted", "rejected", "touch", "disposition", "stage", "amount", "feedback"];

        internal static Ev? Of(string line, int n)
        {
            try
            {
                var json = JsonNode.Parse(line)!.AsObject();
                var ts = OffsetDateTimePattern.ExtendedIso.Parse((string)json["ts"]!).Value;
                var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                Flatten("", json["fields"] as JsonObject ?? [], fields);
                if (Text(json, "source") is { } source)
                {
                    fields["source"] = source;
                }

                var amount = json["amount"] is { } worth ? decimal.Parse(worth.ToString(), CultureInfo.InvariantCulture) : (decimal?)null;
                return Types.Contains((string)json["type"]!) && json["lead"] is not null
                    ? new Ev((string?)json["id"], ts.ToInstant().ToUnixTimeSeconds(), n, (string)json["lead"]!, (string)json["type"]!, Text(json, "channel"), Text(json, "code"), Text(json, "stage"), Text(json, "reason"), amount, fields)
                    : null;
            }
            catch (Exception)
            {
                return null;
            }
        }

        private static string? Text(JsonObject json, string name) => string.IsNullOrWhiteSpace((string?)json[name]) ? null : (string)json[name]!;

        private static void Flatten(string prefix, JsonObject from, Dictionary<string, string> into)
        {
            foreach (var (name, value) in from)
            {
                if (value is JsonObject nested)
                {
                    Flatten(prefix + name + ".", nested, into);
                }
                else if (!string.IsNullOrWhiteSpace(value?.ToString()))
                {
                    into[prefix + name] = value.ToString();
                }
            }
        }
    }

    private sealed class Lead(List<Ev> events)
    {
        internal long? Mql => FirstAt("mql_reached");

        internal long? Assigned => FirstAt("assigned");

        internal long? Accepted => FirstAt("accepted");

        internal long? Sql => FirstStage("sql")?.At;

        internal long? Sqo => FirstStage("sqo")?.At;

        internal long? Won => FirstStage("won")?.At;

        internal long? Lost => FirstStage("lost")?.At;

        internal Ev? Decision => events.Find(one => one.Type is "accepted" or "rejected");

        internal List<Ev> Touches => events.FindAll(one => one.Type == "touch");

        internal string? TierAt(long start) => events.Where(one => one == First("lead_received") || one == First("mql_reached"))
            .FirstOrDefault(one => one.Fields.ContainsKey("tier")) is { } said && said.At <= start ? said.Fields["tier"] : null;

        internal decimal? LastAmount => events.FindLast(one => one.Amount is not null && (one.Type is "stage" or "amount"))?.Amount;

        internal Dictionary<string, string> FieldsAtMql
        {
            get
            {
                var mql = First("mql_reached")!;
                var known = First("lead_received") is { } received && received.At <= mql.At ? received.Fields : [];
                return known.Concat(mql.Fields).DistinctBy(one => one.Key).ToDictionary(StringComparer.OrdinalIgnoreCase);
            }
        }

        internal Ev? First(string type) => events.Find(one => one.Type == type);

        internal Ev? FirstStage(string stage) => events.Find(one => one.Type == "stage" && one.Stage == stage);

        internal long? FirstAt(string type) => First(type)?.At;
    }
}
