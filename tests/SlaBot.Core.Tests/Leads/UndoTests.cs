using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Core.Time;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Tests.Leads;

/// <summary>A slip is taken back: the lead is as it was, and what fell due meanwhile is late.</summary>
public class UndoTests
{
    private static LeadCommand Undo => new Undo(null) { Lead = Commands.Lead };

    [Fact]
    public void Undo_OfAnAcceptance_LeavesTheLeadUndecidedWithItsClocks()
    {
        var story = Story.Begun();
        var before = story.Line("decision#1");
        story.Do("11-16 09:30", Office.Ana, Commands.Accept).Do("11-16 09:34", Office.Ana, Undo);
        (story.State.Stage, story.State.AcceptedAt, story.State.TakenBack!.What).ShouldBe((LeadStage.Assigned, null, "accept"));
        story.Line("decision#1").ShouldBe(before);
        story.State.Obligations.ShouldNotContain(obligation => obligation.Clause == ClauseKind.Cadence);
        story.No("nothing-to-undo", "11-16 09:34", Office.Ana, Undo).Do("11-16 09:35", Office.Ana, Commands.Accept)["cadence#1"].StartedAt.ShouldBe(Story.At("11-16 09:35"));
    }

    [Fact]
    public void Undo_AfterADeadlineThatTheTouchHadMet_IsABreachAtThatInstant()
    {
        var story = Story.Begun().Do("11-16 09:58", Office.Ana, Commands.Touch()).Do("11-16 10:02", Office.Ana, Undo);
        story["firstTouch#1"].ShouldSatisfyAllConditions(duty => duty.Status.ShouldBe(ObligationStatus.Breached), duty => duty.BreachedAt.ShouldBe(Story.At("11-16 10:00")));
        story.State.Touches.ShouldBeEmpty();
    }

    [Fact]
    public void Undo_OfAReroute_BringsTheLeadBack()
    {
        var story = Story.Begun().Do("11-16 09:10", Office.Ana, Commands.Reject("Not my territory")).Do("11-16 09:12", Office.Ana, Undo);
        (story.State.Owner, story.State.RefusedBy.Count, story.State.Rejection).ShouldBe((Office.Ana, 0, null));
        story["firstTouch#1"].ShouldSatisfyAllConditions(duty => duty.Status.ShouldBe(ObligationStatus.Running), duty => duty.Owner.ShouldBe(Office.Ana));
    }

    [Fact]
    public void Undo_WhatIsNotOnesOwnOrOlderOrFollowed_IsRefused()
    {
        Story.Begun().No("nothing-to-undo", "11-16 09:10", Office.Ana, Undo);
        Story.Begun().Do("11-16 09:10", Office.Ana, Commands.Accept).No("nothing-to-undo", "11-16 09:11", Office.Milo, Undo);
        Story.Begun().Do("11-16 09:10", Office.Ana, Commands.Accept).No("too-late", "11-16 09:15:01", Office.Ana, Undo).Do("11-16 09:15", Office.Ana, Undo);
        Story.Begun().Do("11-16 09:10", Office.Ana, Commands.Accept).Do("11-16 09:11", Office.Milo, Commands.Touch()).No("nothing-to-undo", "11-16 09:12", Office.Ana, Undo);
        Story.Begun().Do("11-16 09:10", Office.Ana, Commands.Reject()).Do("11-16 09:11", Office.Maya, Commands.Dispute()).No("nothing-to-undo", "11-16 09:12", Office.Ana, Undo);
        Story.Begun().Do("11-16 09:10", Office.Ana, Commands.Accept).No("nothing-to-undo", "11-16 09:11", Office.Ana, new Undo(1) { Lead = Commands.Lead });
    }

    [Fact]
    public void Undo_WhatASenderToldMeanwhile_Stays()
    {
        var story = Story.Begun().Do("11-16 09:10", Office.Ana, Commands.Accept).Do("11-16 09:11", null, Commands.Activity("demo"))
            .Do("11-16 09:12", null, Commands.Receive(profile: Commands.Hot with { Company = new Company("Acme Ltd") }) with { }).Do("11-16 09:13", Office.Ana, Undo);
        story.State.Profile.Activity.ShouldContain(activity => activity.Kind == "demo");
        story.State.Stage.ShouldBe(LeadStage.Assigned);
    }

