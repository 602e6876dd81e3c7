using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads;

/// <summary>When, by its own time, a duty was done; null while it is not.</summary>
internal static class Evidence
{
    public static Instant? Of(Obligation one, LeadState lead) => one.Clause switch
    {
        ClauseKind.Handoff => Handoff(one, lead),
        ClauseKind.Decision => Earliest(one.StartedAt, lead.DecidedAt),
        ClauseKind.FirstTouch => lead.Touches.FirstOrDefault(touch => touch.At >= one.Since && CountsFor(one.Method, touch))?.At,
        ClauseKind.Cadence => Cadence(one, lead),
        ClauseKind.Disposition => Earliest(one.Since, [.. lead.Dispositions.Select(each => (Instant?)each.At), lead.SqlAt, lead.SqoAt, lead.WonAt, lead.LostAt, lead.AdvancedAt]),
        ClauseKind.StatusUpdate => Update(one, lead),
        ClauseKind.Feedback => Earliest(one.StartedAt, [.. lead.ReasonsAt.Select(at => (Instant?)at)]),
        _ => Earliest(one.StartedAt, lead.Rejection?.RuledAt),
    };

    /// <summary>Touches from acceptance on, and the distinct channels among them.</summary>
    public static (int Touches, int Channels) Worked(LeadState lead)
    {
        var counted = lead.Touches.Where(touch => touch.At >= (lead.DecidedAt ?? lead.AcceptedAt)).ToList();
        return (counted.Count, counted.Select(touch => touch.Channel).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    /// <summary>True when a touch may be a first touch: any channel, or the one that the agreement names.</summary>
    public static bool CountsFor(string? method, Touch touch) =>
        method is null || string.Equals(method, touch.Channel, StringComparison.OrdinalIgnoreCase);

    /// <summary>The update at the very start is the one that began this cycle, unless it is the first.</summary>
    private static Instant? Handoff(Obligation one, LeadState lead)
    {
        if (one.UntilDelivered)
        {
            return lead.DeliveredAt;
        }

        // A lead handed over a second time is handed over when it is assigned again.
        return one.Cycle == 1 ? lead.FirstAssignedAt : lead.AssignedAt >= one.StartedAt ? lead.AssignedAt : null;
    }

    private static Instant? Update(Obligation one, LeadState lead) =>
        lead.Updates.Where(at => at > one.StartedAt || (one.Cycle == 1 && at == one.StartedAt)).Select(at => (Instant?)at).FirstOrDefault();

    private static Instant? Cadence(Obligation one, LeadState lead)
    {
        var credited = lead.Dispositions.Where(each => each.Credited && each.Ends && each.At >= one.Since).Select(each => (Instant?)each.At).Min();
        var channels = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var count = 0;
        foreach (var touch in lead.Touches.Where(touch => touch.At >= one.Since))
        {
            count++;
            channels.Add(touch.Channel);
            if (count >= one.Touches && channels.Count >= one.Channels)
            {
                return credited < touch.At ? credited : touch.At;
            }
        }

        return credited;
    }

    private static Instant? Earliest(Instant from, params Instant?[] instants) => instants.Where(at => at >= from).Min();
}
