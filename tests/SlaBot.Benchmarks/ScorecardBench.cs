using System.Diagnostics;
using SlaBot.Core.Scorecards;
using SlaBot.Desk;
using SlaBot.Storage;

namespace SlaBot.Benchmarks;

/// <summary>One week's numbers over a file of a million leads, one in ten of them open.</summary>
internal static class ScorecardBench
{
    private const int Rounds = 3;

    public static Task<IReadOnlyList<Promise>> RunAsync(Workshop workshop)
    {
        var file = workshop.File("million.db");
        LeadFile.Fill(file, LeadFile.Million, LeadFile.Mixed);
        using var store = SqliteStore.OpenReadOnly("Data Source=" + file);
        var policy = workshop.Rules().Policy;
        var week = IsoWeek.Of(LeadFile.Last, policy.Calendar.Zone);
        var took = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            var card = WeeklyScorecard.Make(store.Reader, policy, _ => policy.Calendar, week, null, null);
            took.Add(watch.Elapsed.TotalSeconds);
            Figures.Say($"{week}: {card.MqlVolume.Count:N0} MQLs in {took[^1].ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)} s");
        }

        return Task.FromResult<IReadOnlyList<Promise>>([Promise.AtMost("scorecard", "one week's numbers over 1,000,000 leads within 1 s (median of 3)", took.Median(), 1, "s")]);
    }
}
