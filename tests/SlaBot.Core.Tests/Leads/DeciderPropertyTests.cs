using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Leads;

/// <summary>Any commands by anybody at any times under any agreement: what must hold all the same. A failure names its seed.</summary>
public class DeciderPropertyTests
{
    private const int Sequences = 2500;
    private static readonly Instant End = Story.At("12-31 23:00");

    [Fact]
    public void AnySequence_KeepsTheInvariants()
    {
        HashSet<Type> seen = [];
        for (var seed = 0; seed < Sequences; seed++)
        {
            var random = new RandomOffice(seed);
            var story = new Story(random.Make());
            foreach (var (now, at, by, command) in random.Script(30))
            {
                var before = story.Maybe;
                var decision = story.Try(now, by, command, at, verify: false);
                Because(seed, $"{Story.Local(now)} {command}", () => Check(before, decision, story, now));
                if (random.Pick(true, false, false))
                {
                    var ticked = story.Try(now, null, Commands.Tick, verify: false);
                    Because(seed, $"tick {Story.Local(now)}", () => Check(story.Maybe, ticked with { Events = [] }, story, now, ticked: true));
                }
            }

            Because(seed, "fold", story.VerifyFold);
            seen.UnionWith(story.Events.Select(happened => happened.GetType()));
        }

        var rare = typeof(LeadEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LeadEvent))).Except(seen).Select(type => type.Name);
        rare.ShouldBe(["DuplicateFlagged", "AmountSet", "Rated", "HistoryOpened", "Undone", "Reached"], ignoreOrder: true, "every other event came up");
    }

    [Fact]
    public void AnySequence_HoweverOftenItTicks_GivesTheSameNumbers()
    {
        for (var seed = 0; seed < Sequences; seed++)
        {
            var (quiet, busy) = (new Story(new RandomOffice(seed).Make()), new Story(new RandomOffice(seed).Make()));
            var random = new RandomOffice(seed);
            random.Make();
            var script = random.Script(20);
            var last = script[0].Now;
            foreach (var (now, at, by, command) in script)
            {
                TickBetween(busy, last, now, random);
                last = now;
                var text = quiet.Try(now, by, command, at, verify: false).Refusal?.Code;
                Because(seed, $"{Story.Local(now)} {command}", () => busy.Try(now, by, command, at, verify: false).Refusal?.Code.ShouldBe(text));
            }

            TickBetween(busy, last, End, random);
            busy.Try(End, null, Commands.Tick, verify: false);
            quiet.Try(End, null, Commands.Tick, verify: false);
            Because(seed, "clocks", () => Clockwork(busy).ShouldBe(Clockwork(quiet)));
            Because(seed, "state", () => Story.Text(busy.State with { FactVersion = 0, Undoable = null }).ShouldBe(Story.Text(quiet.State with { FactVersion = 0, Undoable = null })));
        }
    }

    [Fact]
    public void SameCommandTwice_AtTheSameInstant_HasOneEffect()
    {
        for (var seed = 0; seed < Sequences / 4; seed++)
        {
            var random = new RandomOffice(seed);
            var story = new Story(random.Make());
            foreach (var (now, at, by, command) in random.Script(20))
            {
                story.Try(now, by, command, at, verify: false);
                if (at is null && command is (Accept or Pause or Resume or DisputeRejection or RuleDispute or Erase or ReceiveLead or AddActivity or Place or ReportCard { Fault: null }
                    or Reject { Reason: "Not our ICP" } or Dispose { Code: not "Contacted - Bad Timing" } or Advance or Assign))
                {
                    Because(seed, $"{Story.Local(now)} {command}", () => story.Try(now, by, command, at, verify: false).Events.ShouldBeEmpty());
                }
            }
        }
    }

    private static void TickBetween(Story story, Instant from, Instant until, RandomOffice random)
    {
        for (var ticks = random.Pick(0, 1, 3); ticks > 0 && story.Maybe is not null; ticks--)
        {
            var wake = ObligationClock.WakeAt(story.State);
            var at = random.Pick(true, true, false) && wake > from ? wake.Value : from + Duration.FromSeconds(random.Pick(1, 599, 3601, 50_000));
            if (at > from && at < until)
            {
                story.Try(at, null, Commands.Tick, verify: false);
                from = at;
            }
        }
    }

    private static string Clockwork(Story story) => string.Join('\n', story.Events
        .Select(happened => happened switch
        {
            ObligationBreached breach => $"{Story.Local(happened.At)} breach {breach.Id}",
            NoticeRaised notice => $"{Story.Local(happened.At)} {notice.Level} {notice.Id}",
            _ => "",
        }).Where(line => line.Length > 0).Order(StringComparer.Ordinal));

    private static void Check(LeadState? before, Decision decision, Story story, Instant now, bool ticked = false)
    {
        foreach (var happened in decision.Events)
        {
            happened.At.ShouldBeLessThanOrEqualTo(happened.RecordedAt);
            if (happened is DeadlineMoved moved)
            {
                moved.DueAt.ShouldBeGreaterThan(before!.Obligations.Single(obligation => obligation.Id == moved.Id).DueAt, moved.Id);
            }

            if (happened is ObligationBreached breach)
            {
                var due = before!.Obligations.Single(obligation => obligation.Id == breach.Id).DueAt;
                (breach.Why is null ? breach.At == due : breach.At <= now).ShouldBeTrue(breach.Id);
            }

            before = LeadFold.Apply(before, happened);
        }

        var lead = story.State;
        (lead.Owner is null).ShouldBe(lead.Stage is LeadStage.Inquiry or LeadStage.MarketingQualified or LeadStage.Queue);
        lead.Stage.ShouldNotBe(LeadStage.MarketingQualified);
        lead.Obligations.Select(obligation => obligation.Id).ShouldBeUnique();
        lead.Running.Select(obligation => obligation.Clause).ShouldBeUnique();
        foreach (var obligation in lead.Obligations)
        {
            Check(lead, obligation, now);

            // A refusal writes nothing: what was due then waits for the timer.
            (decision.Refusal is null && obligation.Status == ObligationStatus.Running && lead.PausedAt is null && obligation.DueAt < now).ShouldBeFalse(obligation.Id);
        }

        if (ticked)
        {
            (ObligationClock.WakeAt(lead) is { } wake && wake <= now).ShouldBeFalse("what is due was decided");
        }
    }

    private static void Check(LeadState lead, Obligation obligation, Instant now)
    {
        obligation.DueAt.ShouldBeGreaterThanOrEqualTo(obligation.StartedAt, obligation.Id);
        obligation.StartedAt.ShouldBeLessThanOrEqualTo(now, obligation.Id);
        (obligation.EndedAt is null).ShouldBe(obligation.Status == ObligationStatus.Running, obligation.Id);
        obligation.EndedAt?.ShouldBeGreaterThanOrEqualTo(obligation.StartedAt, obligation.Id);
        (obligation.Status == ObligationStatus.Breached && obligation.BreachedAt != obligation.EndedAt).ShouldBeFalse(obligation.Id);
        (obligation.Status == ObligationStatus.Breached && !obligation.EndedShort && obligation.EndedAt != obligation.DueAt).ShouldBeFalse(obligation.Id);
        (obligation.EndedShort && (obligation.Clause != ClauseKind.Cadence || obligation.Climbs || obligation.Alerts.Count > 0)).ShouldBeFalse(obligation.Id);
        (obligation.FulfilledAt <= obligation.DueAt && obligation.Status != ObligationStatus.Waived).ShouldBeFalse(obligation.Id);
        (obligation.Status == ObligationStatus.Met && obligation.EndedAt > obligation.DueAt && lead.PausedAt is null && lead.ResumedAt is null).ShouldBeFalse(obligation.Id);
        obligation.Alerts.Where(alert => !alert.IsWarning).Select(alert => alert.At).ShouldBeInOrder();
        if (obligation.Status == ObligationStatus.Running)
        {
            (obligation.Party == Party.Sales && obligation.Owner is { } owner && owner != lead.Owner && obligation.Clause != ClauseKind.Feedback).ShouldBeFalse(obligation.Id);
        }
    }

    private static void Because(int seed, string step, Action check)
    {
        try
        {
            check();
        }
        catch (Exception fault) when (fault is ShouldAssertException or InvalidOperationException)
        {
            throw new ShouldAssertException($"seed {seed}, {step}: {fault.Message}", fault);
        }
    }
}
