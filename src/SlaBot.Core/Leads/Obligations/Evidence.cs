using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads.Obligations;

/// <summary>When, by its own time, a duty was done; null while it is not.</summary>
internal static class Evidence
{
    public static Instant? Of(Obligation obligation, LeadState lead) => obligation.Clause switch
    {
        ClauseKind.Handoff => Handoff(obligation, lead),
        ClauseKind.Decision => Earliest(obligation.StartedAt, lead.DecidedAt),
        ClauseKind.FirstTouch =>
            lead.Touches.FirstOrDefault(touch => touch.At >= obligation.Since && CountsFor(obligation.Method, touch))
                ?.At,
        ClauseKind.Cadence => Cadence(obligation, lead),
        ClauseKind.Disposition =>
            Earliest(obligation.Since,
                [.. lead.Dispositions.Select(each => (Instant?)each.At), lead.SqlAt, lead.SqoAt, lead.WonAt,
                    lead.LostAt, lead.AdvancedAt]),
        ClauseKind.StatusUpdate => Update(obligation, lead),
        ClauseKind.Feedback => Earliest(obligation.StartedAt, [.. lead.ReasonsAt.Select(at => (Instant?)at)]),
        ClauseKind.DisputeAnswer => Earliest(obligation.StartedAt, lead.Rejection?.RuledAt),
    };

    /// <summary>Touches from acceptance on, and the distinct channels among them.</summary>
    public static (int Touches, int Channels) Worked(LeadState lead)
    {
        var counted = lead.Touches.Where(touch => touch.At >= (lead.DecidedAt ?? lead.AcceptedAt)).ToList();
        return (counted.Count,
            counted.Select(touch => touch.Channel).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    /// <summary>True when a touch may be a first touch: any channel, or the one that the agreement names.</summary>
    public static bool CountsFor(string? method, Touch touch) =>
        method is null || string.Equals(method, touch.Channel, StringComparison.OrdinalIgnoreCase);

    /// <summary>The update at the very start is the one that began this cycle, unless it is the first.</summary>
    private static Instant? Handoff(Obligation obligation, LeadState lead)
    {
        if (obligation.UntilDelivered)
        {
            return lead.DeliveredAt;
        }

        // A lead handed over a second time is handed over when it is assigned again.
        return obligation.Cycle == 1
            ? lead.FirstAssignedAt : lead.AssignedAt >= obligation.StartedAt ? lead.AssignedAt : null;
    }

    private static Instant? Update(Obligation obligation, LeadState lead) =>
        lead.Updates.Where(at => at > obligation.StartedAt || (obligation.Cycle == 1 && at == obligation.StartedAt))
            .Select(at => (Instant?)at).FirstOrDefault();

    private static Instant? Cadence(Obligation obligation, LeadState lead)
    {
        var credited = lead.Dispositions.Where(each => each.Credited && each.Ends && each.At >= obligation.Since)
            .Select(each => (Instant?)each.At).Min();
        var channels = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var count = 0;
        foreach (var touch in lead.Touches.Where(touch => touch.At >= obligation.Since))
        {
            count++;
            channels.Add(touch.Channel);
            if (count >= obligation.Touches && channels.Count >= obligation.Channels)
            {
                return credited < touch.At ? credited : touch.At;
            }
        }

        return credited;
    }

    private static Instant? Earliest(Instant from, params Instant?[] instants) =>
        instants.Where(at => at >= from).Min();
}
