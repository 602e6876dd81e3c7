using System.Text;
using SlaBot.Api.Validation;
using SlaBot.Core.Leads;

namespace SlaBot.Tests.Api;

public sealed class LeadReaderTests
{
    private const string Whole = """
        {"id":" L1 ","source":"webinar","createdAt":"2026-11-16T08:59:59.999-05:00","mqlAt":"2026-11-16T14:00:00Z","tier":"high-intent","region":"US",
         "contact":{"name":"Zoë 👋","email":"zoe@acme.example","phone":"+1","title":"VP"},
         "company":{"name":"Acme","domain":"acme.example","size":120,"industry":"B2B SaaS","country":"US","hq":{"city":"Oslo"}},
         "score":72.5,"activity":[{"kind":"download","subject":"Guide","at":"2026-11-15T10:00:00Z"}],"signals":["funding"],
         "briefing":{"news":"n","talkTrack":"t","champion":"c"},"owner":"ANA.REP@example.com","url":"https://crm.example/1","amount":1e3,
         "marketingSourced":false,"utm":["a","b"],"vip":true,"nothing":null}
        """;

    [Fact]
    public void Read_WholeBody_KeepsEveryField()
    {
        var lead = Taken(Whole);
        lead.Lead.ShouldBe("L1");
        lead.CreatedAt.ShouldBe(Instant.FromUtc(2026, 11, 16, 13, 59, 59));
        lead.MqlAt.ShouldBe(Anybody.Now);
        lead.Owner.ShouldBe("ana.rep@example.com");
        var profile = lead.Profile;
        profile.Contact.ShouldBe(new("Zoë 👋", "zoe@acme.example", "+1", "VP"));
        profile.Company.ShouldBe(new("Acme", "acme.example", 120, "B2B SaaS", "US"));
        (profile.Score, profile.Amount, profile.MarketingSourced).ShouldBe((72.5m, 1000m, false));
        profile.Activity.ShouldBe([new("download", "Guide", Instant.FromUtc(2026, 11, 15, 10, 0))]);
        profile.Signals.ShouldBe(["funding"]);
        profile.Extra.ShouldBe(new Dictionary<string, string> { ["company.hq.city"] = "Oslo", ["utm[0]"] = "a", ["utm[1]"] = "b", ["vip"] = "true" }, ignoreOrder: true);
    }

