using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Settings;

namespace SlaBot.Tests.Settings;

public class OverrideTests
{
    [Fact]
    public void Read_ConnectionStringFromTheEnvironment_Wins()
    {
        var file = Path.Combine(Path.GetTempPath(), "elsewhere", "other.db");

        var database = Reading.Example(("Database:ConnectionString", $"Data Source={file};Pooling=False")).Good().Database;

        database.Provider.ShouldBe(DatabaseProvider.Sqlite);
        database.ConnectionString.ShouldContain(file);
        database.ConnectionString.ShouldContain("ooling=False");
    }

    [Fact]
    public void Read_TierAndTeam_MostSpecificWordingWins()
    {
        var policy = Reading.Example(
            ("Agreement:Clauses:firstTouch:Tiers:hot:Within", "30 business minutes"),
            ("Agreement:Teams:emea:Clauses:firstTouch:Within", "2 business hours"),
            ("Agreement:Teams:emea:Clauses:firstTouch:Tiers:hot:Within", "45 business minutes")).Policy();

        string Within(string? tier, string? team) => policy.ClauseFor(ClauseKind.FirstTouch, tier, team, null)!.Within.ToString();

        Within(null, null).ShouldBe("1 business hour");
        Within("cold", "east").ShouldBe("1 business hour");
        Within("HOT", "east").ShouldBe("30 business minutes");
        Within(null, "emea").ShouldBe("2 business hours");
        Within("hot", "emea").ShouldBe("45 business minutes");
        policy.ClauseFor(ClauseKind.FirstTouch, "hot", "emea", null)!.Ladder.Count.ShouldBe(2);
    }

    [Fact]
    public void Read_None_TakesBackWhatTheTemplatePromises()
    {
        var json = ExampleSettings.Json.Replace("\"Acceptance\": 0.85", "\"Acceptance\": \"none\"").Replace("\"handoff\": {\"Within\": \"5 minutes\"}", "\"handoff\": \"none\"");

        var policy = Reading.Json(json).Policy();

        policy.Quotas.Acceptance.ShouldBeNull();
        policy.Quotas.IcpMatch.ShouldBe(0.85m);
        policy.ClauseFor(ClauseKind.Handoff, null, null, null).ShouldBeNull();
    }

    [Fact]
    public void Read_EmptyLists_ReplaceTheTemplates()
    {
        var json = ExampleSettings.Json.Replace("\"InterimCodes\": [\"Contacted - Bad Timing\"]", "\"InterimCodes\": []")
            .Replace("{\"2026-12-24\": [\"09:00-12:00\"]}", "{\"2026-12-24\": []}");

        var settings = Reading.Json(json).Good();

        settings.Rules.Policy.InterimCodes.ShouldBeEmpty();
        settings.Rules.Calendars["new-york"].IsBusinessDay(new LocalDate(2026, 12, 24)).ShouldBeFalse();
    }

    [Fact]
    public void Read_OwnOutcomeCodes_DropTheTemplatesInterimCodes()
    {
        var policy = Reading.Json(Minimal, ("Agreement:FeedbackCodes:0", "Good"), ("Agreement:FeedbackCodes:1", "Bad")).Policy();

        policy.FeedbackCodes.ShouldBe(["Good", "Bad"]);
        policy.InterimCodes.ShouldBeEmpty();
    }

    [Fact]
    public void Read_TheLeastSettings_AreEnough()
    {
        var settings = Reading.Json(Minimal).Good();

        settings.Rules.Policy.Template.ShouldBe("mutual");
        settings.Rules.Policy.Calendar.Name.ShouldBe("office");
        settings.Rules.Routing.ShouldHaveSingleItem().Roster.ShouldBe([new RosterSeat("ana@example.com")]);
        settings.Rules.Schedule.Scorecard.ShouldBe("0 0 9 ? * MON");
        settings.Clock.IsManual.ShouldBeFalse();
        settings.ApiKeys.ShouldBeEmpty();
        settings.Import.TimeOfDay.ShouldBe(new LocalTime(9, 0));
    }

    [Fact]
    public void Read_AgreementInItsOwnFile_IsReadWithSettingsOverIt()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        File.WriteAllText(file, """{ "Version": "7", "Clauses": { "firstTouch": { "Within": "3 business hours" } } }""");
        try
        {
            var settings = Reading.Json(Minimal, ("Agreement:File", Path.GetFileName(file)), ("Agreement:Version", "8")).Good();

            settings.AgreementFile.ShouldBe(file);
            settings.Rules.Policy.Version.ShouldBe("8");
            settings.Rules.Policy.ClauseFor(ClauseKind.FirstTouch, null, null, null)!.Within.ToString().ShouldBe("3 business hours");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Read_SlackInSocketMode_NeedsNoSigningSecretAndTurnsTheSandboxOff()
    {
        var settings = Reading.Example(("Slack:Enabled", "true"), ("Slack:BotToken", "xoxb-1"), ("Slack:AppToken", "xapp-1")).Good();

        settings.Platforms["slack"].Enabled.ShouldBeTrue();
        settings.SandboxEnabled.ShouldBeFalse();
    }

    [Fact]
    public void Read_ImportColumns_KeepHeadersWithColons()
    {
        var columns = Reading.Example(("Import:Columns:first_contact_date", "mqlAt"), ("Import:Columns:Lead: e-mail", "contact.email")).Good().Import.Columns;

        columns["FIRST_CONTACT_DATE"].ShouldBe("mqlAt");
        columns["Lead: e-mail"].ShouldBe("contact.email");
    }

    private const string Minimal = """
        { "SlaBot": {
          "Calendars": { "office": { "TimeZone": "Europe/Berlin", "Hours": { "Monday": [ "09:00-17:00" ] } } },
          "People": [ { "Email": "ana@example.com", "Role": "rep" } ]
        } }
        """;
}
