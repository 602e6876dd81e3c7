using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Routing;
using SlaBot.Settings;

namespace SlaBot.Tests.Settings;

public class ExampleTests
{
    [Fact]
    public void Read_TheExample_HasNoFaults() => Reading.Example().Good();

    [Fact]
    public void Read_TheExample_HoldsItsAgreement()
    {
        var policy = Reading.Example().Policy();

        policy.Version.ShouldBe("2026.1");
        policy.Effective.ShouldBe(new LocalDate(2026, 11, 2));
        policy.Calendar.Name.ShouldBe("new-york");
        policy.Quotas.Volume.ShouldBe(new VolumeQuota(120, null));
        policy.RejectReasons[^1].ShouldBe(new RejectReason("Not my territory", RejectConsequence.Reroute));
        policy.CadenceCodes.ShouldBe(["Unable to Contact"]);
        var touch = policy.ClauseFor(ClauseKind.FirstTouch, null, null, null)!;
        touch.Ladder.Select(rung => rung.After.ToString()).ShouldBe(["0 minutes", "4 business hours"]);
        touch.Ladder[1].Tell.ShouldBe(["role:executive"]);
        policy.ClauseFor(ClauseKind.Disposition, null, null, null)!.Within.ToString().ShouldBe("5 business days");
        policy.ClauseFor(ClauseKind.Disposition, null, null, null)!.IsDefault.ShouldBeFalse();
        policy.ClauseFor(ClauseKind.Cadence, null, null, null)!.CreditCodes.ShouldBeEmpty();
        policy.ClauseFor(ClauseKind.StatusUpdate, null, null, null).ShouldBeNull();
    }

    [Fact]
    public void Read_TheExample_PutsCriteriaIntoWords()
    {
        var policy = Reading.Example().Policy();
        var now = Instant.FromUtc(2026, 11, 16, 14, 0);
        var lead = new LeadProfile();

        CriterionJudge.Explain(policy.Icp!, lead, null, now).Select(each => each.Label)
            .ShouldBe(["company size 50 to 500", "industry one of B2B SaaS, Professional Services"]);
        CriterionJudge.Explain(policy.Mql!, lead, policy.Icp, now).Select(each => each.Label)
            .ShouldBe(["2+ downloads", "a demo", "score at least 70", "e-mail does not end with @competitor.example.com"]);
    }

    [Fact]
    public void Read_TheExample_HoldsItsHostOptions()
    {
        var settings = Reading.Example().Good();

        settings.Clock.ShouldBe(new ClockSettings(true, Instant.FromUtc(2026, 11, 16, 14, 0)));
        settings.SandboxEnabled.ShouldBeTrue();
        settings.ApiKeys.ShouldBe([new ApiKey("crm", "example-key-change-me-0123456789", ApiRights.Intake | ApiRights.Read | ApiRights.Admin)]);
        settings.Database.ConnectionString.ShouldContain(Path.Combine(Path.GetTempPath(), "slabot.db"));
        settings.Channels["Escalations"].On("slack").ShouldBe("sla-escalations");
        settings.Rules.Schedule.Zone.Id.ShouldBe("America/New_York");
        settings.Rules.Calendars["new-york"].Definition.Dates.Keys.ShouldBe([new LocalDate(2026, 12, 24)]);
        settings.Rules.People.Find("LENA.rep@example.com")!.Zone.Id.ShouldBe("Europe/London");
    }

    [Fact]
    public void Read_TheExample_NamesItsRoutingRules()
    {
        var routing = Reading.Example().Good().Rules.Routing;

        routing.Select(rule => rule.Name).ShouldBe(["rule 1 (Region GB, DE, FR)", "rule 2"]);
        routing[1].By.ShouldBe(RoutingWay.RoundRobin);
        routing[1].Roster.Select(seat => seat.Email).ShouldBe(["ana.rep@example.com", "ben.rep@example.com"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_TheShippedFile_IsValidInEveryEnvironment(bool isDevelopment)
    {
        var shipped = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "appsettings.json"));

        var settings = Reading.Json(shipped, isDevelopment).Good();

        settings.SandboxEnabled.ShouldBe(isDevelopment);
        settings.Clock.IsManual.ShouldBeFalse();
        settings.Rules.Policy.ClauseFor(ClauseKind.FirstTouch, null, "emea", null)!.Within.ToString().ShouldBe("2 business hours");
    }
}
