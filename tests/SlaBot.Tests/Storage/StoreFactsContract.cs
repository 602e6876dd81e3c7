using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Core.Time;
using SlaBot.Engine;

namespace SlaBot.Tests.Storage;

/// <summary>What every store must do, whatever its database: the facts that numbers are made of follow the events, step by step.</summary>
public abstract class StoreFactsContract : IDisposable
{
    private static readonly Instant Far = Samples.Noon + Duration.FromDays(4000);

    private protected abstract IWriteStore Writer { get; }

    private protected abstract IReadStore Reader { get; }

    public abstract void Dispose();

    /// <summary>An agreement with a clause for what sales owes, twelve hours a day.</summary>
    internal static SlaPolicy Policy { get; } = new()
    {
        Template = "mutual",
        Version = "1",
        Calendar = BusinessCalendar.From(new CalendarDefinition
        {
            Name = "days",
            TimeZone = "UTC",
            Hours = Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None).ToDictionary(day => day, _ => (IReadOnlyList<OpenHours>)[new OpenHours(new LocalTime(8, 0), new LocalTime(20, 0))]),
        }),
        Clauses = [new Clause { Kind = ClauseKind.Feedback, Within = Target.Zero }],
        Icp = null,
    };

    [Fact]
    public void FactsThatCount_AreThoseOfTheActiveAndTheStanding_AndOfNoneThatBeganLater()
    {
        var (still, moved, late) = (Samples.Assigned("still", at: -900), Samples.Assigned("moved", at: -900), Samples.Assigned("late", at: -900));
        Writer.Commit(Samples.Batch(still, moved, late, Samples.Assigned("running", at: -900), Waiting("queued", -900), Samples.Assigned("new")));
        Writer.Commit(Samples.Batch(Closed(still.State, -800), Closed(moved.State, 30), Closed(late.State, -1), Past("past", -60 * 24 * 300), Past("long past", -60 * 24 * 400)));

        Ids(Samples.Noon, Far).ShouldBe(["late", "moved", "new", "past", "queued", "running"]);
        Ids(Samples.Noon, Samples.After(-1)).ShouldBe(["late", "moved", "past", "queued", "running"]);
        Ids(Samples.Noon - Duration.FromDays(900), Samples.After(-899)).ShouldBe(["late", "long past", "moved", "past", "queued", "running", "still"]);
    }

    [Fact]
    public void FactsThatCount_AfterAnyStepsInAnyBatches_AreTheFoldOfTheEvents()
    {
        var dice = new Random(7);
        var last = Enumerable.Range(0, 40).Select(i => Samples.Assigned($"L{i:00}", at: dice.Next(-9000, 9000))).ToList();
        Writer.Commit(Samples.Batch([.. last]));
        for (var round = 0; round < 12; round++)
        {
            var steps = new List<LeadChange>();
            for (var n = 0; n < 30; n++)
            {
                var which = dice.Next(last.Count);
                steps.Add(last[which] = Next(last[which].State, dice));
            }

            Writer.Commit(Samples.Batch([.. steps]));
            Hold(dice);
        }
    }

    [Fact]
    public void FactsThatCount_OfALeadToldOfEarlierThanBefore_CountsFromThen()
    {
        var lead = Past("past", -60);
        Writer.Commit(Samples.Batch(lead));
        Ids(Samples.Noon - Duration.FromDays(30), Samples.After(-61)).ShouldBeEmpty();

        var earlier = Samples.After(-90);
        Writer.Commit(Samples.Batch(new LeadChange(2, lead.State with { Version = 3 }, [new Accepted("ana") { At = earlier, RecordedAt = Samples.Noon }], null)));

        Ids(Samples.Noon - Duration.FromDays(30), Samples.After(-61)).ShouldBe(["past"]);
    }

    [Fact]
    public void FactsThatCount_WhileLeadsAreWritten_KeepsItsSnapshot()
    {
        var first = Samples.Assigned("L0");
        Writer.Commit(Samples.Batch([first, .. Enumerable.Range(1, 4999).Select(i => Samples.Assigned($"L{i}"))]));

        using var told = Reader.FactsThatCount(Samples.Noon, Far, Policy).GetEnumerator();
        told.MoveNext().ShouldBeTrue();
        Writer.Commit(Samples.Batch(Samples.Touched(first.State, 5), Samples.Assigned("more")));
        var count = 1;
        while (told.MoveNext())
        {
            count++;
        }

        count.ShouldBe(5000);
        Ids(Samples.Noon, Far).Count.ShouldBe(5001);
    }

    [Fact]
    public void FactsThatCount_LetGoOfEarly_HoldsNothing()
    {
        Writer.Commit(Samples.Batch([.. Enumerable.Range(0, 9000).Select(i => Samples.Assigned($"L{i}"))]));

        for (var n = 0; n < 20; n++)
        {
            Reader.FactsThatCount(Samples.Noon, Far, Policy).First().Lead.ShouldNotBeEmpty();
        }

        Writer.Scrub().ShouldBeTrue();
    }

    private List<string> Ids(Instant since, Instant asOf) => [.. Reader.FactsThatCount(since, asOf, Policy).Select(leadFacts => leadFacts.Lead).Order(StringComparer.Ordinal)];

    private void Hold(Random dice)
    {
        var week = new IsoWeek(2026, 47);
        Instant? asOf = dice.Next(2) == 0 ? null : Samples.After(dice.Next(9000));
        var kept = Reader.FactsThatCount(Instant.FromUnixTimeSeconds(0), Far, Policy);
        var told = Enumerable.Range(0, 40).Select(i => LiveFacts.Of($"L{i:00}", Reader.Events($"L{i:00}").Select(storedEvent => storedEvent.Event), Policy));
        ScorecardJson.Write(ScorecardMaker.Make(kept, Policy, week, asOf)).ShouldBe(ScorecardJson.Write(ScorecardMaker.Make(told, Policy, week, asOf)));
    }

    private static LeadChange Next(LeadState before, Random dice)
    {
        var at = Samples.After(dice.Next(-9000, 9000));
        LeadEvent[] events = dice.Next(4) switch
        {
            0 => [new NoticeRaised("firstTouch#1", "warning-1", []) { At = at, RecordedAt = at }],
            1 => [new Accepted("ana@example.com") { At = at, RecordedAt = at }, new ObligationMet("firstTouch#1") { At = at, RecordedAt = at }],
            2 => [new StageReached(dice.Next(2) == 0 ? LeadStage.Won : LeadStage.Lost, dice.Next(900) / 10m, null, []) { At = at, RecordedAt = at }],
            _ => [new Touched("ben@example.com", "phone", null, "a note", false) { At = at, RecordedAt = at }],
        };
        var stage = dice.Next(2) == 0 ? LeadStage.Won : LeadStage.Assigned;
        var status = dice.Next(2) == 0 ? ObligationStatus.Running : ObligationStatus.Met;
        var state = before with { Version = before.Version + events.Length, Stage = stage, Obligations = [.. before.Obligations.Select(obligation => obligation with { Status = status })] };
        return new LeadChange(before.Version, state, events, null);
    }

    private static LeadChange Closed(LeadState before, int at) =>
        Samples.Touched(before, at) is var step ? step with { State = step.State with { Stage = LeadStage.Lost } } : throw new InvalidOperationException();

    private static LeadChange Waiting(string id, int at) =>
        Samples.InQueue(id, at) is var step ? step with { Events = [new MqlReached(true, [], null, new MqlData(0, 0, 0, 0)) { At = Samples.After(at), RecordedAt = Samples.After(at) }] } : throw new InvalidOperationException();

    private static LeadChange Past(string id, int at)
    {
        var now = Samples.After(at);
        var state = new LeadState { Id = id, Version = 2, Profile = Samples.Profile(id), Stage = LeadStage.Inquiry, ReceivedAt = now, IsHistory = true };
        return new LeadChange(0, state, [new HistoryOpened(id) { At = now, RecordedAt = now }, new LeadReceived(id, state.Profile, null) { At = now, RecordedAt = now, Sent = new Dictionary<string, string> { ["source"] = "fair" } }], null);
    }
}
