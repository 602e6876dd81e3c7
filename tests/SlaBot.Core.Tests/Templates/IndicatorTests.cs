using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Tests.Leads;

namespace SlaBot.Core.Tests.Templates;

/// <summary>What the agreements show beside their promises, in the weekly thread and in the monthly table (AGREEMENTS.md, Review and the lists under it).</summary>
public class IndicatorTests
{
    private static readonly IsoWeek Week47 = new(2026, 47);

    [Fact]
    public void Mutual_TheWeeklySummary_HasTheAverageSpeedToLead()
    {
        var policy = Shipped.Policy("mutual");
        var card = Make(policy, Worked("a", true, "09:20"), Worked("b", true, "09:40"));

        Part(card, policy, "summary").ShouldContain("Average speed-to-lead: 30 min (working time), 2 leads");
        Part(card, policy, "sales").ShouldContain("Average speed-to-lead: 30 min (working time), 2 leads");
    }

    [Fact]
    public void Bant_TheMonthlyTable_HasItsFourRowsWithTargetActualAndStatus()
    {
        var policy = Shipped.Policy("bant", """, "Quotas": { "Volume": { "PerMonth": 100 } }""");
        var tally = ScorecardTally.OfMonth(policy, new YearMonth(2026, 11));
        tally.Add(Worked("a", true, "09:20"));
        var table = CardText.Of(MonthCard.Draw(tally.ToScorecard(), policy));

        table.ShouldContain("Marketing: the number of MQLs | 100 | 1 | missed");
        table.ShouldContain("Marketing: MQLs that became sales-qualified (SQL) | 10 % | no data | no data");
        table.ShouldContain("Sales: average response time | 4 business hours | 20 min (working time), 1 lead | reached");
        table.ShouldContain("Sales: sales-qualified leads that became opportunities | none agreed | 1 of 1 (100 %) | shown");
    }

    [Fact]
    public void OnePage_TheAverageOfTwoTargets_IsShownAndNotJudged()
    {
        var policy = Shipped.Policy("one-page");
        var tally = ScorecardTally.OfMonth(policy, new YearMonth(2026, 11));
        tally.Add(Worked("a", true, "09:20"));

        CardText.Of(MonthCard.Draw(tally.ToScorecard(), policy)).ShouldContain("2 business hours");
        CardText.Of(MonthCard.Draw(tally.ToScorecard(), policy)).ShouldContain("20 min (working time), 1 lead | shown");
    }

    [Fact]
    public void FourTier_TheSalesReply_HasTheVelocityOfMarketingsLeadsBesideAllOthers()
    {
        var policy = Shipped.Policy("four-tier");
        var sales = Part(Make(policy, Worked("a", true, "09:20"), Worked("b", false, "09:20")), policy, "sales");

        sales.ShouldContain("Marketing-sourced");
        sales.ShouldContain("All others");
        Part(Make(policy, Worked("a", true, "09:20")), policy, "sales").ShouldNotContain("All others", Case.Sensitive, "nothing stands beside it");
    }

    [Fact]
    public void FourTier_ResponseTime_CountsFromTheMqlInstant()
    {
        var office = Shipped.OfficeOf("four-tier");
        office.Absences.AddRange(new[] { Office.Ana, Office.Ben }.Select(rep => new Absence(rep, Story.At("11-15 00:00"), Story.At("11-16 09:30"), null, rep)));
        var story = new Story(office).Do("11-16 09:00", null, Commands.Receive(profile: Shipped.Fit)).Do("11-16 09:30", null, Commands.Place).Do("11-16 09:40", Office.Rita, Commands.Touch());

        Live(story, office.Policy).SpeedToLead.Mean.ShouldBe(40 * 60);
    }

    [Fact]
    public void Foundation_MarketingsPartOfWonRevenue_StandsByItself()
    {
        var policy = Shipped.Policy("foundation", """, "Quotas": { "Volume": { "PerMonth": 100 }, "Revenue": { "PerMonth": 1000 } }""");
        var card = Make(policy, Won("a", true, 300), Won("b", false, 100));

        Part(card, policy, "marketing").ShouldContain("Won of marketing's leads: 1 lead, 300 of 400 (75 %)");
        CardText.Of(MonthCard.Draw(card, policy)).ShouldContain("won of marketing's leads | none agreed | 1 lead, 300 of 400 (75 %) | shown");
    }

    [Theory]
    [InlineData("they opened a second office", "Ask about the move", "Dana's deputy", true, 1)]
    [InlineData("they opened a second office", "Ask about the move", null, true, 0)]
    [InlineData("they opened a second office", " ", "Dana's deputy", true, 0)]
    [InlineData(null, "Ask about the move", "Dana's deputy", true, 0)]
    [InlineData("they opened a second office", "Ask about the move", "Dana's deputy", false, 0)]
    public void FourTier_LeadsWithAFullBriefing_AreCounted(string? news, string? talkTrack, string? champion, bool active, int full)
    {
        var office = Shipped.OfficeOf("four-tier");
        var lead = Shipped.Fit with { Briefing = new Briefing(news, talkTrack, champion), Activity = active ? Shipped.Fit.Activity : [] };
        var story = new Story(office).Do("11-16 09:00", null, Commands.Receive(mqlAt: Story.At("11-16 09:00"), profile: lead));

        var card = Live(story, office.Policy);
        card.Briefing.ShouldBe(Share.Of(full, 1));
        card.Metrics.Single(line => line.Key == "briefing").ShouldBe(new MetricLine("briefing", Party.Marketing, full, full, 1, null, Colour.None));
        Part(card, office.Policy, "marketing").ShouldContain($"Leads with a full briefing | {full} of 1");

        var packed = new FactReader(office.Policy).Read("L1", FactPack.Of(story.Events).Bytes);
        ScorecardMaker.Make([packed], office.Policy, Week47).Briefing.ShouldBe(card.Briefing, "as it is kept");
    }

    private static Scorecard Live(Story story, SlaPolicy policy) => ScorecardMaker.Make([LiveFacts.Of("L1", story.Events, policy)], policy, Week47);

    private static Scorecard Make(SlaPolicy policy, params LeadFacts[] leads) => ScorecardMaker.Make(leads, policy, Week47);

    private static string Part(Scorecard card, SlaPolicy policy, string part) =>
        CardText.Of(ScorecardCards.Draw(card, policy, Office.Everybody, Story.At("11-23 09:00")).Single(pair => pair.Part == part).Card);

    /// <summary>Given at nine on Monday, touched at that time, accepted and SQL and SQO the same week.</summary>
    private static LeadFacts Worked(string id, bool marketing, string touched)
    {
        var lead = new LeadFacts(id);
        lead.Received(Story.At("11-16 09:00"), "web", null, marketing, null);
        lead.MqlReached(Story.At("11-16 09:00"), new MqlData(0, 0, 0, 0), true);
        lead.Assigned(Story.At("11-16 09:00"), Office.Ana, "east");
        lead.Touched(Story.At($"11-16 {touched}"), "email", Office.Ana);
        lead.Accepted(Story.At("11-16 10:00"));
        lead.StageReached(Story.At("11-17 10:00"), LeadStage.SalesQualified, null, null);
        lead.StageReached(Story.At("11-18 10:00"), LeadStage.Opportunity, 100, null);
        return lead;
    }

    private static LeadFacts Won(string id, bool marketing, decimal amount)
    {
        var lead = Worked(id, marketing, "09:20");
        lead.StageReached(Story.At("11-19 10:00"), LeadStage.Won, amount, null);
        return lead;
    }
}
