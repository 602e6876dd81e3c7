using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Tests.Policy;

public class NegatedLabelTests
{
    public static TheoryData<Criterion, string> Exclusions => new()
    {
        { new FieldIs("contact.email") { Label = "e-mail ends with @x.example", EndsWith = "@x.example" }, "e-mail does not end with @x.example" },
        { new FieldIs("contact.email") { Label = "e-mail starts with info", StartsWith = "info" }, "e-mail does not start with info" },
        { new FieldIs("company.size") { Label = "company size at least 50", AtLeast = 50 }, "company size below 50" },
        { new FieldIs("company.size") { Label = "company size 50 to 90", AtLeast = 50, AtMost = 90 }, "company size not 50 to 90" },
        { new FieldIs("budget") { Label = "budget known", Present = true }, "budget blank" },
        { new FieldIs("region") { Label = "region is US", OneOf = ["US"] }, "region is not US" },
        { new FieldIs("region") { Label = "region one of US, CA", OneOf = ["US", "CA"] }, "region none of US, CA" },
        { new FieldIs("region") { Label = "region contains a or b", Contains = ["a", "b"] }, "region does not contain a or b" },
        { new FieldIs("region") { Label = "region starts with a and ends with b", StartsWith = "a", EndsWith = "b" }, "not region starts with a and ends with b" },
        { new FieldIs("role") { Label = "a student", OneOf = ["student"] }, "not a student" },
        { new ActivitySeen("demo") { Label = "a demo" }, "no demo" },
        { new ActivitySeen("download") { Label = "2+ downloads", AtLeast = 2 }, "fewer than 2 downloads" },
    };

    [Theory]
    [MemberData(nameof(Exclusions))]
    public void Explain_AnExclusion_ReadsWell(Criterion part, string label) =>
        CriterionJudge.Explain(new NoneOf([part]) { Label = "" }, new LeadProfile(), null, Instant.MinValue).Single().Label.ShouldBe(label);
}
