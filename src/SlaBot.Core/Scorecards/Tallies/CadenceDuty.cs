using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Tallies;

/// <summary>
/// Metric 9: judged at the earlier of the window's end and the first ending outcome or loss; exempt when SQL, SQO or Won came before that.
/// Full with N touches on C channels from acceptance on by then, or ended with a code that the agreement credits.
/// </summary>
internal static class CadenceDuty
{
    internal static Duty? Of(LeadFacts lead, Frame frame)
    {
        var clause = Deadlines.ClauseOf(lead, frame.Policy, ClauseKind.Cadence);
        if (Deadlines.IsHistory(lead, lead.AcceptedSecond))
        {
            return clause is null ? null : Make(lead, frame, Deadlines.Computed(lead, frame.Policy).Cadence, clause.Touches, clause.Channels, Credits(lead, clause))
                with { IsComputed = true };
        }

        return Deadlines.Frozen(lead, ClauseKind.Cadence, frame.AsOf) is { } frozen
            ? Make(lead, frame, frozen.DueAsOf(frame.AsOf, lead), frozen.Touches, frozen.Channels, lead.EndedCredited)
            : null;
    }

    private static Duty Make(LeadFacts lead, Frame frame, long windowEnd, int touches, int channels, bool credited)
    {
        var start = lead.AcceptedSecond;
        var over = Math.Max(start, Math.Min(lead.EndedSecond, lead.LostSecond));
        var judged = Math.Min(windowEnd, frame.Seen(over));
        var full = (credited && lead.EndedSecond <= judged) || HasAll(lead, start, judged, touches, channels);
        var advanced = Math.Min(lead.SqlSecond, Math.Min(lead.SqoSecond, lead.WonSecond));
        return new Duty(ClauseKind.Cadence, start, windowEnd, over, advanced) { Full = full };
    }

    private static bool Credits(LeadFacts lead, Clause clause) =>
        lead.EndedCredited || (lead.EndedCode is { } code && clause.CreditCodes.Any(credit => LeadFacts.Same(credit, code)));

    private static bool HasAll(LeadFacts lead, long from, long upTo, int touches, int channels)
    {
        var seen = 0;
        List<string>? distinct = null;
        foreach (var touch in lead.Touches)
        {
            if (touch.At < from || touch.At > upTo)
            {
                continue;
            }

            seen++;
            if (channels > 1 && !(distinct ??= []).Exists(one => LeadFacts.Same(one, touch.Channel)))
            {
                distinct.Add(touch.Channel);
            }
        }

        return seen >= touches && (channels <= 1 ? channels <= seen : distinct?.Count >= channels);
    }
}