    [Fact]
    public void Reached_AfterTheTouch_ChangesThatTouchOnlyAndGoesWithIt()
    {
        LeadCommand Press(bool connected) => new LogTouch("call", connected, null) { Lead = Commands.Lead, FromChat = true };
        var story = Story.Begun().Do("11-16 09:10", Office.Ana, Press(false)).Do("11-16 09:10", Office.Ana, Press(false));
        story.State.Touches.ShouldHaveSingleItem("two presses in one second are one call").Connected.ShouldBe(false);
        story.Do("11-16 09:12", Office.Ana, Press(true), "11-16 09:10").Do("11-16 09:13", Office.Ana, Press(true), "11-16 09:10");
        story.State.Touches.ShouldHaveSingleItem().ShouldSatisfyAllConditions(touch => touch.Connected.ShouldBe(true), touch => touch.At.ShouldBe(Story.At("11-16 09:10")));
        story.Events.OfType<Reached>().ShouldHaveSingleItem();
        story.Do("11-16 09:14", Office.Ana, Undo).State.Touches.ShouldBeEmpty();
        LeadLog.WithoutUndone([.. story.Events]).ShouldNotContain(happened => happened is Touched || happened is Reached);
        story.VerifyFold();
    }

    /// <summary>Of any life: with the undone step and its undoing, everything is as if it had never been done.</summary>
    [Fact]
    public void AnyLife_WithAStepUndone_IsTheLifeWithoutIt()
    {
        var undone = 0;
        for (var seed = 0; seed < 600; seed++)
        {
            var random = new RandomOffice(seed);
            var office = random.Make();
            var script = random.Script(12);
            var (with, without) = (new Story(office), new Story(office));
            foreach (var (now, at, by, command) in script)
            {
                var version = with.Maybe?.Version ?? 0;
                var decision = with.Try(now, by, command, at, verify: false);
                if (decision.Refusal is null && command is Accept or Reject or LogTouch or Dispose or Advance && by is not null
                    && with.State.Undoable is { } open && open.Version > version
                    && with.Try(now + Duration.FromSeconds(seed % 300), by, Undo).Refusal is null)
                {
                    undone++;
                    without.Try(now + Duration.FromSeconds(seed % 300), null, Commands.Tick, verify: false);
                }
                else
                {
                    without.Try(now, by, command, at, verify: false);
                }

                if (with.Maybe is { } a && without.Maybe is { } b)
                {
                    Plain(a).ShouldBe(Plain(b), $"seed {seed}\n{with.Print()}\n---\n{without.Print()}");
                }
            }

            var (numbers, wanted) = (Numbers(with), Numbers(without));
            numbers.Where(pair => wanted[pair.Key] != pair.Value).Select(pair => $"{pair.Key}: {pair.Value} for {wanted[pair.Key]}").ShouldBeEmpty($"seed {seed}\n{with.Print()}\n---\n{without.Print()}");
        }

        undone.ShouldBeGreaterThan(300);
    }

    private static Dictionary<string, string> Numbers(Story story)
    {
        var week = new IsoWeek(2026, 47);
        var card = ScorecardMaker.Make([LiveFacts.Of(Commands.Lead, story.Events)], story.Office.Policy, week, week.LastSecond(Office.NewYork.Zone), null, story.Office.Terms.CalendarOf, story.Office.Everyone);
        return System.Text.Json.Nodes.JsonNode.Parse(ScorecardJson.Write(card))!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value?.ToJsonString() ?? "");
    }

    private static string Plain(LeadState lead) => string.Join('\n',
    [
        $"{lead.Stage} {lead.Owner} {lead.AcceptedAt} {lead.DecidedAt} {lead.IsDecided} {lead.Rejection?.Reason} {lead.WonAt} {lead.LostAt} {lead.SqlAt} {lead.SqoAt} {lead.Feedback} {lead.PausedAt}",
        .. lead.Touches.Select(touch => $"{touch.At} {touch.By} {touch.Channel}"),
        .. lead.Dispositions.Select(outcome => $"{outcome.At} {outcome.Code} {outcome.Superseded}"),
        .. lead.Obligations.Select(duty => $"{duty.Id} {duty.Owner} {duty.StartedAt} {duty.DueAt} {duty.Status} {duty.EndedAt} {duty.BreachedAt} {duty.FulfilledAt}"),
    ]);
}
