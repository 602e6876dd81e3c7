using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards;

/// <summary>How far back a scorecard must look for its conversion targets.</summary>
public static class ConversionWindows
{
    /// <summary>
    /// The earliest instant at which a lead may have entered a stage whose window ends at or after an instant: whoever
    /// reads the leads of a week reads those that were active since then. The instant itself where no conversion has a
    /// target.
    /// </summary>
    /// <param name="policy">The agreement.</param>
    /// <param name="from">The first instant of the week or month.</param>
    public static Instant Since(SlaPolicy policy, Instant from)
    {
        var days = policy.TeamQuotas.Values.Concat(policy.RegionQuotas.Values).Prepend(policy.Quotas)
            .Select(quotas => quotas.Conversion?.Days ?? 0).Max();
        if (days == 0 && policy.Ramps.Count > 0)
        {
            // A ramp alone may bring a target along.
            days = ConversionTargets.UsualDays;
        }

        // Calendar days end at the end of the day, and a clock change makes one longer.
        return days == 0 ? from : from - Duration.FromDays(days + 2);
    }
}
