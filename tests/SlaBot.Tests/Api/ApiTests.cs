using System.Net;
using System.Text;
using System.Text.Json;
using SlaBot.Api.Contracts;
using SlaBot.Core.Leads;

namespace SlaBot.Tests.Api;

/// <summary>Leads and commands by HTTP: what is answered, and what every fault looks like.</summary>
public sealed class ApiTests
{
    private const string Assigned = """{"id":"L1","owner":"ana.rep@example.com","mqlAt":"2026-11-16T13:00:00Z"}""";

    [Fact]
    public async Task PostLead_New_Is201WithItsAddress_AndAgain200()
    {
        await using var house = await ApiHouse.OpenAsync();
        var (status, body, whole) = await house.Post("/api/v1/leads", """{"id":"a/b ü","source":"web"}""");
        status.ShouldBe(201);
        body.GetProperty("id").GetString().ShouldBe("a/b ü");
        body.GetProperty("events")[0].GetProperty("type").GetString().ShouldBe("lead_received");
        house.Engine.Time.SettledCount.ShouldBe(1);

        var address = whole.Headers.Location!.ToString();
        (await house.Send(HttpMethod.Get, address)).Body.GetProperty("source").GetString().ShouldBe("web");
        (await house.Post("/api/v1/leads", """{"id":"a/b ü"}""")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"id":1,"score":"x"}""", "application/json", 422, "faults")]
    [InlineData("{", "application/json", 400, "unreadable")]
    [InlineData("id=1", "application/x-www-form-urlencoded", 415, "media-type")]
    [InlineData("{}", "application/json; charset=utf-16", 415, "media-type")]
    public async Task PostLead_Wrong_IsAProblem(string sent, string type, int expected, string code)
    {
        await using var house = await ApiHouse.OpenAsync();
        var (status, body, whole) = await house.Send(HttpMethod.Post, "/api/v1/leads", sent, type);
        status.ShouldBe(expected);
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (body.GetProperty("status").GetInt32(), body.GetProperty("code").GetString()).ShouldBe((expected, code));
        body.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
        body.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
        house.Engine.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task PostLead_AllFaults_NameFieldAndMessage()
    {
        await using var house = await ApiHouse.OpenAsync();
        var errors = (await house.Post("/api/v1/leads", """{"id":1,"score":"x"}""")).Body.GetProperty("errors");
        errors.EnumerateArray().Select(element => element.GetProperty("field").GetString()).ShouldBe(["id", "score"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PostLead_TooLong_Is413HoweverItIsSent(bool chunked)
    {
        await using var house = await ApiHouse.OpenAsync();
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes("{\"id\":\"L1\",\"x\":\"" + new string('x', 1_100_000) + "\"}")));
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/leads") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        (await house.Client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task PostLead_FieldNameCutInsideAPair_StillAnswers()
    {
        await using var house = await ApiHouse.OpenAsync();
        var name = new string('x', 199) + "👋" + new string('y', 300);
        (await house.Post("/api/v1/leads", $$"""{"id":"L1","{{name}}":"\ud800"}""")).Status.ShouldBe(422);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("GET", "/api/v1/leads/none", 404)]
    [InlineData("PUT", "/api/v1/leads", 405)]
    [InlineData("GET", "/api/v1/import", 405)]
    [InlineData("GET", "/api/v1/leads?limit=0&stage=x&open=maybe&dueBefore=soon", 422)]
    [InlineData("GET", "/api/v1/leads?limit=501", 422)]
    [InlineData("GET", "/api/v1/scorecards/2025-W53", 422)]
    [InlineData("GET", "/api/v1/scorecards/2026-W60", 422)]
    [InlineData("GET", "/api/v1/scorecards/2026-W47?by=moon", 422)]
    public async Task Request_Wrong_IsAProblem(string method, string path, int expected)
    {
        await using var house = await ApiHouse.OpenAsync();
        var (status, body, whole) = await house.Send(new HttpMethod(method), path);
        status.ShouldBe(expected);
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        body.GetProperty("status").GetInt32().ShouldBe(expected);
    }

    [Fact]
    public async Task Crash_IsAProblemWithoutItsInside()
    {
        await using var house = await ApiHouse.OpenAsync();
        house.Engine.Fails = _ => new InvalidOperationException("secret");
        var (status, body, _) = await house.Post("/api/v1/leads", """{"id":"L1"}""");
        status.ShouldBe(500);
        body.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task Command_Done_Is200WithTheLead_AndStamped()
    {
        await using var house = await ApiHouse.OpenAsync();
        await house.Post("/api/v1/leads", Assigned);
        const string accept = """{"type":"accept","by":"ana.rep@example.com"}""";
        const string touch = """{"type":"touch","by":"ana.rep@example.com","channel":"call"}""";
        (await house.Post("/api/v1/leads/L1/commands", accept, ("Idempotency-Key", "k1"))).Status.ShouldBe(200);
        (await house.Post("/api/v1/leads/L1/commands", accept, ("Idempotency-Key", "k1"))).Status.ShouldBe(200);
        (await house.Post("/api/v1/leads/L1/commands", touch)).Status.ShouldBe(200);
        var request = house.Engine.Requests.ShouldHaveSingleItem();
        request.Key.ShouldBe("api:k1");
        request.BodyHash.Length.ShouldBe(64);
    }

    [Theory]
    [InlineData("not-yours", 409)]
    [InlineData("key-reused", 422)]
    [InlineData("unknown-lead", 404)]
    public void Refusal_OfTheEngine_SaysCodeAndSentence(string code, int expected)
    {
        var reply = Problem.Refused(new Refusal(code, "Because."));
        reply.Status.ShouldBe(expected);
        var body = JsonDocument.Parse(reply.Body).RootElement;
        (body.GetProperty("code").GetString(), body.GetProperty("detail").GetString()).ShouldBe((code, "Because."));
    }

    [Theory]
    [InlineData("L1", "ben.rep@example.com", 409)]
    [InlineData("L9", "ana.rep@example.com", 404)]
    public async Task Command_Refused_IsAProblem(string lead, string by, int expected)
    {
        await using var house = await ApiHouse.OpenAsync();
        await house.Post("/api/v1/leads", Assigned);
        var (status, body, _) = await house.Post($"/api/v1/leads/{lead}/commands", $$"""{"type":"accept","by":"{{by}}"}""");
        status.ShouldBe(expected);
        body.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("ü")]
    public async Task Command_KeyThatIsNone_Is422(string key)
    {
        await using var house = await ApiHouse.OpenAsync();
        (await house.Post("/api/v1/leads/L1/commands", """{"type":"accept","by":"x@y"}""", ("Idempotency-Key", key))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task Delete_Known_Is204()
    {
        await using var house = await ApiHouse.OpenAsync();
        await house.Post("/api/v1/leads", """{"id":"L1"}""");
        (await house.Send(HttpMethod.Delete, "/api/v1/leads/L1")).Status.ShouldBe(204);
        (await house.Send(HttpMethod.Delete, "/api/v1/leads/L2")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Reads_AnswerFromTheirSeams()
    {
        await using var house = await ApiHouse.OpenAsync();
        await house.Post("/api/v1/leads", Assigned);
        await house.Post("/api/v1/leads", """{"id":"L2"}""");
        (await house.Send(HttpMethod.Get, "/api/v1/leads?limit=5&stage=inquiry")).Body.GetProperty("leads")[0].TryGetProperty("events", out _).ShouldBeFalse();
        (await house.Send(HttpMethod.Get, "/api/v1/leads/L1/why/FIRSTTOUCH")).Body.GetProperty("obligation").GetProperty("clause").GetString().ShouldBe("firstTouch");
        (await house.Send(HttpMethod.Get, "/api/v1/leads/L1/why/disputeAnswer")).Status.ShouldBe(404);
        (await house.Send(HttpMethod.Get, "/api/v1/leads/L1/why/moon")).Status.ShouldBe(404);
        (await house.Send(HttpMethod.Get, "/api/v1/scorecards/2026-w47")).Body.GetProperty("week").GetString().ShouldBe("2026-W47");
        var csv = await house.Send(HttpMethod.Get, "/api/v1/scorecards/2026-W47", headers: ("Accept", "text/csv"));
        csv.Whole.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        (await house.Send(HttpMethod.Get, "/api/v1/agreement")).Status.ShouldBe(200);
    }
}
