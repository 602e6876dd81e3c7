using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Routing;
using SlaBot.Core.Tests.Leads;

namespace SlaBot.Core.Tests.Templates;

/// <summary>One lead's whole life under an agreement: once with every promise kept, once with every promise broken.</summary>
internal static class Walk
{
    /// <summary>Everything in time: handed over, touched, rejected with a reason, disputed and ruled on, accepted, worked to the end, lost with a reason.</summary>
    internal static Story Kept(string template, LeadProfile lead)
    {
        var story = new Story(Shipped.OfficeOf(template)).Do("11-16 09:00", null, Commands.Receive(profile: lead));
        story.Do("11-16 09:01", null, Commands.Card(story.State.Owner!)).Do("11-16 09:20", Office.Rita, Commands.Touch("email"));
        story.Do("11-16 09:30", Office.Rita, Commands.Reject(story.Office.Policy.RejectReasons[0].Reason)).Do("11-16 10:00", Office.Maya, Commands.Dispute());
        story.Do("11-16 11:00", Office.Rita, Commands.Rule(upheld: false)).Do("11-16 11:30", Office.Rita, Commands.Touch("email")).Do("11-16 12:00", Office.Rita, Commands.Accept);
        string[] channels = ["call", "email", "linkedin"];
        for (var touch = 0; touch < 6; touch++)
        {
            story.Do($"11-17 1{touch}:00", Office.Rita, Commands.Touch(channels[touch % 3]));
        }

        return Closed(story.Do("11-17 16:00", Office.Rita, Commands.Update()));
    }

    private static Story Closed(Story story)
    {
        var policy = story.Office.Policy;
        story.Do("11-18 10:00", Office.Rita, Commands.Dispose(policy.FeedbackCodes[0], "as they said"));
        story.Do("11-18 11:00", Office.Rita, Commands.Advance(LeadStage.Opportunity, null, Shipped.Ticks(policy)));
        return story.Do("11-18 12:00", Office.Rita, Commands.Advance(LeadStage.Lost, "no budget this year"));
    }

    /// <summary>Nothing in time, and every deed done after its ladder has been climbed.</summary>
    internal static Story Broken(string template, LeadProfile lead)
    {
        var story = new Story(Shipped.OfficeOf(template));
        string[] reps = [Office.Ana, Office.Ben];
        story.Office.Absences.AddRange(reps.Select(rep => new Absence(rep, Story.At("11-15 00:00"), Story.At("11-16 09:30"), null, rep)));
        story.Do("11-16 09:00", null, Commands.Receive(profile: lead)).Tick("11-16 09:30").Do("11-16 09:30", null, Commands.Place);
        story.Do("11-16 09:31", null, Commands.Card(story.State.Owner!)).Tick("11-18 12:00").Do("11-18 12:00", Office.Rita, Commands.Touch("email"));
        story.Tick("11-20 10:00").Do("11-20 10:00", Office.Rita, Commands.Reject(story.Office.Policy.RejectReasons[0].Reason)).Do("11-20 11:00", Office.Maya, Commands.Dispute());
        story.Tick("11-30 10:00").Do("11-30 10:00", Office.Rita, Commands.Rule(upheld: false)).Do("11-30 11:00", Office.Rita, Commands.Accept);
        story.Tick("12-22 09:00").Do("12-22 09:00", Office.Rita, Commands.Dispose(story.Office.Policy.FeedbackCodes[0], "as they said"));
        return story.Do("12-22 10:00", Office.Rita, Commands.Advance(LeadStage.Lost)).Tick("12-29 09:00").Do("12-29 09:00", Office.Rita, Commands.Feedback());
    }

    /// <summary>Every obligation in a line, and under it what was raised and when.</summary>
    internal static string Diary(Story story) => string.Join('\n', story.State.Obligations.Select(obligation =>
        $"{obligation.Id} {story.Line(obligation.Id)}" + (obligation.Raised.Count == 0 ? "" : $"\n  {string.Join(", ", story.Raised(obligation.Id).Select(Short))}")));

    private static string Short(string raised) => raised.EndsWith(":00", StringComparison.Ordinal) ? raised[..^3] : raised;
}
