using SlaBot.Core.Time;
using System.Text.Json.Nodes;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using static SlaBot.Core.Tests.Scorecards.ReferenceJson;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>What was owed in a week, judged item by item.</summary>
internal sealed class ReferenceDuties(SlaPolicy policy, ReferenceHours hours, IReadOnlyList<ReferenceLead> leads, ReferenceSpan span, bool anyDelivered)
{
    private const long None = long.MaxValue;

    private Clause? ClauseFor(ClauseKind kind, ReferenceLead lead)
    {
        var general = policy.Clauses.SingleOrDefault(clause => clause.Kind == kind && clause.Tier is null);
        var hot = policy.Clauses.SingleOrDefault(clause => clause.Kind == kind && clause.Tier is not null);
        var start = hot?.From switch { ClauseStart.Mql => lead.Mql, ClauseStart.Accepted => lead.Accepted, _ => lead.Assigned };
        return hot is not null && lead.TierAt(start ?? None) == hot.Tier ? hot : general;
    }

    // One item: judged when done or due, whichever is first; moot at or before the deadline (and not done before), it is exempt; else it waits.
    private JsonObject Tally(IEnumerable<Item> items, bool withExempt)
    {
        var words = new List<string>();
        foreach (var item in items)
        {
            var first = Math.Min(item.Done, item.Due);
            if (item.Moot <= item.Due && item.Moot <= span.AsOf)
            {
                words.Add(span.Holds(Math.Max(item.Moot, item.Start)) ? "exempt" : "");
            }
            else
            {
                words.Add(first > span.AsOf ? "pending" : !span.Holds(first) ? "" : item.Full is { } full ? full ? "met" : "missed" : item.Done <= item.Due ? "met" : item.Done == None ? "missed" : "late");
            }
        }

        int Count(string word) => words.Count(text => text == word);
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
            new Item(lead.Mql!.Value, hours.Deadline(ClauseFor(ClauseKind.Handoff, lead)!.Within, lead.Mql.Value), HandedOver(lead) is { } at ? Math.Max(at, lead.Mql.Value) : None)), false);
        var isBusiness = policy.Clauses.Any(clause => clause.Kind == ClauseKind.Handoff && clause.Within.Unit is TargetUnit.Business or TargetUnit.BusinessDays);
        var statistics = Statistics(leads.Where(lead => lead.Mql is not null && HandedOver(lead) is { } end && span.Holds(Math.Max(end, lead.Mql.Value)))
            .Select(lead => (From: lead.Mql!.Value, To: Math.Max(HandedOver(lead)!.Value, lead.Mql.Value)))
            .Select(pair => isBusiness ? hours.Between(pair.From, pair.To) : pair.To - pair.From));
        return Split(statistics, judged, "share");
    }

    private long? HandedOver(ReferenceLead lead) =>
        ClauseFor(ClauseKind.Handoff, lead)?.Until == HandoffEnd.Delivered && anyDelivered ? lead.Delivered : lead.Assigned;

    private long? StartOf(ReferenceLead lead) => ClauseFor(ClauseKind.FirstTouch, lead)?.From switch { ClauseStart.Mql => lead.Mql, ClauseStart.Accepted => lead.Accepted, _ => lead.Assigned };

    private long FirstTouch(ReferenceLead lead) => Touch(lead)?.At ?? None;

    private ReferenceEvent? Touch(ReferenceLead lead) => lead.Touches
        .Find(touch => touch.At >= StartOf(lead) && (ClauseFor(ClauseKind.FirstTouch, lead)?.Method is not { } method || method == touch.Channel));

    private long Over(ReferenceLead lead) => lead.FirstOver(StartOf(lead) ?? None) is { } over && lead.Before(over, Touch(lead)) ? over.At : None;

    internal JsonObject Speed()
    {
        var judged = Tally(leads.Where(lead => StartOf(lead) is not null && ClauseFor(ClauseKind.FirstTouch, lead) is not null).Select(lead =>
            new Item(StartOf(lead)!.Value, hours.Deadline(ClauseFor(ClauseKind.FirstTouch, lead)!.Within, StartOf(lead)!.Value), FirstTouch(lead)) { Moot = Over(lead) }), true);
        var statistics = Statistics(leads.Where(lead => span.Holds(FirstTouch(lead))).Select(lead => hours.Between(StartOf(lead)!.Value, FirstTouch(lead))));
        return Split(statistics, judged, "compliance");
    }

    internal JsonObject Cadence() => Tally(leads.Where(lead => lead.Accepted is not null && ClauseFor(ClauseKind.Cadence, lead) is not null).Select(lead =>
    {
        var clause = ClauseFor(ClauseKind.Cadence, lead)!;
        var start = lead.Accepted!.Value;
        var window = hours.Deadline(clause.Within, start);
        List<ReferenceEvent> touches = [.. lead.Touches.Where(touch => touch.At >= start)];
        var completes = touches.Find(touch => touches.Take(touches.IndexOf(touch) + 1).ToList() is var some
            && some.Count >= clause.Touches && some.Select(referenceEvent => referenceEvent.Channel).Distinct().Count() >= clause.Channels);
        var accepted = lead.First("accepted");
        var over = lead.FirstOf(completes, lead.Ended, lead.FirstStage("lost"));
        over = over?.At < start ? accepted : over;
        var advanced = lead.FirstOf(lead.FirstStage("sql"), lead.FirstStage("sqo"), lead.FirstStage("won"));
        var credited = lead.Ended is { } code && clause.CreditCodes.Contains(code.Code) && code.At <= window && !lead.Before(over, code);
        var full = (completes?.At <= window && !lead.Before(over, completes)) || credited;
        return new Item(start, window, over?.At ?? None) { Moot = lead.Before(advanced, over) ? advanced!.At : None, Full = full };
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

            var no = lead.Decision is { Type: "rejected" } decision ? decision : null;
            if (no is not null)
            {
                Owe(no.At, lead.ReasonFrom(no));
            }

            if (lead.FirstStage("lost") is { } loss)
            {
                Owe(loss.At, lead.ReasonFrom(loss));
            }

            if (clause.Of == FeedbackScope.All && lead.Mql is { } mql)
            {
                Owe(mql, lead.ReasonSince(mql));
            }

            void Owe(long start, ReferenceEvent? reason) => items.Add(new Item(start, hours.Deadline(clause.Within, start), reason?.At ?? None));
        }

        return Tally(items, false);
    }

    private sealed record Item(long Start, long Due, long Done)
    {
        internal long Moot { get; init; } = None;

        internal bool? Full { get; init; }
    }
}
