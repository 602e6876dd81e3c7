using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads;

/// <summary>When, by its own time, a duty was done; null while it is not.</summary>
internal static class Evidence
{
    public static Instant? Of(Obligation one, LeadState lead) => one.Clause switch
    {
        ClauseKind.Handoff => one.UntilDelivered ? lead.DeliveredAt : lead.FirstAssignedAt,
        ClauseKind.Decision => Decision(one, lead),
        ClauseKind.FirstTouch => lead.Touches.FirstOrDefault(touch => touch.At >= one.StartedAt && CountsFor(one, touch))?.At,
        ClauseKind.Cadence => Cadence(one, lead),
        ClauseKind.Disposition => Earliest(one.StartedAt, [.. lead.Dispositions.Select(each => (Instant?)each.At), lead.SqlAt, lead.SqoAt, lead.WonAt, lead.LostAt]),
        ClauseKind.StatusUpdate => lead.StatusAt > one.StartedAt || (one.Cycle == 1 && lead.StatusAt == one.StartedAt) ? lead.StatusAt : null,
        ClauseKind.Feedback => Earliest(one.StartedAt, lead.FeedbackAt),
        _ => Earliest(one.StartedAt, lead.Rejection?.RuledAt),
    };

    /// <summary>Touches from acceptance on, and the distinct channels among them.</summary>
    public static (int Touches, int Channels) Worked(LeadState lead)
    {
        var counted = lead.Touches.Where(touch => touch.At >= lead.AcceptedAt).ToList();
        return (counted.Count, counted.Select(touch => touch.Channel).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static bool CountsFor(Obligation one, Touch touch) =>
        one.Method is null || string.Equals(one.Method, touch.Channel, StringComparison.OrdinalIgnoreCase);

    private static Instant? Decision(Obligation one, LeadState lead)
    {
        var rejected = lead.Rejection is { } rejection && rejection.Owner == one.Owner ? (Instant?)rejection.At : null;
        return Earliest(one.StartedAt, lead.AcceptedAt, rejected);
    }

    private static Instant? Cadence(Obligation one, LeadState lead)
    {
        var credited = lead.Dispositions.Where(each => each.Credited).Select(each => (Instant?)each.At).Min();
        var channels = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var count = 0;
        foreach (var touch in lead.Touches.Where(touch => touch.At >= lead.AcceptedAt))
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
