using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.History;
using SlaBot.Core.Scorecards.Metrics;

namespace SlaBot.Cli;

/// <summary>A history under an agreement: its weeks, and what is today. The leads are gone through once for each question.</summary>
internal sealed class Rehearsal(HistoryLeads history, SlaPolicy policy, IsoWeek first, IsoWeek last, Instant? asOf)
{
    /// <summary>The history.</summary>
    public HistoryLeads History => history;

    /// <summary>The agreement.</summary>
    public SlaPolicy Policy => policy;

    /// <summary>Every week's scorecard, oldest first.</summary>
    public IEnumerable<Scorecard> Weeks()
    {
        var weeks = new ScorecardWeeks(policy, first, last, asOf, history.People);
        foreach (var lead in history.Facts())
        {
            weeks.Add(lead);
        }

        return weeks.ToScorecards().Select(card => card with { BadLines = history.BadLines });
    }

    /// <summary>What is today, over these weeks.</summary>
    public IReadOnlyList<BaselineLine> Baseline(IReadOnlyList<Scorecard> weeks)
    {
        var tally = new BaselineTally(policy, first, last, asOf, history.People);
        foreach (var lead in history.Facts())
        {
            tally.Add(lead);
        }

        return tally.ToLines(weeks);
    }
}
