namespace SlaBot.Tests.Settings;

public class FaultTests
{
    [Theory]
    [InlineData("Agreement:Clauses:firstTuch:Within", "1 hour", "Agreement:Clauses:firstTuch", "Did you mean \"firstTouch\"?")]
    [InlineData("Agreement:Clauses:firstTouch:Wihtin", "1 hour", "Agreement:Clauses:firstTouch:Wihtin", "Did you mean \"Within\"?")]
    [InlineData("Agreement:Clauses:firstTouch:Within", "3 days", "Agreement:Clauses:firstTouch:Within", "days need")]
    [InlineData("Agreement:Clauses:firstTouch:Warnings:1", "0.4", "Agreement:Clauses:firstTouch:Warnings", "rising order")]
    [InlineData("Agreement:Clauses:firstTouch:Ladder:0:Tell:1", "bos", "Agreement:Clauses:firstTouch:Ladder:0:Tell", "write owner, manager")]
    [InlineData("Agreement:Clauses:firstTouch:Ladder:0:Tell:1", "channel:Escalation", "Agreement:Clauses:firstTouch:Ladder:0:Tell", "Did you mean \"Escalations\"?")]
    [InlineData("Agreement:Clauses:firstTouch:Ladder:0:Tell:1", "role:boss", "Agreement:Clauses:firstTouch:Ladder:0:Tell", "revops")]
    [InlineData("Agreement:Clauses:firstTouch:Touches", "3", "Agreement:Clauses:firstTouch:Touches", "no setting")]
    [InlineData("Agreement:Clauses:firstTouch:Tiers:hot:Within", "soon", "Agreement:Clauses:firstTouch:Tiers:hot:Within", "is no target")]
    [InlineData("Agreement:Teams:emea:Clauses:firstTouch:From", "now", "Agreement:Teams:emea:Clauses:firstTouch:From", "mql, assigned or accepted")]
    [InlineData("Agreement:Template", "mutuel", "Agreement:Template", "Did you mean \"mutual\"?")]
    [InlineData("Agreement:Owner", "rita@example.com", "Agreement:Owner", "not among People")]
    [InlineData("Agreement:Arbiter", "nobody@example.org", "Agreement:Arbiter", "not among People")]
    [InlineData("Agreement:Signers:Sales", "vera.v@example.com", "Agreement:Signers:Sales", "Did you mean \"vera.vp@example.com\"?")]
    [InlineData("Agreement:Effective", "02.11.2026", "Agreement:Effective", "2026-11-02")]
    [InlineData("Agreement:Calendar", "newyork", "Agreement:Calendar", "Did you mean \"new-york\"?")]
    [InlineData("Agreement:Quotas:Acceptance", "85", "Agreement:Quotas:Acceptance", "from 0 to 1")]
    [InlineData("Agreement:Quotas:Volume:PerWeek", "30", "Agreement:Quotas:Volume", "one of them")]
    [InlineData("Agreement:InterimCodes:0", "Bad Timing", "Agreement:InterimCodes", "not among FeedbackCodes")]
    [InlineData("Agreement:Mql:Any:0:AtLeats", "2", "Agreement:Mql:Any:0:AtLeats", "Did you mean \"AtLeast\"?")]
    [InlineData("Agreement:Icp:All:0:Field", "company.siz", "Agreement:Icp:All:0:Field", "Did you mean \"company.size\"?")]
    [InlineData("Agreement:RejectReasons:4:Then", "retour", "Agreement:RejectReasons:4:Then", "nurture or reroute")]
    [InlineData("Agrement:Version", "1", "Agrement", "Did you mean \"Agreement\"?")]
    [InlineData("Calendars:london:TimeZone", "London", "Calendars:london:TimeZone", "IANA")]
    [InlineData("Calendars:london:Hours:Mon:0", "9-5", "Calendars:london:Hours:Mon", "09:00-12:30")]
    [InlineData("Calendars:london:Hours:Mon:0", "09:00-14:00", "Calendars:london", "overlap")]
    [InlineData("Calendars:london:Holidays:0", "25 Dec", "Calendars:london:Holidays", "2026-12-24")]
    [InlineData("People:0:Email", "ana", "People:0:Email", "e-mail address")]
    [InlineData("People:1:Email", "ANA.rep@example.com", "People:1:Email", "again")]
    [InlineData("People:0:Role", "sales", "People:0:Role", "rep, manager")]
    [InlineData("People:0:Manager", "milo@example.com", "People:0:Manager", "not among People")]
    [InlineData("People:4:Manager", "milo.manager@example.com", "People:4:Manager", "circle")]
    [InlineData("People:0:Calendar", "paris", "People:0:Calendar", "not among Calendars")]
    [InlineData("People:0:Capacity", "0", "People:0:Capacity", "from 1")]
    [InlineData("People:0:Emial", "x", "People:0:Emial", "Did you mean \"Email\"?")]
    [InlineData("Routing:0:Roster:0", "maya.marketing@example.com", "Routing:0:Roster:0", "neither a rep nor a manager")]
    [InlineData("Routing:0:By", "random", "Routing:0:By", "round-robin or least-loaded")]
    [InlineData("Routing:0:When:Regoin", "GB", "Routing:0:When:Regoin", "Did you mean \"Region\"?")]
    [InlineData("Channels:Escalatons", "x", "Channels:Escalatons", "Did you mean \"Escalations\"?")]
    [InlineData("Schedule:Scorecard", "every monday", "Schedule:Scorecard", "has 2 fields")]
    [InlineData("Database:Provider", "Oracle", "Database:Provider", "Sqlite or PostgreSQL")]
    [InlineData("Api:Keys:0:Key", "short", "Api:Keys:0:Key", "16")]
    [InlineData("Api:Keys:0:Rights:0", "write", "Api:Keys:0:Rights", "intake, read or admin")]
    [InlineData("Clock:Start", "yesterday", "Clock:Start", "2026-11-16T14:00:00Z")]
    [InlineData("Slack:Enabled", "true", "Slack:BotToken", "xoxb")]
    [InlineData("Slack:Enabled", "true", "Slack:SigningSecret", "AppToken")]
    [InlineData("Teams:Enabled", "true", "Teams:AppId", "missing")]
    [InlineData("Teams:AllowedServiceUrls:0", "ftp://files.example.com", "Teams:AllowedServiceUrls", "ftp://files.example.com")]
    [InlineData("Teams:AllowedServiceUrls:0", "https://a.example.com, https://b.example.com", "Teams:AllowedServiceUrls", "bare name of a host")]
    [InlineData("Teams:PublicUrl", "http://slabot.example.com", "Teams:PublicUrl", "https://")]
    [InlineData("Teams:PublicUrl", "https://slabot.example.com/?a=b", "Teams:PublicUrl", "https://")]
    [InlineData("Teams:PublicUrl", "slabot.example.com", "Teams:PublicUrl", "https://")]
    [InlineData("Import:TimeZone", "EST5", "Import:TimeZone", "IANA")]
    public void Read_OneFault_NamesItsKeyAndWhatIsAccepted(string key, string value, string faultAt, string says) =>
        Reading.Example((key, value)).MessageAt(faultAt).ShouldContain(says);

