using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Tests.Policy;

/// <summary>A title spelt out says the same as its letters do, for every function and rank, however it is written; whoever serves its holder does not hold it.</summary>
public class SpeltOutTitleTests
{
    private static readonly (string Function, string[] Words)[] Functions =
    [
        ("marketing", ["Marketing", "Demand Generation", "Growth", "Brand", "Communications", "Product Marketing", "Marketing Operations"]),
        ("sales", ["Sales", "Revenue", "Business Development", "Inside Sales", "Commercial", "Go-to-Market", "Sales Operations"]),
        ("operations", ["Operations", "Ops", "Revenue Operations", "RevOps", "Business Operations", "Supply Chain"]),
    ];

    private static readonly string[] Ranks =
    [
        "Chief {0} Officer", "{0} Director", "Director of {0}", "Director, {0}", "Senior Director, {0}", "Associate Director of {0}", "Head of {0}", "Global Head of {0}",
        "{0} Head", "VP {0}", "VP of {0}", "V.P., {0}", "Vice President {0}", "Vice President of {0}", "Vice-President, {0}", "Senior Vice President, {0}", "Sr. VP {0}",
        "SVP {0}", "EVP, {0}", "Executive Vice President of {0}", "Exec. Vice President {0}", "Managing Director, {0}", "Director - {0}", "Director ({0})", "{0} / Director",
    ];

    private static readonly string[] Serving =
    [
        "Assistant to the {0}", "Executive Assistant to the {0}", "Personal Assistant, {0}", "{0}'s Executive Assistant", "Secretary of the {0}", "Intern, Office of the {0}",
        "Analyst reporting to the {0}", "Office Manager, Office of the {0}", "Coordinator to {0}", "Former {0}", "Aspiring {0}",
    ];

    [Theory]
    [InlineData("CMO", "Chief Marketing Officer")]
    [InlineData("CRO", "Chief Revenue Officer")]
    [InlineData("COO", "Chief Operating Officer")]
    [InlineData("COO", "Chief Operations Officer")]
    [InlineData("COO", "Group Chief Operating Officer (COO)")]
    [InlineData("CEO", "Chief Executive Officer")]
    [InlineData("CEO", "Chief Executive")]
    [InlineData("CFO", "Chief Financial Officer")]
    [InlineData("CFO", "Chief Finance Officer")]
    [InlineData("CTO", "Chief Technology Officer")]
    [InlineData("CTO", "Chief Technical Officer")]
    [InlineData("CIO", "Chief Information Officer")]
    [InlineData("CISO", "Chief Information Security Officer")]
    [InlineData("CPO", "Chief Product Officer")]
    [InlineData("CHRO", "Chief Human Resources Officer")]
    [InlineData("CGO", "Chief Growth Officer")]
    [InlineData("VP Sales", "Vice President, Sales")]
    [InlineData("SVP Ops", "Senior Vice President Operations")]
    [InlineData("EVP Marketing", "Executive Vice President of Marketing")]
    [InlineData("Dir. Ops", "Director of Operations")]
    [InlineData("Mktg Dir", "Marketing Director")]
    public void Read_SpeltOut_SaysWhatTheLettersSay(string letters, string words)
    {
        foreach (var written in Ways(words))
        {
            var (brief, spelt) = (JobTitle.Read(letters), JobTitle.Read(written));
            spelt.Rank.ShouldBe(brief.Rank, written);
            spelt.Departments.Order().ShouldBe(brief.Departments.Order(), written);
        }
    }

    [Fact]
    public void Read_EveryRankOfEveryFunction_IsADirectorOrAboveInIt()
    {
        foreach (var (function, words) in Functions)
        {
            foreach (var written in words.SelectMany(word => Ranks.Select(rank => string.Format(null, rank, word))).SelectMany(Ways))
            {
                var title = JobTitle.Read(written);
                (title.Rank >= Seniority.Director).ShouldBeTrue($"{written} is a {title.Rank}");
                title.IsIn(function).ShouldBeTrue($"{written} is in {function}");
            }
        }
    }

    [Fact]
    public void Read_WhoeverServesAnother_IsNoDirector()
    {
        string[] holders = ["COO", "Chief Operating Officer", "CMO", "Chief Marketing Officer", "VP of Sales", "Director of Operations", "Head of Marketing", "CEO"];
        foreach (var written in holders.SelectMany(holder => Serving.Select(serving => string.Format(null, serving, holder))).SelectMany(Ways))
        {
            (JobTitle.Read(written).Rank < Seniority.Director).ShouldBeTrue(written);
        }
    }

    [Theory]
    [InlineData("Operations Assistant")]
    [InlineData("Operating Room Nurse")]
    [InlineData("Operations Coordinator")]
    [InlineData("Operator")]
    [InlineData("Marketing Intern")]
    [InlineData("Marketing Officer")]
    [InlineData("Loan Officer")]
    [InlineData("Sales Manager")]
    [InlineData("Operations Manager")]
    [InlineData("Headhunter")]
    [InlineData("Directory Services Engineer")]
    [InlineData("Assistant Director of Operations")]
    [InlineData("Chief of Staff, Office of the COO")]
    public void Read_NoDirector_IsNone(string written) => (JobTitle.Read(written).Rank < Seniority.Director).ShouldBeTrue();

    [Theory]
    [InlineData("Operating Room Director", "operations")]
    [InlineData("Director of Cooperatives", "operations")]
    [InlineData("Talent Acquisition Director", "marketing")]
    [InlineData("Director of Wholesale Salesforce Development", "sales")]
    [InlineData("CEO", "operations")]
    public void IsIn_AWordThatOnlyLooksLikeIt_IsNot(string written, string function) => JobTitle.Read(written).IsIn(function).ShouldBeFalse();

    /// <summary>The same title as people and programs write it.</summary>
    private static IEnumerable<string> Ways(string title) =>
    [
        title, title.ToUpperInvariant(), title.ToLowerInvariant(), $"  {title}  ", title.Replace(" ", "  ", StringComparison.Ordinal), title + ".",
        title.Replace(' ', '\u00a0'), $"{title}, EMEA", $"{title} | Acme Inc.",
    ];
}
