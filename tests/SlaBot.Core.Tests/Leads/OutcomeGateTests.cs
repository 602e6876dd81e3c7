using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Tests.Templates;

namespace SlaBot.Core.Tests.Leads;

/// <summary>A lead is closed as lost only with an ending outcome, and a "not reached" outcome waits for the cadence (AGREEMENTS, ask 4).</summary>
public class OutcomeGateTests
{
    private const int Sequences = 3000;

    [Theory]
    [InlineData("mutual", "Contacted - Bad Timing")]
    [InlineData("bant", "Bad timing")]
    [InlineData("foundation", "Contacted - Bad Timing")]
    [InlineData("one-page", "Contacted - progressing")]
    public void Lost_WithoutAnEndingOutcome_IsRefused_AndAnInterimOneIsNotEnough(string template, string interim)
    {
        var story = Accepted(template).No("needs-code", "11-16 10:00", Office.Rita, Commands.Advance(LeadStage.Lost, "silent"));

        story.Do("11-16 10:01", Office.Rita, Commands.Dispose(interim, "later"));
        var sentence = story.Try(Story.At("11-16 10:02"), Office.Rita, Commands.Advance(LeadStage.Lost, "silent")).Refusal.ShouldNotBeNull();
        sentence.Code.ShouldBe("needs-code");
        sentence.Sentence.ShouldContain($"\"{interim}\" does not end the work");
        sentence.Sentence.ShouldContain(story.Office.Policy.FeedbackCodes[0]);

        story.Do("11-16 10:03", Office.Rita, Commands.Dispose(story.Office.Policy.FeedbackCodes[0], "as they said"));
        story.Do("11-16 10:04", Office.Rita, Commands.Advance(LeadStage.Lost, "silent")).State.Stage.ShouldBe(LeadStage.Lost);
    }

    [Theory]
    [InlineData("mutual", "Unable to Contact")]
    [InlineData("bant", "Unable to contact")]
    [InlineData("four-tier", "Unable to Contact - Multiple Attempts")]
    public void Lost_AsNotReached_WaitsForTheCadence(string template, string code)
    {
        var story = Accepted(template).No("cadence-incomplete", "11-16 10:00", Office.Rita, Commands.Dispose(code));
        story.No("needs-code", "11-16 10:00", Office.Rita, Commands.Advance(LeadStage.Lost));
        for (var touch = 0; touch < 6; touch++)
        {
            story.Do($"11-17 1{touch}:00", Office.Rita, Commands.Touch("call"));
        }

        story.Do("11-17 16:00", Office.Rita, Commands.Dispose(code)).Do("11-17 16:01", Office.Rita, Commands.Advance(LeadStage.Lost)).State.Stage.ShouldBe(LeadStage.Lost);
    }

    [Fact]
    public void Lost_WhereOnlyTheCadenceSwitchIsOn_NeedsAnOutcomeToo()
    {
        var office = new Office().Change(policy => policy with { CodeBeforeLost = false });
        Story.Accepted(office).No("needs-code", "11-16 10:00", Office.Ana, Commands.Advance(LeadStage.Lost));
    }

    [Fact]
    public void Lost_WhereNeitherSwitchIsOn_NeedsNone()
    {
        var office = new Office().Change(policy => policy with { CodeBeforeLost = false, CadenceCodes = [] });
        Story.Accepted(office).Do("11-16 10:00", Office.Ana, Commands.Advance(LeadStage.Lost, "no need"));
        var without = new Office().Change(policy => policy with { Clauses = [.. policy.Clauses.Where(clause => clause.Kind != ClauseKind.Cadence)] });
        Story.Accepted(without).Do("11-16 10:00", Office.Ana, Commands.Advance(LeadStage.Lost, "no need"));
    }

    [Fact]
    public void Lost_AfterALeadCameOutOfNurture_NeedsAnOutcomeOfItsOwn()
    {
        var story = Story.Accepted().Do("11-16 10:00", Office.Ana, Commands.Dispose("Bad Data")).Do("11-16 10:10", Office.Maya, Commands.Recycle("2026-12-01"));
        story.Do("11-17 09:00", null, Commands.Receive(mqlAt: Story.At("11-16 12:00"))).Do("11-17 09:10", Office.Rita, Commands.Accept);

        story.No("needs-code", "11-17 09:20", Office.Rita, Commands.Advance(LeadStage.Lost));
    }

    [Fact]
    public void Forms_OfferWhatTheDeciderTakes()
    {
        var story = Accepted("mutual").Do("11-16 10:00", Office.Rita, Commands.Dispose("Contacted - Bad Timing"));
        Offered(story, "advance", "stage").ShouldNotContain("lost");

        story.Do("11-16 10:05", Office.Rita, Commands.Waive(ClauseKind.Cadence));
        Offered(story, "dispose", "code").ShouldContain("Unable to Contact", "an excused cadence holds nothing up");
        story.Do("11-16 10:10", Office.Rita, Commands.Dispose("Unable to Contact"));
        Offered(story, "advance", "stage").ShouldContain("lost");
    }

    [Fact]
    public void Lost_InAnySequenceByAnybody_HasItsOutcome()
    {
        var (lost, notReached) = (0, 0);
        for (var seed = 0; seed < Sequences; seed++)
        {
            var random = new RandomOffice(seed);
            var office = random.Make().Change(policy => policy with
            {
                CodeBeforeLost = seed % 3 > 0,
                CadenceCodes = seed % 2 == 0 ? ["Unable to Contact"] : [],
            });
            var story = new Story(office);
            foreach (var (now, at, by, command) in random.Script(30))
            {
                story.Try(now, by, command, at, verify: false);
            }

            LeadState? before = null;
            foreach (var happened in story.Events)
            {
                if (happened is StageReached { Stage: LeadStage.Lost } && office.Policy.LossNeedsOutcome)
                {
                    before!.Dispositions.ShouldContain(given => given.Ends && !(given.At < before.DecidedAt), $"seed {seed}");
                    lost++;
                }

                if (happened is Disposed given && office.Policy.CadenceCodes.Contains(given.Code))
                {
                    var duty = before!.Obligations.LastOrDefault(obligation => obligation.Clause == ClauseKind.Cadence);
                    var touches = before.Touches.Count(touch => touch.At >= before.DecidedAt);
                    (duty is null || duty.Status == ObligationStatus.Waived || touches >= duty.Touches).ShouldBeTrue($"seed {seed}");
                    notReached++;
                }

                before = LeadFold.Apply(before, happened);
            }
        }

        (lost >= 10 && notReached >= 10).ShouldBeTrue($"{lost} losses and {notReached} \"not reached\" came up");
    }

    private static Story Accepted(string template) => new Story(Shipped.OfficeOf(template))
        .Do("11-16 09:00", null, Commands.Receive(profile: Shipped.Fit)).Do("11-16 09:30", Office.Rita, Commands.Accept);

    /// <summary>The choices of a form of the owner's card.</summary>
    private static IEnumerable<string> Offered(Story story, string action, string field)
    {
        var context = new CardContext { Policy = story.Office.Policy, People = Office.Everybody, Now = story.Events[^1].RecordedAt };
        var card = LeadCard.Draw(story.State, context, new Reader(Office.Everybody.Find(story.State.Owner!), Office.NewYork.Zone));
        return card.Buttons.Single(button => button.Action == action).Form!.Fields.Single(formField => formField.Name == field).Options.Select(option => option.Value);
    }
}
