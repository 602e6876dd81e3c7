using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Tests.Leads;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>"Leads in work" of a rep's line is what the lead itself says.</summary>
public class StandingTests
{
    private const int Lives = 400;

    [Fact]
    public void Open_AtEveryStepOfAnyLife_IsWhatTheLeadSays()
    {
        var (open, reopened) = (0, 0);
        for (var seed = 0; seed < Lives; seed++)
        {
            var random = new RandomOffice(seed);
            var story = new Story(random.Make());
            var wasShut = false;
            foreach (var (now, at, by, command) in random.Script(30))
            {
                story.Try(now, by, command, at, verify: false);
                var expected = story.Maybe is { IsOpen: true } lead ? lead.Owner : null;
                HoldersOf(story, now).ShouldBe(expected is null ? [] : [expected], $"seed {seed}, {Story.Local(now)} {command}");
                open += expected is null ? 0 : 1;
                reopened += wasShut && expected is not null ? 1 : 0;
                wasShut = expected is null && story.Maybe?.AssignedAt is not null;
            }
        }

        (open > Lives && reopened > Lives / 20).ShouldBeTrue($"{open} steps in work, {reopened} of them after an end");
    }

    [Fact]
    public void Open_OutcomeThenSql_IsInWorkAgain()
    {
        var lead = Lead("L").Mql("2026-11-16 10:00").Given("2026-11-16 10:05", "ana@x");
        lead.Accepted(At("2026-11-16 11:00"));
        lead.Disposed(At("2026-11-17 11:00"), "Contacted - Qualified", ends: true, credited: false);
        OpenAt(lead, "2026-11-17 10:59").ShouldBe(1);
        OpenAt(lead, "2026-11-17 11:00").ShouldBe(0);

        lead.StageReached(At("2026-11-18 11:00"), SlaBot.Core.Leads.LeadStage.SalesQualified, null, null);

        OpenAt(lead, "2026-11-18 10:59").ShouldBe(0);
        OpenAt(lead, "2026-11-18 11:00").ShouldBe(1);
    }

    [Fact]
    public void Decisions_OfARep_LeaveOutARejectionOnceItIsOverturned()
    {
        var story = Story.Begun().Do("11-16 10:00", Office.Ana, Commands.Reject("Not our ICP")).Do("11-16 11:00", Office.Maya, Commands.Dispute());
        Decisions(story, "11-16 11:30").ShouldBe((Share.Of(1, 1), Share.Of(1, 1)));

        story.Do("11-16 12:00", Office.Rita, Commands.Rule(upheld: false));
        Decisions(story, "11-16 11:59").ShouldBe((Share.Of(1, 1), Share.Of(1, 1)));
        Decisions(story, "11-16 12:00").ShouldBe((new Share(), new Share()));

        story.Do("11-16 13:00", story.State.Owner!, Commands.Accept);
        Decisions(story, "11-16 13:00").ShouldBe((Share.Of(1, 1), Share.Of(1, 1)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Attainment_ReroutedInTheDeadlinesSecond_IsTheSameWhoeverLookedFirst(bool ticked)
    {
        var story = Story.Begun();
        if (ticked)
        {
            story.Tick("11-16 10:00");
        }

        story.Do("11-16 10:00", Office.Ana, Commands.Reject("Not my territory"));

        story["firstTouch#1"].Status.ShouldBe(SlaBot.Core.Leads.ObligationStatus.Cancelled);
        var card = ScorecardMaker.Make([LiveFacts.Of("L", story.Events)], story.Office.Terms.Policy, Week47, Story.At("11-16 10:30"));
        card.Attainment.Where(attainmentLine => attainmentLine.Clause == "firstTouch").ShouldBeEmpty();
        card.Breaches.ShouldBeEmpty();
    }

    [Fact]
    public void Touches_WhilePausedToldInTheWrongOrder_TheEarlierEndsTheClock()
    {
        var story = Story.Begun().Do("11-16 09:10", Office.Milo, Commands.Pause())
            .Do("11-17 15:00", Office.Ana, Commands.Touch("call")).Do("11-17 15:00", Office.Ana, Commands.Touch("email"), at: "11-17 11:00");

        (story["firstTouch#1"].Status, story["firstTouch#1"].EndedAt).ShouldBe((SlaBot.Core.Leads.ObligationStatus.Met, Story.At("11-17 11:00")));
    }

    private static (Share Rep, Share All) Decisions(Story story, string asOf)
    {
        var card = ScorecardMaker.Make([LiveFacts.Of("L", story.Events)], story.Office.Terms.Policy, Week47, Story.At(asOf));
        return (card.Owners.FirstOrDefault(owner => owner.Owner == Office.Ana)?.Decision ?? new Share(), Share.Of(card.Decision.Num, card.Decision.Den));
    }

    private static long OpenAt(LeadFacts lead, string asOf) =>
        ScorecardMaker.Make([lead], Mutual, Week47, At(asOf)).Owners.Where(owner => owner.Owner == "ana@x").Sum(owner => owner.Open);

    private static List<string> HoldersOf(Story story, Instant now)
    {
        var policy = story.Office.Terms.Policy;
        var facts = LiveFacts.Of("L", story.Events);
        return [.. ScorecardMaker.Make([facts], policy, IsoWeek.Of(now, policy.Calendar.Zone), now).Owners.Where(owner => owner.Open > 0).Select(owner => owner.Owner)];
    }
}
