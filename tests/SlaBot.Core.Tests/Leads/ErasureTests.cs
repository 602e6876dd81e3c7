using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Tests.Leads;

/// <summary>An erased lead keeps its counts and no word that anybody said about it.</summary>
public class ErasureTests
{
    private const string Word = "secret";

    [Fact]
    public void Erase_OfALeadOfWhichEverythingWasSaid_LeavesNoWordOfIt()
    {
        var story = StoryOfALead();
        var before = story.State;
        story.Events.Select(happened => happened.GetType()).Distinct().Count().ShouldBeGreaterThan(20);
        story.Do("11-20 12:00", Office.Rita, Commands.Erase);

        Story.Text(story.State).ShouldNotContain(Word);
        foreach (var happened in story.Events.Select(LeadEraser.Blank))
        {
            Story.Text<object>(happened).ShouldNotContain(Word, customMessage: happened.GetType().Name);
        }

        story.State.Touches.Select(touch => (touch.At, touch.Channel)).ShouldBe(before.Touches.Select(touch => (touch.At, touch.Channel)));
        story.State.Dispositions.Select(disposition => (disposition.At, disposition.Code, disposition.Ends)).ShouldBe(before.Dispositions.Select(disposition => (disposition.At, disposition.Code, disposition.Ends)));
        story.State.Obligations.Select(obligation => (obligation.Id, obligation.DueAt, obligation.BreachedAt)).ShouldBe(before.Obligations.Select(obligation => (obligation.Id, obligation.DueAt, obligation.BreachedAt)));
        story.State.Profile.Activity.Select(activity => (activity.Kind, activity.At)).ShouldBe(before.Profile.Activity.Select(activity => (activity.Kind, activity.At)));
        (story.State.Profile.Source, story.State.Profile.Region, story.State.Profile.Amount).ShouldBe((before.Profile.Source, before.Profile.Region, before.Profile.Amount));
    }

    private static Story StoryOfALead()
    {
        var office = new Office().Within(ClauseKind.StatusUpdate, "48 hours").Within(ClauseKind.DisputeAnswer, "2 business days");
        var profile = Commands.Hot with
        {
            Source = "Webinar",
            Contact = new Contact($"{Word} name", $"{Word}@x.com", $"{Word} phone", $"{Word} title"),
            Company = new Company($"{Word} company", $"{Word}.com", 200, "B2B", "US"),
            Activity = [new Activity("demo", $"{Word} demo", Story.At("11-13 09:00"))],
            Briefing = new Briefing($"{Word} news", $"{Word} talk", $"{Word} champion"),
            Url = $"https://crm/{Word}",
            Extra = new Dictionary<string, string> { [$"{Word} key"] = $"{Word} value" },
        };
        return new Story(office).Do("11-16 09:00", null, Commands.Receive(profile: profile))
            .Do("11-16 09:01", null, Commands.Receive(profile: profile with { Score = 90 }))
            .Do("11-16 09:02", null, new AddActivity("visit", $"{Word} visit") { Lead = Commands.Lead })
            .Do("11-16 09:10", Office.Ana, new Reject("Not our ICP", $"{Word} note") { Lead = Commands.Lead })
            .Do("11-16 09:20", Office.Maya, Commands.Dispute($"{Word} dispute"))
            .Do("11-16 09:30", Office.Rita, new RuleDispute(false, $"{Word} ruling") { Lead = Commands.Lead })
            .Do("11-16 09:40", Office.Ana, Commands.Accept)
            .Do("11-16 09:50", Office.Ana, new LogTouch("call", true, $"{Word} touch") { Lead = Commands.Lead })
            .Do("11-16 09:51", Office.Ana, Commands.Update($"{Word} status"))
            .Do("11-16 09:52", Office.Milo, Commands.Pause($"{Word} pause"))
            .Do("11-16 09:53", Office.Milo, Commands.Resume)
            .Do("11-16 09:54", Office.Milo, new Waive(ClauseKind.Disposition, $"{Word} excuse") { Lead = Commands.Lead })
            .Do("11-16 09:55", Office.Ana, Commands.Dispose("Contacted - Bad Timing", $"{Word} reason"))
            .Do("11-16 09:56", Office.Ana, new Advance(LeadStage.Opportunity, 100, null, []) { Lead = Commands.Lead })
            .Do("11-16 09:57", Office.Ana, Commands.Dispose("Contacted - Not Qualified", $"{Word} outcome"))
            .Do("11-16 09:57", Office.Ana, new Advance(LeadStage.Lost, null, $"{Word} loss", []) { Lead = Commands.Lead })
            .Do("11-16 09:58", Office.Ana, Commands.Feedback($"{Word} feedback"));
    }
}
