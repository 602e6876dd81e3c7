using SlaBot.Core.Policy.Templates;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Core.Tests.Policy;

public class TemplateTests
{
    [Fact]
    public void Names_AreTheFiveAgreements() =>
        PolicyTemplates.Names.ShouldBe(["bant", "foundation", "four-tier", "mutual", "one-page"]);

    [Fact]
    public void Mutual_HoldsItsNumbers()
    {
        var policy = Agreements.Good("{}");

        policy.Template.ShouldBe("mutual");
        policy.Within(ClauseKind.Handoff).ShouldBe("5 minutes");
        policy.Within(ClauseKind.FirstTouch).ShouldBe("1 business hour");
        policy.Within(ClauseKind.Decision).ShouldBe("3 business days");
        policy.Within(ClauseKind.Cadence).ShouldBe("10 business days");
        policy.ClauseFor(ClauseKind.Cadence, null, null, null)!.Touches.ShouldBe(6);
        policy.ClauseFor(ClauseKind.FirstTouch, null, null, null)!.From.ShouldBe(ClauseStart.Assigned);
        policy.Quotas.IcpMatch.ShouldBe(0.85m);
        policy.Quotas.Acceptance.ShouldBe(0.85m);
        policy.Quotas.Completeness!.Fields.ShouldBe(["contact.name", "company.name", "contact.title", "contact.email", "source", "score"]);
        policy.Quotas.Completeness.AtLeast.ShouldBe(1);
        policy.Review.MissedWeeks.ShouldBe(2);
        policy.Review.Agenda.Count.ShouldBe(5);
    }

    [Fact]
    public void Mutual_MarksWhatTheAgreementLeavesOpen()
    {
        var policy = Agreements.Good("""{ "Mql": { "Field": "score", "AtLeast": 80 }, "Clauses": { "feedback": { "Within": "1 business day" } } }""");

        policy.Defaults.ShouldContain("Icp");
        policy.Defaults.ShouldNotContain("Mql");
        policy.ClauseFor(ClauseKind.Disposition, null, null, null)!.IsDefault.ShouldBeTrue();
        policy.ClauseFor(ClauseKind.Feedback, null, null, null)!.IsDefault.ShouldBeFalse();
        policy.ClauseFor(ClauseKind.FirstTouch, null, null, null)!.IsDefault.ShouldBeFalse();
    }

    [Fact]
    public void FourTier_HoldsItsNumbers()
    {
        var policy = Agreements.Good("""{ "Template": "four-tier" }""");

        policy.Within(ClauseKind.FirstTouch).ShouldBe("2 business hours");
        policy.Within(ClauseKind.Cadence).ShouldBe("14 calendar days");
        policy.Within(ClauseKind.Disposition).ShouldBe("72 hours");
        policy.Quotas.Completeness!.AtLeast.ShouldBe(0.95m);
        policy.Quotas.IcpMatch.ShouldBe(0.70m);
        policy.Quotas.Conversion!.SalToSql.ShouldBe(0.15m);
        policy.FeedbackCodes.Count.ShouldBe(5);
        policy.Gates["sqo"].Checklist.ShouldBe(["Active evaluation", "Timeline", "Budget"]);
    }

    [Fact]
    public void OnePage_HoldsItsTiersAndFreeze()
    {
        var policy = Agreements.Good("""{ "Template": "one-page" }""");

        policy.Within(ClauseKind.FirstTouch, "high-intent").ShouldBe("2 business hours");
        policy.Within(ClauseKind.FirstTouch, "mid-funnel").ShouldBe("24 hours");
        policy.ClauseFor(ClauseKind.FirstTouch, "high-intent", null, null)!.Method.ShouldBe("email");
        policy.Review.FreezeDays.ShouldBe(30);
        policy.Review.ResponseUnder.ShouldBe(0.80m);
        policy.CodeBeforeLost.ShouldBeTrue();
        policy.FeedbackCodes.Count.ShouldBe(3);
    }

    [Fact]
    public void Bant_HoldsItsNumbers()
    {
        var policy = Agreements.Good("""{ "Template": "bant" }""");

        policy.Within(ClauseKind.Handoff).ShouldBe("5 minutes");
        policy.Within(ClauseKind.FirstTouch).ShouldBe("4 business hours");
        policy.Within(ClauseKind.StatusUpdate).ShouldBe("48 hours");
        policy.Gates["sql"].Checklist.Count.ShouldBe(4);
        policy.Review.Matrix.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("2 hours", "0.8")]
    [InlineData("120 business minutes", "0.8")]
    [InlineData("121 business minutes", "0.5 0.8")]
    [InlineData("3 business days", "0.5 0.8")]
    [InlineData("1 calendar day", "0.5 0.8")]
    public void Warnings_NotSet_DependOnTheTarget(string within, string warnings)
    {
        var policy = Agreements.Good($$$"""{ "Clauses": { "firstTouch": { "Within": "{{{within}}}" } } }""");

        string.Join(' ', policy.ClauseFor(ClauseKind.FirstTouch, null, null, null)!.Warnings).ShouldBe(warnings);
    }

