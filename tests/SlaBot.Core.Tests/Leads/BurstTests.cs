using SlaBot.Core.Time;
using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Decisions;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Tests.Leads;

public class BurstTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 16, 17, 0);

    [Fact]
    public void Of_ThreeBareClicksInTwoMinutesJustBeforeTheirDeadlines_IsABurst() =>
        TouchBursts.Of([Lead("A", 0), Lead("B", 60), Lead("C", 120)], Noon - Duration.FromDays(7))
            .Single().ShouldSatisfyAllConditions(touchBurst => touchBurst.By.ShouldBe("ana@x"), touchBurst => touchBurst.From.ShouldBe(Noon), touchBurst => touchBurst.Leads.ShouldBe(["A", "B", "C"]));

    [Theory]
    [InlineData(121, 360, "ana@x", null, false)] // too far apart
    [InlineData(120, 361, "ana@x", null, false)] // not in the last tenth of an hour
    [InlineData(120, 360, "ben@x", null, false)] // somebody else
    [InlineData(120, 360, "ana@x", "left a voicemail", false)] // said what it was
    [InlineData(120, 360, "ana@x", null, true)] // logged afterwards, and marked so
    public void Of_OneOfThemIsOrdinary_IsNone(int after, int secondsLeft, string by, string? note, bool late) =>
        TouchBursts.Of([Lead("A", 0), Lead("B", 60), Lead("C", after, secondsLeft, by, note, late)], Noon).ShouldBeEmpty();

    [Fact]
    public void Of_TheSameLeadThrice_IsNone() => TouchBursts.Of([Lead("A", 0), Lead("A", 1), Lead("A", 2)], Noon).ShouldBeEmpty();

    private static LeadState Lead(string id, int after, int secondsLeft = 360, string by = "ana@x", string? note = null, bool late = false)
    {
        var at = Noon + Duration.FromSeconds(after);
        var due = at + Duration.FromSeconds(secondsLeft);
        return new LeadState
        {
            Id = id,
            Touches = [new Touch(at, at, by, by, "call", null, note, late)],
            Obligations =
            [
                new Obligation
                {
                    Id = "firstTouch#1", Clause = ClauseKind.FirstTouch, Cycle = 1, Owner = by, StartedAt = due - Duration.FromHours(1), DueAt = due,
                    Within = new Target(TargetUnit.Elapsed, 3600), PolicyVersion = "1", CalendarVersion = "1", Status = ObligationStatus.Met, EndedAt = at,
                },
            ],
        };
    }
}
