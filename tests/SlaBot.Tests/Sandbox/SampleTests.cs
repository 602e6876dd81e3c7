using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Core.Time;
using SlaBot.Sandbox;

namespace SlaBot.Tests.Sandbox;

public sealed class SampleTests
{
    [Fact]
    public void Make_ManyLeads_AreAllQualifiedAndNoTwoShareAnEmail()
    {
        var leads = Enumerable.Range(0, 500).Select(n => SampleLeads.Make(n, SampleCards.Start)).ToList();

        leads.Select(lead => lead.Contact.Email).Distinct().Count().ShouldBe(leads.Count);
        leads.ShouldAllBe(lead => lead.Activity.Count(item => item.Kind == "download") >= 2);
        leads.ShouldAllBe(lead => lead.Activity.All(item => item.At < SampleCards.Start));
        leads.ShouldAllBe(lead => lead.Contact.Email!.EndsWith(".example.com"));
        foreach (var field in SampleLeads.Sent.Where(field => field is not ("activity" or "signals" or "tier" or "briefing.champion")))
        {
            leads[0].Field(field).ShouldNotBeNull(field);
        }
    }

    [Fact]
    public void Actions_OfAPlannedLead_AreInTheRepsWorkingTimeAndAlwaysTheSame()
    {
        foreach (var plan in SampleWeekScript.Plans)
        {
            var actions = SampleWeekScript.Actions(plan.Kind, "L1", SampleCards.Ana, Rules(), SampleCards.Start).ToList();
            actions.ShouldAllBe(action => action.At >= SampleCards.Start && (SampleCards.NewYork.IsOpen(action.At) || SampleCards.NewYork.IsOpen(action.At - Duration.FromSeconds(1))));
            actions.Select(action => action.At).ShouldBe(SampleWeekScript.Actions(plan.Kind, "L1", SampleCards.Ana, Rules(), SampleCards.Start).Select(action => action.At));
        }

        SampleWeekScript.Plans.Count.ShouldBeGreaterThanOrEqualTo(25);
        Enum.GetValues<WorkKind>().ShouldAllBe(kind => SampleWeekScript.Plans.Any(plan => plan.Kind == kind));
    }

    internal static AgreementRules Rules() => new()
    {
        Policy = new SlaPolicy
        {
            Template = "mutual",
            Version = "2026.1",
            Calendar = SampleCards.NewYork,
            Clauses = [],
            RejectReasons = [new RejectReason("Not our ICP", RejectConsequence.Nurture), new RejectReason("Not my territory", RejectConsequence.Reroute)],
            FeedbackCodes = ["Contacted - Qualified", "Contacted - Not Qualified"],
        },
        People = SampleCards.People,
        Routing = [],
        Calendars = new Dictionary<string, BusinessCalendar>(),
        Schedule = new Schedule("0 0 9 ? * MON", null, SampleCards.NewYork.Zone),
    };
}
