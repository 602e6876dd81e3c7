using System.Diagnostics;
using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;
using SlaBot.Storage;

namespace SlaBot.Benchmarks;

/// <summary>The weekly scorecard of a million leads up to now, with four published weeks to restate for what was told late, posted while leads come in.</summary>
internal static class WeeklyBench
{
    private const int Published = 4;
    // The calendar that the file's obligations froze, as the desk keeps it.
    private const string Calendar = """
        {"Name":"always","TimeZone":"UTC","Hours":{"Monday":["00:00-24:00"],"Tuesday":["00:00-24:00"],"Wednesday":["00:00-24:00"],"Thursday":["00:00-24:00"],
        "Friday":["00:00-24:00"],"Saturday":["00:00-24:00"],"Sunday":["00:00-24:00"]},"Holidays":[],"Dates":{}}
        """;

    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(14);

    public static async Task<IReadOnlyList<Promise>> RunAsync(Workshop workshop)
    {
        var (file, now) = (workshop.Fresh("weekly.db"), SystemClock.Instance.GetCurrentInstant());
        var rules = workshop.Rules();
        var week = IsoWeek.Of(now, rules.Policy.Calendar.Zone).Previous;
        LeadFile.Fill(file, LeadFile.Million, number => LeadFile.Mixed(number, ComeAt(number, now)));
        Prepare(file, week, rules, now);

        using var bot = await BotProcess.StartAsync(workshop.Settings(file));
        var posted = PostedAsync(file, week);
        var load = new OpenLoop(bot.Address, HttpBench.Clients, HttpBench.PerSecond, Environment.TickCount64);
        HttpBench.Print("warming up", await load.RunAsync(HttpBench.WarmUp));
        var took = await load.RunAsync(HttpBench.Length);
        HttpBench.Print("measured", took);
        Figures.Print($"posted {await posted:0.0} s after it was due; resident {bot.ResidentMegabytes:0} MB, peak {bot.PeakMegabytes:0} MB");
        return
        [
            HttpBench.Judge("weekly", "acknowledged at p99 within 50 ms while the weekly scorecard of 1,000,000 leads is made", took),
            Promise.AtMost("weekly", $"posted within 30 s of its hour under that load, {Published} weeks restated", await posted, 30, "s"),
        ];
    }

    private static Instant ComeAt(int number, Instant now) => now - Duration.FromSeconds((LeadFile.Million - number) * 25L) - Duration.FromDays(10);

    /// <summary>Publishes the weeks before, then tells late of a stage in each of them, and sets the hour.</summary>
    private static void Prepare(string file, IsoWeek week, AgreementRules rules, Instant now)
    {
        var policy = rules.Policy;
        using var store = SqliteStore.Open("Data Source=" + file);
        var (zone, publishedAt) = (policy.Calendar.Zone, now - Duration.FromMinutes(30));
        var (batch, past) = (new WriteBatch(), week);
        for (var n = 0; n < Published; n++)
        {
            past = past.Previous;
            var card = ScorecardCounter.Make(store.Reader, rules, _ => policy.Calendar, past, null, null);
            batch.Scorecards.Add(new PublishedScorecard(past.ToString(), null, ScorecardJson.Write(card), past.LastSecond(zone), publishedAt));
            batch.Leads.Add(LateStage(store.Reader, past.From(zone), now));
        }

        batch.Documents.Add(new Document(CalendarRegistry.Kind, LeadFile.CalendarVersion, Calendar, now));
        batch.Jobs.Add(new Job("scorecard", SystemClock.Instance.GetCurrentInstant() + Duration.FromTimeSpan(Ahead)));
        store.Writer.Commit(batch);
    }

    /// <summary>A lead that came in that week reached a stage in it, which is told now.</summary>
    private static LeadChange LateStage(IReadStore reader, Instant from, Instant now)
    {
        var number = Enumerable.Range(0, LeadFile.Million).First(item => item % 10 == 0 && ComeAt(item, now) > from);
        var before = reader.Lead(Sample.Id(number))!;
        LeadEvent won = new StageReached(LeadStage.SalesQualified, 100, null, []) { At = ComeAt(number, now) + Duration.FromHours(1), RecordedAt = now };
        return new LeadChange(before.Version, LeadFold.Apply(before, won), [won], ObligationClock.WakeAt(before));
    }

    private static async Task<double> PostedAsync(string file, IsoWeek week)
    {
        using var store = SqliteStore.OpenReadOnly("Data Source=" + file);
        var due = store.Reader.Jobs().Single(job => job.Name == "scorecard").NextAt;
        var watch = Stopwatch.StartNew();
        while (store.Reader.Scorecard(week.ToString()) is null && watch.Elapsed < TimeSpan.FromMinutes(2))
        {
            await Task.Delay(20);
        }

        var told = ReviewArchive.Week(store.Reader, week.ToString())?.Restatements.Select(restatement => restatement.Week).Distinct().Count();
        Figures.Print($"{week}: {told} weeks restated");
        return (SystemClock.Instance.GetCurrentInstant() - due).TotalSeconds;
    }
}