    [Fact]
    public void Read_PartialBody_SaysWhatWasSent()
    {
        Taken("""{"id":"L1","contact":{"email":"a@b.example","phone":null,"name":" "},"x":{"y":1}}""").Sent.ShouldBe(["contact.email", "x.y"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"source":"web"}""", "id")]
    [InlineData("""{"id":""}""", "id")]
    [InlineData("""{"id":"  "}""", "id")]
    [InlineData("""{"id":7}""", "id")]
    [InlineData("""{"id":null}""", "id")]
    [InlineData("""{"id":"a\u0007b"}""", "id")]
    [InlineData("""{"id":".."}""", "id")]
    [InlineData("""{"id":"L1","id":"L2"}""", "id")]
    [InlineData("""{"id":"L1","Source":"a","source":"b"}""", "source")]
    [InlineData("""{"id":"L1","contact":{"email":"a@b.c","email":"a@b.c"}}""", "contact.email")]
    [InlineData("""{"id":"L1","contact":{"email":"a@b.c"},"contact":{}}""", "contact")]
    [InlineData("""{"id":"L1","x":{"y":1,"y":2}}""", "x.y")]
    [InlineData("""{"id":"L1","x.y":1,"x":{"y":2}}""", "x.y")]
    [InlineData("""{"id":"L1","contact.email":"a@b.c","contact":{"email":"d@e.f"}}""", "contact.email")]
    [InlineData("""{"id":"L1","source":3}""", "source")]
    [InlineData("""{"id":"L1","contact":"Bob"}""", "contact")]
    [InlineData("""{"id":"L1","contact":[]}""", "contact")]
    [InlineData("""{"id":"L1","score":"70"}""", "score")]
    [InlineData("""{"id":"L1","score":1e400}""", "score")]
    [InlineData("""{"id":"L1","amount":-1}""", "amount")]
    [InlineData("""{"id":"L1","company":{"size":-1}}""", "company.size")]
    [InlineData("""{"id":"L1","company":{"size":12.5}}""", "company.size")]
    [InlineData("""{"id":"L1","company":{"size":99999999999}}""", "company.size")]
    [InlineData("""{"id":"L1","marketingSourced":"no"}""", "marketingSourced")]
    [InlineData("""{"id":"L1","marketingSourced":1}""", "marketingSourced")]
    [InlineData("""{"id":"L1","mqlAt":"2026-11-16T15:00:00Z"}""", "mqlAt")]
    [InlineData("""{"id":"L1","mqlAt":"2026-11-16"}""", "mqlAt")]
    [InlineData("""{"id":"L1","mqlAt":"2026-11-16T10:00:00"}""", "mqlAt")]
    [InlineData("""{"id":"L1","mqlAt":1763300000}""", "mqlAt")]
    [InlineData("""{"id":"L1","createdAt":"0001-01-01T00:00:00Z"}""", "createdAt")]
    [InlineData("""{"id":"L1","createdAt":"1989-12-31T23:59:59Z"}""", "createdAt")]
    [InlineData("""{"id":"L1","createdAt":"2026-02-30T00:00:00Z"}""", "createdAt")]
    [InlineData("""{"id":"L1","createdAt":"99999-01-01T00:00:00Z"}""", "createdAt")]
    [InlineData("""{"id":"L1","createdAt":"2026-11-16T09:00:00+25:00"}""", "createdAt")]
    [InlineData("""{"id":"L1","activity":{}}""", "activity")]
    [InlineData("""{"id":"L1","activity":["x"]}""", "activity[0]")]
    [InlineData("""{"id":"L1","activity":[{"kind":"demo","at":"2027-01-01T00:00:00Z"}]}""", "activity[0].at")]
    [InlineData("""{"id":"L1","activity":[{"kind":"demo"}]}""", "activity[0].at")]
    [InlineData("""{"id":"L1","activity":[{"at":"2026-01-01T00:00:00Z"}]}""", "activity[0].kind")]
    [InlineData("""{"id":"L1","activity":[{"kind":"demo","kind":"x","at":"2026-01-01T00:00:00Z"}]}""", "activity[0].kind")]
    [InlineData("""{"id":"L1","signals":"x"}""", "signals")]
    [InlineData("""{"id":"L1","signals":[1]}""", "signals[0]")]
    [InlineData("""{"id":"L1","url":"javascript:alert(1)"}""", "url")]
    [InlineData("""{"id":"L1","url":"/relative"}""", "url")]
    [InlineData("""{"id":"L1","url":"file:///etc/passwd"}""", "url")]
    [InlineData("""{"id":"L1","contact":{"email":"nobody"}}""", "contact.email")]
    [InlineData("""{"id":"L1","contact":{"email":"a@b@c"}}""", "contact.email")]
    [InlineData("""{"id":"L1","contact":{"email":"a b@c"}}""", "contact.email")]
    [InlineData("""{"id":"L1","contact":{"name":"\ud800"}}""", "contact.name")]
    [InlineData("""{"id":"L1","contact":{"name":"a\u0000b"}}""", "contact.name")]
    [InlineData("""{"id":"L1","x":"\udc00"}""", "x")]
    [InlineData("""{"id":"L1","x":"a\u0000b"}""", "x")]
    [InlineData("""{"id":"L1","\ud800":1}""", "")]
    [InlineData("""[{"id":"L1"}]""", "")]
    [InlineData("\"L1\"", "")]
    public void Read_OneFault_NamesItsFieldAndTakesNothing(string body, string field)
    {
        var reading = Read(body);
        reading.Lead.ShouldBeNull();
        reading.Unreadable.ShouldBeNull();
        reading.Faults.Select(fault => fault.Field).ShouldBe([field]);
        reading.Faults[0].Message.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("""{"id":"L1"} x""")]
    [InlineData("""{"id":"L1"}{"id":"L2"}""")]
    [InlineData("""{"id":"L1","score":NaN}""")]
    [InlineData("""{"id":"L1",}""")]
    [InlineData("""{"id":"L1"/* */}""")]
    [InlineData("{'id':'L1'}")]
    [InlineData("id=L1")]
    public void Read_NoJson_IsUnreadable(string body)
    {
        var reading = Read(body);
        reading.Lead.ShouldBeNull();
        reading.Unreadable.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Read_TooDeep_IsUnreadable() =>
        Read("""{"id":"L1","x":""" + new string('[', 100) + new string(']', 100) + "}").Unreadable.ShouldNotBeNull();

    [Fact]
    public void Read_InvalidUtf8_IsUnreadable() =>
        LeadReader.Read((byte[])[.. "{\"id\":\"L1\",\"source\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8], Anybody.Terms).Unreadable.ShouldNotBeNull();

    [Fact]
    public void Read_ByteOrderMark_IsPassedOver() => Taken("\uFEFF{\"id\":\"L1\"}").Lead.ShouldBe("L1");

    [Fact]
    public void Read_ManyFaults_TellsAllAtOnce() =>
        Read("""{"id":1,"score":"x","url":"x","contact":{"email":"x"},"company":{"size":-1},"mqlAt":"x"}""")
            .Faults.Select(fault => fault.Field).ShouldBe(["id", "score", "url", "contact.email", "company.size", "mqlAt"]);

    [Fact]
    public void Read_LongTexts_AreRefused()
    {
        var name = new string('n', 10_000);
        var reading = Read($$$"""{"id":"{{{new string('i', 201)}}}","contact":{"name":"{{{name}}}"},"briefing":{"news":"{{{name}}}"}}""");
        reading.Faults.Select(fault => fault.Field).ShouldBe(["id", "contact.name", "briefing.news"]);
    }

    [Fact]
    public void Read_TooManyUnknownFields_IsOneFault()
    {
        var fields = string.Join(",", Enumerable.Range(0, 400).Select(number => $"\"f{number}\":1"));
        Read($$"""{"id":"L1",{{fields}}}""").Faults.Count.ShouldBe(1);
        Read($$"""{"id":"L1","x":"{{new string('x', 20_001)}}"}""").Faults.Select(fault => fault.Field).ShouldBe(["x"]);
    }

    [Fact]
    public void Read_TooManyActivities_IsRefused()
    {
        var text = """{"kind":"visit","at":"2026-11-01T00:00:00Z"}""";
        Taken($$"""{"id":"L1","activity":[{{string.Join(",", Enumerable.Repeat(text, 1000))}}]}""").Profile.Activity.Count.ShouldBe(1000);
        Read($$"""{"id":"L1","activity":[{{string.Join(",", Enumerable.Repeat(text, 1001))}}]}""").Faults.Select(fault => fault.Field).ShouldBe(["activity"]);
    }

    [Theory]
    [InlineData("2026-11-16T14:00:59Z")]
    [InlineData("2026-11-16T14:01:00Z")]
    public void Read_ClockALittleFast_CountsAsNow(string at) => Taken($$"""{"id":"L1","mqlAt":"{{at}}"}""").MqlAt.ShouldBe(Anybody.Now);

    private static ReceiveLead Taken(string body)
    {
        var reading = Read(body);
        reading.Faults.ShouldBeEmpty();
        return reading.Lead.ShouldNotBeNull();
    }

    private static LeadReading Read(string body) => LeadReader.Read(Encoding.UTF8.GetBytes(body), Anybody.Terms);
}
