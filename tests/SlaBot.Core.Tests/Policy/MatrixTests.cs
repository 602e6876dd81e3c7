using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using static SlaBot.Core.Tests.Policy.Agreements;

namespace SlaBot.Core.Tests.Policy;

/// <summary>The roles of the escalation matrix, and what else may surprise.</summary>
public class MatrixTests
{
    private static IReadOnlyList<string> RecipientsOf(SlaPolicy policy, ClauseKind kind, int rung) => policy.ClauseFor(kind, null, null, null)!.Ladder[rung].Tell;

    [Fact]
    public void Read_RolesWithSomebody_AreToldOnTheirRung()
    {
        var policy = Good("""{ "Template": "bant", "Review": { "Roles": { "SDR manager": "rita@example.com", "vp sales": "channel:Admin" } } }""");

        RecipientsOf(policy, ClauseKind.FirstTouch, 0).ShouldBe(["owner", "channel:Escalations", "rita@example.com"]); // manager was the product's guess
        RecipientsOf(policy, ClauseKind.FirstTouch, 1).ShouldBe(["channel:Admin"]);
        RecipientsOf(policy, ClauseKind.DisputeAnswer, 1).ShouldBe(["role:executive"]);
        MatrixText.Lines(policy, new People([]))[0].ShouldBe("Lead not followed up: first SDR manager (rita@example.com), then VP Sales (the Admin channel)");
    }

    [Fact]
    public void Read_OneOfTwoRolesWithSomebody_TellsBoth() =>
        RecipientsOf(Good("""{ "Template": "bant", "Review": { "Roles": { "CMO": "rita@example.com" } } }"""), ClauseKind.DisputeAnswer, 1).ShouldBe(["role:executive", "rita@example.com"]);

    [Fact]
    public void Read_RoleOfTheReview_IsToldOfMissedWeeks()
    {
        Good("""{ "Template": "bant", "Review": { "Roles": { "Executive review": "rita@example.com" } } }""").Review.Tell.ShouldBe(["rita@example.com"]);
        Good("""{ "Template": "bant" }""").Review.Tell.ShouldBe(["role:executive"]);
    }

    [Fact]
    public void Read_NobodyForARole_IsANoticeAndNoFault()
    {
        var reading = Read("""{ "Template": "bant", "Review": { "Roles": { "CMO": "rita@example.com" } } }""");

        reading.Faults.ShouldBeEmpty();
        var notice = reading.Notices.ShouldHaveSingleItem();
        notice.Key.ShouldBe("SlaBot:Agreement:Review:Roles");
        notice.Message.ShouldStartWith("names nobody for SDR manager, VP Sales, Marketing operations, CRO: ");
        Read("""{ "Template": "mutual" }""").Notices.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{ "SDR manger": "rita@example.com" }""", "SlaBot:Agreement:Review:Roles:SDR manger", "Did you mean \"SDR manager\"?")]
    [InlineData("""{ "CMO": "nobody@example.com" }""", "SlaBot:Agreement:Review:Roles:CMO", "who is not among People")]
    [InlineData("""{ "CMO": "channel:Nowhere" }""", "SlaBot:Agreement:Review:Roles:CMO", "not among Channels")]
    public void Read_FaultyRoles_NameTheirKey(string roles, string key, string says) =>
        Read($$"""{ "Template": "bant", "Review": { "Roles": {{roles}} } }""").Faults.ShouldContain(fault => fault.Key == key && fault.Message.Contains(says, StringComparison.Ordinal));

    [Fact]
    public void Read_TimeForAllWhereTheTemplateHasTiers_IsANotice()
    {
        var notice = Read("""{ "Template": "one-page", "Clauses": { "firstTouch": { "Within": "1 hour" } } }""").Notices.ShouldHaveSingleItem();

        notice.Key.ShouldBe("SlaBot:Agreement:Clauses:firstTouch:Within");
        notice.Message.ShouldContain("high-intent (2 business hours), mid-funnel (24 hours)");
    }

    [Fact]
    public void Read_TimeForAllWithoutTiers_HoldsForAll()
    {
        var reading = Read("""{ "Template": "one-page", "Clauses": { "firstTouch": { "Within": "1 hour", "Tiers": "none" } } }""");

        reading.Notices.ShouldBeEmpty();
        reading.Policy!.Within(ClauseKind.FirstTouch, "high-intent").ShouldBe("1 hour");
        reading.Policy!.ClauseFor(ClauseKind.FirstTouch, "high-intent", null, null)!.Method.ShouldBe("email");
    }
}
