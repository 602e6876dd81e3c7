using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SlaBot.Cli;
using SlaBot.Hosting;

namespace SlaBot.Tests.Scenarios;

/// <summary>The past is imported: it tells in the weeks' numbers, and nobody hears of it.</summary>
public sealed class HistoryTests
{
    private const string Today = "2027-03-01T15:00:00Z";

    [Fact]
    public async Task Import_OfAnyHistory_GivesTheWeeksOfItsRehearsal_Silently()
    {
        await using var bot = await Bot.StartAsync(Today);
        var lines = RandomLines.Of(new Random(7), 400);
        var before = (await bot.Messages()).Count;

        var report = await Import(bot, lines, "application/x-ndjson");

        var good = lines.Where(line => line.StartsWith('{')).Select(line => (string)JsonNode.Parse(line)!["id"]!).Distinct().Count();
        (report["taken"]!.GetValue<int>(), report["refused"]!.GetValue<int>()).ShouldBe((good, 2), report["faults"]!.ToJsonString());
        report["faults"]!.AsArray().Select(node => node!["line"]!.GetValue<int>()).ShouldBe([3, 11]);
        var weeks = Rehearse(bot, lines);
        weeks.Count.ShouldBeGreaterThan(5);
        foreach (var week in weeks)
        {
            var told = JsonNode.Parse((await bot.Expect(200, HttpMethod.Get, $"/api/v1/scorecards/{week["week"]}")).Body.GetRawText())!;
            foreach (var (name, value) in week.AsObject().Where(pair => pair.Key != "badLines"))
            {
                told[name]!.ToJsonString().ShouldBe(value!.ToJsonString(), $"{week["week"]} {name}");
            }
        }

        await bot.Advance("PT1H");
        (await bot.Messages()).Count.ShouldBe(before);
        var again = await Import(bot, lines, "application/jsonl");
        (again["taken"]!.GetValue<int>(), again["known"]!.GetValue<int>()).ShouldBe((0, lines.Count - 2));
    }

    [Fact]
    public async Task Import_LeavesLiveLeadsAlone_AndALeadOfThePastIsClosed()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var report = await Import(
            bot,
            [
                """{"id":"h1","ts":"2026-11-02T10:00:00-05:00","lead":"L1","type":"touch","channel":"call"}""",
                """{"id":"h2","ts":"2026-11-02T10:00:00-05:00","lead":"P1","type":"assigned","to":"gone.rep@example.com"}""",
                """{"id":"h3","ts":"2026-11-02T09:00:00-05:00","lead":"P1","type":"mql_reached","fields":{"contact":{"name":"Past Person","email":"cleo.l1@corp.example"}}}""",
                """{"id":"h4","ts":"2027-11-02T09:00:00-05:00","lead":"P1","type":"accepted"}""",
            ],
            "application/json-lines");

        (report["taken"]!.GetValue<int>(), report["refused"]!.GetValue<int>()).ShouldBe((2, 2));
        report["faults"]![0]!["message"]!.GetValue<string>().ShouldBe("L1 is a live lead; its history is its own.");
        var past = await bot.Lead("P1");
        (past["owner"], past["stage"]).ShouldBe(("gone.rep@example.com", "Assigned"));
        (await bot.Command("P1", $$"""{"type":"accept","by":"{{Bot.Ana}}"}""", 409))["code"].ShouldBe("history");