    [Fact]
    public void Ladder_NotSet_TellsThoseWhoAnswerForTheParty()
    {
        var policy = Agreements.Good("""{ "Arbiter": "rita@example.com" }""");

        policy.ClauseFor(ClauseKind.Decision, null, null, null)!.Ladder.Single().Tell.ShouldBe(["owner", "manager", "channel:Escalations"]);
        policy.ClauseFor(ClauseKind.Handoff, null, null, null)!.Ladder.Single().Tell.ShouldBe(["channel:Escalations", "role:marketing"]);
        policy.ClauseFor(ClauseKind.DisputeAnswer, null, null, null)!.Ladder.Single().Tell.ShouldBe(["rita@example.com", "channel:Admin"]);
    }

    [Fact]
    public void Read_TeamQuotas_LieOverTheCommonOnes()
    {
        var policy = Agreements.Good("""{ "Quotas": { "Volume": { "PerMonth": 100 } }, "Teams": { "emea": { "Quotas": { "Volume": { "PerWeek": 9 } } } } }""");

        policy.TeamQuotas["emea"].Volume.ShouldBe(new VolumeQuota(null, 9));
        policy.TeamQuotas["emea"].IcpMatch.ShouldBe(0.85m);
        policy.Quotas.Volume.ShouldBe(new VolumeQuota(100, null));
    }

    [Fact]
    public void Read_TeamClauseWithTiersOfAll_KeepsTheTiersForThatTeam()
    {
        var policy = Agreements.Good("""
            { "Clauses": { "firstTouch": { "Tiers": { "hot": { "Within": "10 minutes" } } } },
              "Teams": { "emea": { "Clauses": { "firstTouch": { "Within": "2 business hours" } } } } }
            """);

        policy.ClauseFor(ClauseKind.FirstTouch, "hot", "emea", null)!.Within.ToString().ShouldBe("10 minutes");
        policy.ClauseFor(ClauseKind.FirstTouch, null, "emea", null)!.Within.ToString().ShouldBe("2 business hours");
    }

    [Theory]
    [InlineData("""{ "Mql": { "AtLeast": 2, "Of": [ { "Signal": "a" }, { "Signal": "b" }, { "Activity": "visit" } ] } }""", "at least 2 of: signal a; signal b; a visit")]
    [InlineData("""{ "Mql": { "Icp": true, "Any": [ { "Activity": "e-book", "Subject": "pricing", "Within": "7 calendar days" } ] } }""", "all of: any of: an e-book about pricing within 7 calendar days; fits the ideal customer profile")]
    [InlineData("""{ "Mql": { "Field": "contact.title", "Contains": [ "vp", "chief" ] } }""", "title contains vp or chief")]
    [InlineData("""{ "Mql": { "Field": "budget", "Present": true } }""", "budget known")]
    public void Read_Criteria_ReadAsWords(string json, string label) => Agreements.Good(json).Mql!.Label.ShouldBe(label);

    [Theory]
    [InlineData("""{ "Icp": { "Icp": true } }""", "SlaBot:Agreement:Icp:Icp")]
    [InlineData("""{ "Mql": { "Any": "score" } }""", "SlaBot:Agreement:Mql:Any")]
    [InlineData("""{ "Mql": { "Field": "score" } }""", "SlaBot:Agreement:Mql")]
    [InlineData("""{ "Clauses": { "statusUpdate": { "Warnings": [ 0.5 ] } } }""", "SlaBot:Agreement:Clauses:statusUpdate:Within")]
    [InlineData("""{ "Clauses": { "decision": { "Ladder": [ { "After": "2 hours", "Tell": [ "owner" ] }, { "After": "1 hour", "Tell": [ "manager" ] } ] } } }""", "SlaBot:Agreement:Clauses:decision:Ladder:1:After")]
    [InlineData("""{ "Clauses": { "firstTouch": { "Warnings": [ 0.5, 0.5 ] } } }""", "SlaBot:Agreement:Clauses:firstTouch:Warnings")]
    [InlineData("""{ "Clauses": { "firstTouch": { "Warnings": [ 0 ] } } }""", "SlaBot:Agreement:Clauses:firstTouch:Warnings")]
    [InlineData("""{ "Clauses": { "firstTouch": { "Warnings": [ 1 ] } } }""", "SlaBot:Agreement:Clauses:firstTouch:Warnings")]
    [InlineData("""{ "Gates": { "sqk": [ "x" ] } }""", "SlaBot:Agreement:Gates:sqk")]
    [InlineData("""{ "FeedbackCodes": [ "A", "a" ] }""", "SlaBot:Agreement:FeedbackCodes")]
    public void Read_Nonsense_IsAFaultOfItsKey(string json, string key)
    {
        var reading = Agreements.Read(json);

        reading.Policy.ShouldBeNull();
        reading.Faults.Select(each => each.Key).ShouldContain(key);
    }
}