    [Fact]
    public void Read_ManyFaults_TellsThemAllAtOnce()
    {
        var result = Reading.Example(
            ("Agreement:Owner", "x@example.com"), ("People:0:Role", "boss"), ("Calendars:london:TimeZone", "Mars"), ("Clock:Mode", "Sundial"), ("Routing:1:Roster:0", "who@example.com"));

        result.Faults.Select(each => each.Key).ShouldBe(
            ["SlaBot:Agreement:Owner", "SlaBot:Calendars:london:TimeZone", "SlaBot:Clock:Mode", "SlaBot:People:0:Role", "SlaBot:Routing:1:Roster:0"]);
    }

    [Fact]
    public void Read_ManualClockOutsideDevelopment_IsRefused() =>
        Reading.Json(ExampleSettings.Json, isDevelopment: false).MessageAt("Clock:Mode").ShouldContain("Development");

    [Fact]
    public void Read_TeamsCertificateThatIsNoFile_IsNamed() =>
        Reading.Example(("Teams:Enabled", "true"), ("Teams:AppId", "a"), ("Teams:TenantId", "t"), ("Teams:CertificatePath", "none.pfx")).MessageAt("Teams:CertificatePath").ShouldContain("none.pfx");

    [Fact]
    public void Read_NoSection_SaysSo() => Reading.Json("{}").Faults.ShouldHaveSingleItem().Key.ShouldBe("SlaBot");

    [Fact]
    public void Read_SameApiKeyName_IsRefused() =>
        Reading.Example(("Api:Keys:1:Name", "CRM"), ("Api:Keys:1:Key", "another-key-0123456789"), ("Api:Keys:1:Rights:0", "read"))
            .MessageAt("Api:Keys").ShouldContain("two keys");

    [Fact]
    public void Read_AgreementFileThatIsMissing_SaysSo() =>
        Reading.Example(("Agreement:File", "no-such-agreement.json")).MessageAt("Agreement:File").ShouldContain("cannot be read");
}