        // Nothing was armed, and nobody is reminded of it.
        await bot.ClockTo("2026-11-30T15:00:00Z");
        (await bot.Messages()).ShouldAllBe(message => !message.Text.Contains("Past Person", StringComparison.Ordinal));
        (await bot.Send(HttpMethod.Get, "/dashboard/leads/P1")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Import_OfWhatIsStillOpen_CountsInTheWeekOfItsDeadline()
    {
        await using var bot = await Bot.StartAsync("2026-11-13T22:30:00Z");
        string[] lines =
        [
            """{"id":"h1","ts":"2026-11-13T15:00:00-05:00","lead":"P1","type":"mql_reached"}""",
            """{"id":"h2","ts":"2026-11-13T15:01:00-05:00","lead":"P1","type":"assigned","to":"ana.rep@example.com"}""",
        ];
        await Import(bot, lines, "application/x-ndjson");

        await bot.ClockTo("2026-11-23T15:00:00Z");

        var told = (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47")).Body.GetProperty("decision").GetRawText();
        told.ShouldContain("\"den\":1");
        told.ShouldBe(Rehearse(bot, lines, "2026-W47").Single()["decision"]!.ToJsonString());
    }

    [Fact]
    public async Task ImportCommand_KnowsAHistoryByItsFirstCharacter()
    {
        await using var bot = await Bot.StartAsync();
        var file = Path.Combine(bot.Files.Directory, "past.jsonl");
        await File.WriteAllTextAsync(file, "\uFEFF" + """{"id":"h1","ts":"2026-11-02T10:00:00-05:00","lead":"P1","type":"mql_reached"}""" + "\n");
        await bot.StopAsync();
        var (code, said) = await CommandLineTests.RunAsync("Development", "import", file, "--settings", bot.Files.Settings);
        (code, said.Contains("1 new, 0 known, 0 refused", StringComparison.Ordinal)).ShouldBe((0, true), said);
        (code, said) = await CommandLineTests.RunAsync("Development", "import", file, "--at-own-time", "--settings", bot.Files.Settings);
        (code, said.Contains("at-own-time", StringComparison.Ordinal)).ShouldBe((1, true), said);
        await bot.OpenAsync();
        (await bot.Lead("P1"))["stage"].ShouldBe("MarketingQualified");
    }

    [Fact]
    public async Task ImportCommand_WhileABotRunsOnTheData_GoesThroughIt()
    {
        await using var bot = await Bot.StartAsync();
        var file = Path.Combine(bot.Files.Directory, "past.jsonl");
        await File.WriteAllLinesAsync(file,
        [
            """{"id":"h1","ts":"2026-11-02T10:00:00-05:00","lead":"P1","type":"mql_reached"}""",
            $$"""{"id":"h2","ts":"2026-11-02T10:00:00-05:00","lead":"P2","type":"touch","channel":"{{new string('x', 1_100_000)}}"}""",
            """{"id":"h3","ts":"2026-11-02T11:00:00-05:00","lead":"P1","type":"accepted"}""",
        ]);

        var (_, said) = await CommandLineTests.RunAsync("Development", "import", file, "--settings", bot.Files.Settings);

        said.ShouldContain("A bot runs on this data: the file goes through it");
        said.ShouldContain("2 new, 0 known, 1 refused");
        said.ShouldContain("line 2");
        said.ShouldContain("longer than 1 MB");
        (await bot.Lead("P1"))["stage"].ShouldBe("SalesAccepted");
        (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W45")).Body.GetProperty("mqlVolume").GetProperty("count").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task AnsweredRequests_AreForgottenAfterThirtyDays()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        const string Amount = """{"type":"amount","by":"ana.rep@example.com","amount":500}""";
        await bot.Command("L1", Amount, idempotencyKey: "k1");
        await bot.ClockTo("2026-12-15T14:00:00Z");
        await bot.Command("L1", """{"type":"amount","by":"ana.rep@example.com","amount":600}""", 422, idempotencyKey: "k1");
        await bot.ClockTo("2026-12-18T14:00:00Z");
        await bot.Command("L1", """{"type":"amount","by":"ana.rep@example.com","amount":600}""", idempotencyKey: "k1");
    }

    private static async Task<JsonNode> Import(Bot bot, IReadOnlyList<string> lines, string type)
    {
        using var http = new HttpClient { BaseAddress = bot.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/import") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n\n")) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", BotFiles.AdminKey);
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(200, body);
        return JsonNode.Parse(body)!;
    }

    private static List<JsonNode> Rehearse(Bot bot, IReadOnlyList<string> lines, string? week = null)
    {
        var file = Path.Combine(bot.Files.Directory, "history.jsonl");
        File.WriteAllLines(file, lines);
        using var output = new StringWriter();
        var order = new RehearseOptions(file, null, new SpanWords(week, null, null, null), Json: true, Colours: false);
        RehearseCommand.Run(new RunOptions(bot.Files.Settings, "Development", "http://127.0.0.1:0") { Platforms = Program.Platforms }, order, output, TextWriter.Null).ShouldBe(0);
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
