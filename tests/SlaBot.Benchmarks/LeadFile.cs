using SlaBot.Core.Time;
using System.Diagnostics;
using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;
using SlaBot.Storage;

namespace SlaBot.Benchmarks;

/// <summary>Fills a data file through the store's own writer.</summary>
internal static class LeadFile
{
    public const int Million = 1_000_000;
    public const string CalendarVersion = "always/1";
    private const int Commit = 2_000;

    /// <summary>Adds leads until the file holds so many; quick when it does already.</summary>
    public static void Fill(string file, int leads, Func<int, LeadChange> make)
    {
        using var store = SqliteStore.Open("Data Source=" + file);
        var (watch, had) = (Stopwatch.StartNew(), (int)store.Reader.CountLeads());
        for (var from = had; from < leads; from += Commit)
        {
            var batch = new WriteBatch();
            batch.Leads.AddRange(Enumerable.Range(from, Math.Min(Commit, leads - from)).AsParallel().AsOrdered().Select(make));
            store.Writer.Commit(batch);
        }

        if (had < leads)
        {
            Figures.Print($"filled with {leads - had:N0} leads in {watch.Elapsed.TotalSeconds:0} s, {store.SizeInBytes >> 20} MB");
        }
    }

    /// <summary>A lead of an old file: one in ten is still worked on, the rest are nurtured, lost or won.</summary>
    public static LeadChange Mixed(int number) => Mixed(number, LongAgo(number));

    /// <summary>The same, come at that instant.</summary>
    public static LeadChange Mixed(int number, Instant at) => (number % 10) switch
    {
        0 => Worked(number, at),
        1 or 2 or 3 => Recycled(number, at),
        4 or 5 or 6 or 7 => Closed(number, at, LeadStage.Lost),
        _ => Closed(number, at, LeadStage.Won),
    };

    /// <summary>An untouched lead whose first warning, to its owner alone, comes at that instant.</summary>
    public static LeadChange Armed(int number, string id, string owner, Instant warning) => Step(
        id,
        [.. Handed(number, id, owner, warning - Duration.FromMinutes(30)),
            new ObligationStarted(RunningObligation(ClauseKind.FirstTouch, owner, warning - Duration.FromMinutes(30), warning)) { At = warning - Duration.FromMinutes(30), RecordedAt = warning - Duration.FromMinutes(30) }]);

    private static LeadChange Worked(int number, Instant at)
    {
        var (id, owner) = (Sample.Id(number), Workshop.Rep(number % Workshop.Reps));
        var firstTouch = RunningObligation(ClauseKind.FirstTouch, owner, at, at + Duration.FromMinutes(30));
        return Step(id,
        [
            .. Handed(number, id, owner, at), new ObligationStarted(firstTouch) { At = at, RecordedAt = at }, new Accepted(owner) { At = at + Duration.FromMinutes(9), RecordedAt = at + Duration.FromMinutes(9) },
            new ObligationStarted(RunningObligation(ClauseKind.Disposition, owner, at, FarAhead(number))) { At = at + Duration.FromMinutes(9), RecordedAt = at + Duration.FromMinutes(9) },
            new Touched(owner, "call", true, "Spoke for ten minutes", false) { At = at + Duration.FromMinutes(20), RecordedAt = at + Duration.FromMinutes(20) },
            new ObligationMet(firstTouch.Id) { At = at + Duration.FromMinutes(20), RecordedAt = at + Duration.FromMinutes(20) },
        ]);
    }

    private static LeadChange Recycled(int number, Instant at)
    {
        var (id, owner) = (Sample.Id(number), Workshop.Rep(number % Workshop.Reps));
        return Step(id,
        [
            .. Handed(number, id, owner, at), new Rejected(owner, "Not our ICP", "Too small for now", RejectConsequence.Nurture) { At = at + Duration.FromHours(1), RecordedAt = at + Duration.FromHours(1) },
            new Recycled(new LocalDate(2036, 5, 1), FarAhead(number)) { At = at + Duration.FromHours(2), RecordedAt = at + Duration.FromHours(2) },
        ]);
    }

    private static LeadChange Closed(int number, Instant at, LeadStage stage)
    {
        var (id, owner) = (Sample.Id(number), Workshop.Rep(number % Workshop.Reps));
        return Step(id,
        [
            .. Handed(number, id, owner, at), new Accepted(owner) { At = at + Duration.FromMinutes(9), RecordedAt = at + Duration.FromMinutes(9) },
            new Touched(owner, "email", false, "Sent the case study", false) { At = at + Duration.FromMinutes(20), RecordedAt = at + Duration.FromMinutes(20) },
            new StageReached(stage, 12_000, stage == LeadStage.Lost ? "Budget" : null, []) { At = at + Duration.FromDays(9), RecordedAt = at + Duration.FromDays(9) },
        ]);
    }

    private static LeadEvent[] Handed(int number, string id, string owner, Instant at) =>
    [
        new LeadReceived(id, Sample.Profile(number), null) { At = at, RecordedAt = at },
        new MqlReached(false, [new CriterionResult("demo request", Finding.Met), new CriterionResult("company.size 50 to 500", Finding.Met)], true, new MqlData(6, 6, 0, 0)) { At = at, RecordedAt = at },
        new Assigned(owner, null, AssignmentWay.Rule, "Round-robin rule 1: turn", "all") { At = at, RecordedAt = at },
    ];

    private static LeadChange Step(string id, IReadOnlyList<LeadEvent> events)
    {
        var state = LeadFold.Of(events)!;
        return state.Id == id ? new LeadChange(0, state, events, ObligationClock.WakeAt(state)) : throw new InvalidOperationException("The events are another lead's.");
    }

    private static Obligation RunningObligation(ClauseKind clause, string owner, Instant start, Instant warning) => new()
    {
        Id = $"{clause.Name()}#1", Clause = clause, Cycle = 1, Owner = owner, StartedAt = start, DueAt = warning + Duration.FromDays(30),
        Within = new Target(TargetUnit.Business, 3600), PolicyVersion = "bench.1", CalendarVersion = CalendarVersion,
        Alerts =
        [
            new Alert("warning-1", warning, ["owner"]), new Alert("warning-2", warning + Duration.FromDays(18), ["owner"]),
            new Alert("rung-1", warning + Duration.FromDays(30), ["owner", "manager", "channel:Escalations"]),
        ],
    };

    private static Instant LongAgo(int number) => Instant.FromUtc(2025, 1, 6, 9, 0) + Duration.FromSeconds(number * 25L);

    /// <summary>When the first came.</summary>
    public static Instant First { get; } = LongAgo(0);

    /// <summary>When the last of a million came.</summary>
    public static Instant Last { get; } = LongAgo(Million - 1);

    /// <summary>Years ahead, so that a kept file never falls due.</summary>
    public static Instant FarAhead(int number) => Instant.FromUtc(2036, 1, 1, 0, 0) + Duration.FromSeconds(number * 7L);
}
