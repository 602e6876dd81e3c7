using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Tests.Leads;

namespace SlaBot.Core.Tests.Templates;

/// <summary>Cells of AGREEMENTS.md that say who is an MQL and what the one page says, each against the shipped template.</summary>
public class AgreementCellTests
{
    private static readonly Instant Now = Story.At("11-16 09:00");

    [Fact]
    public void Bant_ASignalAlone_IsNoMql()
    {
        var fits = Shipped.Fit with { Score = 69, Activity = [] };

        Mql("bant", fits with { Signals = ["hiring", "pricing"] }).ShouldBe(Finding.Missed);
        Mql("bant", fits with { Score = 70, Signals = [] }).ShouldBe(Finding.Met, "the threshold of behaviour, without any signal");
        Mql("bant", fits with { Score = 70, Contact = fits.Contact with { Title = null } }).ShouldNotBe(Finding.Met, "every demographic criterion is needed");
        Mql("bant", fits with { Signals = [], Activity = [new Activity("demo request", null, Now)] }).ShouldBe(Finding.Met);
    }

    [Fact]
    public void Bant_ASignalThatTheCustomerRequires_IsAskedForBesideTheThreshold()
    {
        var policy = Shipped.Policy("bant", """, "Mql": { "Icp": true, "Any": [ { "Field": "score", "AtLeast": 70 } ], "All": [ { "Signal": "budget round" } ] }""");

        CriterionJudge.Judge(policy.Mql!, Shipped.Fit, policy.Icp, Now).ShouldNotBe(Finding.Met);
        CriterionJudge.Judge(policy.Mql!, Shipped.Fit with { Signals = ["Budget round"] }, policy.Icp, Now).ShouldBe(Finding.Met);
        CriterionJudge.Judge(policy.Mql!, Shipped.Fit with { Score = 1, Activity = [], Signals = ["Budget round"] }, policy.Icp, Now).ShouldNotBe(Finding.Met);
    }

    [Theory]
    [InlineData("10-01 10:00", "11-13 10:00", Finding.Met)] // the e-book at any time
    [InlineData("11-13 10:00", "11-09 09:00", Finding.Met)] // seven days to the second
    [InlineData("11-13 10:00", "11-09 08:59", Finding.Missed)]
    [InlineData("11-13 10:00", "10-01 10:00", Finding.Missed)]
    public void OnePage_TheSevenDaysBindThePricingPageOnly(string book, string pricing, Finding found) => Mql("one-page", Shipped.Fit with
    {
        Activity = [new Activity("download", "Enterprise e-book", Story.At(book)), new Activity("page-view", "Pricing", Story.At(pricing))],
    }).ShouldBe(found);

    [Theory]
    [InlineData("Chief Operating Officer", Finding.Met)]
    [InlineData("COO", Finding.Met)]
    [InlineData("Assistant to the Chief Operating Officer", Finding.Missed)]
    [InlineData("Operations Assistant", Finding.Missed)]
    [InlineData("Chief Executive Officer", Finding.Missed)]
    public void FourTier_DirectorOrAbove_InMarketingSalesOrOperations(string title, Finding found) =>
        Mql("four-tier", Shipped.Fit with { Contact = Shipped.Fit.Contact with { Title = title } }).ShouldBe(found);

    [Fact]
    public void Foundation_ABudgetThatIsNotKnown_IsNoData_AndShutsNobodyOut()
    {
        Mql("foundation", Shipped.Fit).ShouldBe(Finding.Met);
        Budget(Shipped.Fit).ShouldBe(Finding.Unknown);
        Budget(WithBudget("0")).ShouldBe(Finding.Missed);
        Budget(WithBudget("5000")).ShouldBe(Finding.Met);
        Mql("foundation", WithBudget("0")).ShouldBe(Finding.Missed);
    }

    [Theory]
    [InlineData("bant", "title not in student, intern or trainee")]
    [InlineData("bant", "relationship none of customer, competitor")]
    public void Exclusion_WithoutData_IsNoData(string template, string label)
    {
        var policy = Shipped.Policy(template);
        var stranger = Shipped.Fit with { Contact = new Contact(null, null), Company = new Company("Acme") };

        CriterionJudge.Explain(policy.Mql!, stranger, policy.Icp, Now).Single(found => found.Label == label).Finding.ShouldBe(Finding.Unknown);
    }

    [Theory]
    [InlineData("four-tier", "Leadership of both teams enforces the agreement")]
    [InlineData("four-tier", "Monthly; baseline first")]
    [InlineData("mutual", "Either side misses two weeks in a row: first item of the next pipeline meeting")]
    [InlineData("mutual", "Weekly, in front of both teams")]
    [InlineData("mutual", "Sales accepted: sales has agreed to work the lead")]
    [InlineData("mutual", "Average speed-to-lead")]
    [InlineData("one-page", "Response compliance under 80 % for two weeks: to the CRO")]
    [InlineData("one-page", "Weekly, joint")]
    [InlineData("one-page", "What in our process caused this?")]
    [InlineData("one-page", "Within 30 calendar days of the first signature a change needs a stated reason")]
    [InlineData("bant", "Each calendar quarter is reviewed too")]
    [InlineData("foundation", "Regular meetings and audits")]
    public void Page_SaysEscalationRhythmAndStages(string template, string words) => Page(template).ShouldContain(words);

    [Fact]
    public void Page_OfEveryTemplate_SaysWhatTwoMissedWeeksLeadTo()
    {
        foreach (var template in Shipped.Names)
        {
            Page(template).ShouldContain("Two missed weeks in a row by either side: a named item stands first on the agenda", Case.Sensitive, template);
        }
    }

    [Fact]
    public void Page_ARampOfRevenue_IsMoney_AndEveryOtherItsOwnUnit()
    {
        var page = Page("foundation", """
            , "Effective": "2026-11-02", "Quotas": { "Volume": { "PerMonth": 900 }, "Revenue": { "PerMonth": 50000 } },
              "Ramps": [ { "Metric": "revenue", "From": 50000, "To": 75000, "Months": 6 }, { "Metric": "volume", "From": 900, "To": 1200, "Months": 6 },
                         { "Metric": "acceptance", "From": 0.5, "To": 0.75, "Months": 6 }, { "Metric": "qualityScore", "From": 3.5, "To": 4, "Months": 6 } ]
            """);

        page.ShouldContain("revenue: from 50,000 to 75,000 over 6 months");
        page.ShouldContain("volume: from 900 to 1,200 over 6 months");
        page.ShouldContain("acceptance: from 50 % to 75 % over 6 months");
        page.ShouldContain("qualityScore: from 3.5 to 4 over 6 months");
    }

    private static Finding Budget(LeadProfile lead)
    {
        var policy = Shipped.Policy("foundation");
        return CriterionJudge.Explain(policy.Icp!, lead, null, Now).Single(found => found.Label.StartsWith("budget", StringComparison.Ordinal)).Finding;
    }

    private static LeadProfile WithBudget(string budget) => Shipped.Fit with { Extra = new Dictionary<string, string> { ["budget"] = budget } };

    private static Finding Mql(string template, LeadProfile lead)
    {
        var policy = Shipped.Policy(template);
        return CriterionJudge.Judge(policy.Mql!, lead, policy.Icp, Now);
    }

    private static string Page(string template, string more = "") =>
        SlaBot.Core.Tests.Cards.CardText.Whole(AgreementCard.Draw(Shipped.Policy(template, more), Office.Everybody, [], new Reader(null, Office.NewYork.Zone), Now));
}
