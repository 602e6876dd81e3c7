using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>
/// Metric 9: judged at the earliest of the touch that completes the cadence, the window's end, the first ending outcome and the loss; exempt when
/// SQL, SQO or Won came before that. Full when complete by then, or ended with a code that the agreement credits.
/// </summary>
internal static class CadenceDuty
{
    internal static JudgedDuty? Of(LeadFacts lead, ReportingPeriod frame)
    {
        if (Deadlines.IsHistory(lead, lead.AcceptedSecond))
        {
            return Deadlines.ClauseOf(lead, frame, ClauseKind.Cadence) is not { } clause ? null
                : Make(lead, frame, null, clause.Touches, clause.Channels, Credits(lead, clause))
                    with { IsComputed = true };
        }

        return Deadlines.Frozen(lead, ClauseKind.Cadence, frame.AsOf) is { } frozen
            ? Make(lead, frame, frozen, frozen.Touches, frozen.Channels, lead.EndedCredited)
            : null;
    }

    private static JudgedDuty Make(LeadFacts lead, ReportingPeriod frame, ObligationFacts? frozen, int touches, int channels, bool credited)
    {
        var start = lead.AcceptedSecond;
        var complete = lead.CompleteFrom(start, touches, channels);
        var ended = Moment.Min(lead.EndedAt, lead.LostAt);
        var over = Moment.Min(complete, ended);
        over = over.At < start ? lead.AcceptedAt : over;
        var due = frozen?.DueAsOf(frame.AsOf, lead) ?? Deadlines.Computed(lead, frame, ClauseKind.Cadence, frame.Seen(over.At));
        var full = complete.At <= due && !(over < complete);
        full |= credited && lead.EndedSecond <= due && !(over < lead.EndedAt);
        var advanced = Moment.Min(lead.SqlAt, Moment.Min(lead.SqoAt, lead.WonAt));
        return new JudgedDuty(ClauseKind.Cadence, start, due, over.At, advanced < over ? advanced.At : LeadFacts.Never)
        {
            Full = full,
            IsExcused = lead.IsExcusedAsOf(frame.AsOf, ClauseKind.Cadence),
        };
    }

    private static bool Credits(LeadFacts lead, Clause clause) => lead.EndedCredited || (lead.EndedCode is { } code && clause.Credits(code));
}
