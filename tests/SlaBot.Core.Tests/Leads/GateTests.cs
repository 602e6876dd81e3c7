using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Decisions;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Tests.Templates;

namespace SlaBot.Core.Tests.Leads;

/// <summary>Gates, tiers and the named channel: what an agreement holds a seller to beside its clocks.</summary>
public class GateTests
{
    private static readonly string[] Items = ["Budget, approved", "Budget", "Timeline", "Need"];

    [Theory]
    [InlineData("Budget, approved,Timeline", "Budget, approved|Timeline")]
    [InlineData("timeline , BUDGET", "Timeline|Budget")]
    [InlineData("Budget,Budget, approved", "Budget|Budget, approved")]
    [InlineData("Budgeted,Need", "Budgeted|Need")]
    [InlineData("", "")]
    public void Ticked_JoinedByCommas_IsTakenApartByTheLongestItem(string sent, string ticked) =>
        string.Join('|', StageGates.Ticked(Gated(Items), [sent])).ShouldBe(ticked);

    [Fact]
    public void Advance_PastAGatedStage_NeedsItsListToo()
    {
        var story = Story.Accepted(new Office().Change(policy => policy with { Gates = Gated("Need, confirmed").Gates }));

        story.No("gate-incomplete", "11-16 10:00", Office.Ana, Commands.Advance(LeadStage.Opportunity));
        story.No("gate-incomplete", "11-16 10:00", Office.Ana, Commands.Advance(LeadStage.Won));
        story.Do("11-16 10:00", Office.Ana, Commands.Advance(LeadStage.Opportunity, null, "need, confirmed"));
        story.Do("11-16 11:00", Office.Ana, Commands.Advance(LeadStage.Won));
        ((StageReached)story.Events.First(happened => happened is StageReached)).Checklist.ShouldBe(["Need, confirmed"]);
    }

    [Fact]
    public void Advance_ToLost_NeedsNoList() =>
        Story.Accepted(new Office().Change(policy => policy with { Gates = Gated("Need").Gates }))
            .Do("11-16 09:50", Office.Ana, Commands.Dispose("Contacted - Not Qualified")).Do("11-16 10:00", Office.Ana, Commands.Advance(LeadStage.Lost, "no need"));

    [Theory]
    [InlineData(null, true, "high-intent", "11-16 11:00")]
    [InlineData(null, false, "mid-funnel", "11-17 09:00")]
    [InlineData("mid-funnel", true, "mid-funnel", "11-17 09:00")]
    [InlineData("partner", true, "partner", "11-17 09:00")]
    public void Mql_TierNotSent_IsTheFirstWhoseCriterionIsMet(string? sent, bool signal, string tier, string due)
    {
        var lead = (signal ? Shipped.Fit : Shipped.Calm) with { Tier = sent };
        var story = new Story(Shipped.OfficeOf("one-page")).Do("11-16 09:00", null, Commands.Receive(profile: lead));

        story.State.Profile.Tier.ShouldBe(tier);
        story.Events.OfType<MqlReached>().Single().Tier.ShouldBe(sent is null ? tier : null);
        Story.Local(story["firstTouch#1"].DueAt).ShouldStartWith(due);
    }

    [Fact]
    public void FirstTouch_ByAnotherChannel_DoesNotClearTheDuty_AndTheCardSaysSo()
    {
        var story = new Story(Shipped.OfficeOf("one-page")).Do("11-16 09:00", null, Commands.Receive(profile: Shipped.Fit));
        Text(story).ShouldContain("Write a personal e-mail that names what they looked at (Checklist) and log it; another channel does not count.");

        story.Do("11-16 09:10", Office.Ana, Commands.Touch("call"));
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Running);
        Text(story).ShouldContain("what is logged so far went another way and does not count");

        story.Do("11-16 09:20", Office.Ana, Commands.Touch("email"));
        story.Line("firstTouch#1").ShouldBe("Met 11-16 09:00 due 11-16 11:00 end 11-16 09:20");
    }

    [Fact]
    public void Inquiry_ThatGainsTheMissingActivity_BecomesAnMqlThen()
    {
        var lead = Shipped.Fit with { Activity = [Shipped.Fit.Activity[0]] };
        var story = new Story(Shipped.OfficeOf("one-page")).Do("11-16 09:00", null, Commands.Receive(profile: lead));
        story.State.Stage.ShouldBe(LeadStage.Inquiry);
        Text(story).ShouldContain("✗ pricing page seen within 7 days");

        story.Do("11-16 12:00", null, new AddActivity("page view", "Pricing") { Lead = Commands.Lead });
        Story.Local(story.State.MqlAt).ShouldBe("11-16 12:00:00");
    }

    [Fact]
    public void Inquiry_WhoseTimeWindowLapsed_ShowsItAndIsNoMqlBySomethingElseLater()
    {
        var seen = new Activity("page-view", "Pricing", Story.At("11-12 10:00"));
        var story = new Story(Shipped.OfficeOf("one-page")).Do("11-16 09:00", null, Commands.Receive(profile: Shipped.Fit with { Activity = [seen] }));
        Finding At(string when) => MqlFindings.Of(story.State, story.Office.Policy, Story.At(when))
            .Single(result => result.Label.Contains("pricing", StringComparison.Ordinal)).Finding;
        At("11-19 10:00").ShouldBe(Finding.Met);
        At("11-19 10:01").ShouldBe(Finding.Missed);

        story.Do("11-19 12:00", null, new AddActivity("download", "Enterprise e-book") { Lead = Commands.Lead });
        story.State.MqlAt.ShouldBeNull();
    }

    private static SlaPolicy Gated(params string[] items) =>
        Office.Mutual with { Gates = new Dictionary<string, StageGate> { ["sql"] = new(items) } };

    private static string Text(Story story) => SlaBot.Core.Tests.Cards.CardText.Whole(LeadCard.Draw(
        story.State,
        new CardContext { Policy = story.Office.Policy, People = Office.Everybody, Now = story.Events[^1].RecordedAt },
        new Reader(Office.Everybody.Find(Office.Ana), Office.NewYork.Zone)));
}
