using System.Text.Json.Nodes;
using SlaBot.Core.Policy;
using static SlaBot.Core.Tests.Scorecards.ReferenceJson;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>What was owed in a week, judged item by item.</summary>
internal sealed class ReferenceDuties(SlaPolicy policy, ReferenceHours hours, IReadOnlyList<ReferenceLead> leads, ReferenceSpan span)
{
    private const long None = long.MaxValue;

    private Clause? ClauseFor(ClauseKind kind, ReferenceLead lead)
    {
        var general = policy.Clauses.SingleOrDefault(one => one.Kind == kind && one.Tier is null);
        var hot = policy.Clauses.SingleOrDefault(one => one.Kind == kind && one.Tier is not null);
        var start = hot?.From switch { ClauseStart.Mql => lead.Mql, ClauseStart.Accepted => lead.Accepted, _ => lead.Assigned };
        return hot is not null && lead.TierAt(start ?? None) == hot.Tier ? hot : general;
    }

    // One item: judged when done or due, whichever is first; moot before that, it is exempt; else it waits.
    private JsonObject Tally(IEnumerable<Item> items, bool withExempt)
    {
        var words = new List<string>();
        foreach (var item in items)
        {
            var first = Math.Min(item.Done, item.Due);
            if (item.Moot < first && item.Moot <= span.AsOf)
            {
                words.Add(span.Holds(Math.Max(item.Moot, item.Start)) ? "exempt" : "");
            }
            else
            {
                words.Add(first > span.AsOf ? "pending" : !span.Holds(first) ? "" : item.Full is { } full ? full ? "met" : "missed" : item.Done <= item.Due ? "met" : item.Done == None ? "missed" : "late");
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

    internal JsonObject Handoff()
    {
        var judged = Tally(leads.Where(lead => lead.Mql is not null && ClauseFor(ClauseKind.Handoff, lead) is not null).Select(lead =>
            new Item(lead.Mql!.Value, hours.Deadline(ClauseFor(ClauseKind.Handoff, lead)!.Within, lead.Mql.Value), lead.Assigned is { } at ? Math.Max(at, lead.Mql.Value) : None)), false);
        var statistics = Statistics(leads.Where(lead => lead.Mql is not null && lead.Assigned is not null && span.Holds(Math.Max(lead.Assigned.Value, lead.Mql.Value)))
            .Select(lead => Math.Max(0, lead.Assigned!.Value - lead.Mql!.Value)));
        return Split(statistics, judged, "share");
    }

    private long? StartOf(ReferenceLead lead) => ClauseFor(ClauseKind.FirstTouch, lead)?.From switch { ClauseStart.Mql => lead.Mql, ClauseStart.Accepted => lead.Accepted, _ => lead.Assigned };

    private long FirstTouch(ReferenceLead lead) => lead.Touches.Where(touch => touch.At >= StartOf(lead) && (ClauseFor(ClauseKind.FirstTouch, lead)?.Method is not { } method || method == touch.Channel))
        .Select(touch => touch.At).DefaultIfEmpty(None).Min();

    internal JsonObject Speed()
    {
        var judged = Tally(leads.Where(lead => StartOf(lead) is not null && ClauseFor(ClauseKind.FirstTouch, lead) is not null).Select(lead =>
            new Item(StartOf(lead)!.Value, hours.Deadline(ClauseFor(ClauseKind.FirstTouch, lead)!.Within, StartOf(lead)!.Value), FirstTouch(lead)) { Moot = lead.FirstAt("rejected") ?? None }), true);
        var statistics = Statistics(leads.Where(lead => span.Holds(FirstTouch(lead))).Select(lead => hours.Between(StartOf(lead)!.Value, FirstTouch(lead))));
        return Split(statistics, judged, "compliance");
    }

    internal JsonObject Cadence() => Tally(leads.Where(lead => lead.Accepted is not null && ClauseFor(ClauseKind.Cadence, lead) is not null).Select(lead =>
    {
        var clause = ClauseFor(ClauseKind.Cadence, lead)!;
        var start = lead.Accepted!.Value;
        var window = hours.Deadline(clause.Within, start);
        var code = lead.First("disposition");
        var ended = Math.Max(start, Math.Min(code?.At ?? None, lead.Lost ?? None));
        var judged = Math.Min(window, ended);
        List<ReferenceEvent> touches = [.. lead.Touches.Where(touch => touch.At >= start && touch.At <= judged)];
        var full = (touches.Count >= clause.Touches && touches.Select(touch => touch.Channel).Distinct().Count() >= Math.Min(clause.Channels, 9))
            || (code is not null && code.At <= judged && clause.CreditCodes.Contains(code.Code));
        return new Item(start, window, ended) { Moot = new[] { lead.Sql, lead.Sqo, lead.Won }.Min() ?? None, Full = full };
    }), true);

    internal JsonObject Decision() => Tally(leads.Where(lead => lead.Assigned is not null && ClauseFor(ClauseKind.Decision, lead) is not null).Select(lead =>
        new Item(lead.Assigned!.Value, hours.Deadline(ClauseFor(ClauseKind.Decision, lead)!.Within, lead.Assigned.Value), Math.Max(lead.Assigned.Value, lead.Decision?.At ?? None))), false);

    internal JsonObject Disposition() => Tally(leads.Where(lead => lead.Accepted is not null && ClauseFor(ClauseKind.Disposition, lead) is not null).Select(lead =>
        new Item(lead.Accepted!.Value, hours.Deadline(ClauseFor(ClauseKind.Disposition, lead)!.Within, lead.Accepted.Value),
            Math.Max(lead.Accepted.Value, new[] { lead.FirstAt("disposition"), lead.Sql, lead.Sqo, lead.Won, lead.Lost }.Min() ?? None))), false);

    internal JsonObject Feedback()
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

    private sealed record Item(long Start, long Due, long Done)
    {
        internal long Moot { get; init; } = None;

        internal bool? Full { get; init; }
    }
}
