using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Tests.Policy;

/// <summary>The grammar of criteria, from settings to what a lead met, missed or lacks data for.</summary>
public class CriterionTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 16, 15, 0);

    private static readonly LeadProfile Lead = new()
    {
        Source = "Webinar",
        Region = "DE",
        Score = 75,
        Contact = new Contact("Cleo", "cleo@mail.acme.com", null, "VP Sales & Marketing"),
        Company = new Company("Acme", "www.acme.com", 120, "B2B SaaS", "Germany"),
        Activity = [Did("download", "Enterprise eBook", 3), Did("Page View", "/pricing", 1), Did("download", "Checklist", 20), Did("download", "checklist", 2)],
        Signals = ["hiring"],
        Extra = new Dictionary<string, string> { ["budget"] = "50,000" },
    };

    [Theory]
    [InlineData("""{ "Field": "company.size", "AtLeast": 50, "AtMost": 120 }""", Finding.Met)]
    [InlineData("""{ "Field": "company.size", "AtLeast": 121 }""", Finding.Missed)]
    [InlineData("""{ "Field": "company.industry", "OneOf": [ "b2b saas" ] }""", Finding.Met)]
    [InlineData("""{ "Field": "region", "OneOf": [ "DE", "AT" ] }""", Finding.Met)]
    [InlineData("""{ "Field": "budget", "AtLeast": 50000 }""", Finding.Met)]
    [InlineData("""{ "Field": "contact.phone", "StartsWith": "+49" }""", Finding.Unknown)]
    [InlineData("""{ "Title": { "AtLeast": "director", "In": [ "sales", "operations" ] } }""", Finding.Met)]
    [InlineData("""{ "Title": { "AtLeast": "c-level" } }""", Finding.Missed)]
    [InlineData("""{ "Title": { "In": [ "finance" ] } }""", Finding.Missed)]
    [InlineData("""{ "Activity": "download", "AtLeast": 3 }""", Finding.Met)]
    [InlineData("""{ "Activity": "download", "AtLeast": 3, "Different": true }""", Finding.Missed)]
    [InlineData("""{ "Activity": "download", "AtLeast": 2, "Different": true }""", Finding.Met)]
    [InlineData("""{ "Activity": "download", "AtLeast": 3, "Within": "7 calendar days" }""", Finding.Missed)]
    [InlineData("""{ "Activity": "download", "Subject": "enterprise e-book" }""", Finding.Met)]
    [InlineData("""{ "Activity": [ "visit", "page-view" ], "Subject": "pricing" }""", Finding.Met)]
    [InlineData("""{ "Activity": "page-view", "Subject": "pricing", "Within": "24 hours" }""", Finding.Met)]
    [InlineData("""{ "Activity": "page-view", "Subject": "pricing", "Within": "86399 seconds" }""", Finding.Missed)]
    [InlineData("""{ "Signal": "Hiring" }""", Finding.Met)]
    [InlineData("""{ "Signal": "any" }""", Finding.Met)]
    [InlineData("""{ "Signal": "funding" }""", Finding.Missed)]
    [InlineData("""{ "Domain": [ "acme.com" ] }""", Finding.Met)]
    [InlineData("""{ "Domain": [ "me.com", "education" ] }""", Finding.Missed)]
    [InlineData("""{ "None": [ { "Domain": "free-mail" }, { "Field": "source", "OneOf": [ "customer" ] } ] }""", Finding.Met)]
    [InlineData("""{ "AtLeast": 2, "Of": [ { "Signal": "any" }, { "Field": "score", "AtLeast": 90 }, { "Field": "contact.phone", "StartsWith": "+" } ] }""", Finding.Unknown)]
    [InlineData("""{ "AtLeast": 2, "Of": [ { "Signal": "any" }, { "Field": "score", "AtLeast": 70 }, { "Field": "contact.phone", "StartsWith": "+" } ] }""", Finding.Met)]
    public void Judge_OneCriterion_ComesTo(string json, Finding finding) => Judge(json, Lead).ShouldBe(finding);

    [Fact]
    public void Words_BesideOneTest_AreWhatReadersAreTold_AlsoAsAnExclusion()
    {
        const string asked = """{ "Activity": [ "pricing", "pricing-page" ], "Words": "asked for prices" }""";

        Agreements.Good($$"""{ "Mql": {{asked}} }""").Mql!.Label.ShouldBe("asked for prices");
        CriterionJudge.Explain(Agreements.Good($$"""{ "Mql": { "None": [ {{asked}} ] } }""").Mql!, Lead, null, Now).ShouldContain(criterionResult => criterionResult.Label == "not asked for prices");
        Agreements.Read("""{ "Mql": { "Any": [ { "Activity": "demo" }, { "Signal": "any" } ], "Words": "keen" } }""").Faults
            .ShouldContain(fault => fault.Key.EndsWith("Mql:Words") && fault.Message.Contains("names one test"));
    }

    [Theory]
    [InlineData(1, 7, Finding.Met)]
    [InlineData(30, 37, Finding.Met)]
    [InlineData(7, 0, Finding.Met)] // the last of them in this very second
    [InlineData(30, 38, Finding.Missed)]
    public void Together_LooksAtAnyStretch_AndWithinAtTheLastDaysOnly(int ebook, int pricing, Finding together)
    {
        var lead = Lead with { Activity = [Did("download", "Enterprise e-book", ebook), Did("page-view", "Pricing", pricing)] };
        const string parts = """[ { "Activity": "download" }, { "Activity": "page-view" } ]""";
        const string recent = """[ { "Activity": "download", "Within": "7 calendar days" }, { "Activity": "page-view", "Within": "7 calendar days" } ]""";

        Judge($$"""{ "All": {{parts}}, "Together": "7 calendar days" }""", lead).ShouldBe(together);
        Judge($$"""{ "All": {{recent}} }""", lead).ShouldBe(pricing <= 7 ? Finding.Met : Finding.Missed);
    }

    [Theory]
    [InlineData("student@gmail.com", "free-mail", true)]
    [InlineData("a@yahoo.co.uk", "free-mail", true)]
    [InlineData("a@notgmail.com", "free-mail", false)]
    [InlineData("a@cs.mit.edu", "education", true)]
    [InlineData("a@ox.ac.uk", "education", true)]
    [InlineData("a@education.com", "education", false)]
    [InlineData("a@eu.rival.com", "rival.com", true)]
    [InlineData("a@arrival.com", "rival.com", false)]
    public void Domain_OfTheMail_IsThatNameOrOfThatKind(string email, string name, bool holds) =>
        Judge($$"""{ "Domain": "{{name}}" }""", new LeadProfile { Contact = new Contact(Email: email) }).ShouldBe(holds ? Finding.Met : Finding.Missed);

    [Fact]
    public void Domain_OfNeitherMailNorCompany_IsNotKnown() => Judge("""{ "Domain": "free-mail" }""", new LeadProfile()).ShouldBe(Finding.Unknown);

    [Theory]
    [InlineData("""{ "Title": { "AtLeast": "boss" } }""", "SlaBot:Agreement:Mql:Title:AtLeast")]
    [InlineData("""{ "Title": { "Rank": "vp" } }""", "SlaBot:Agreement:Mql:Title:Rank")]
    [InlineData("""{ "Any": [ { "Signal": "x" } ], "Together": "7 calendar days" }""", "SlaBot:Agreement:Mql:Together")]
    public void Read_Nonsense_IsAFaultOfItsKey(string mql, string key) =>
        Agreements.Read($$"""{ "Mql": {{mql}} }""").Faults.Select(fault => fault.Key).ShouldContain(key);

    private static Finding Judge(string json, LeadProfile lead) => CriterionJudge.Judge(Agreements.Good($$"""{ "Mql": {{json}} }""").Mql!, lead, null, Now);

    private static Activity Did(string kind, string subject, int daysAgo) => new(kind, subject, Now - Duration.FromDays(daysAgo));
}
