using System.Text;
using System.Text.Json.Nodes;
using SlaBot.Cli;
using SlaBot.Hosting;

namespace SlaBot.Tests.Rehearsal;

public sealed class RehearseCommandTests : IDisposable
{
    private const string Story = """
        {"id":"e1","ts":"2026-11-16T10:00:00-05:00","lead":"L1","type":"lead_received","source":"web","fields":{"contact":{"name":"Ann","email":"a@b.example"}}}
        {"id":"e2","ts":"2026-11-16T15:00:00.9Z","lead":"L1","type":"mql_reached","fields":{"score":80,"company":"Acme","role":"CEO"}}
        {"id":"e4","ts":"2026-11-16T17:30:00+02:00","lead":"L1","type":"touch","channel":"call","by":"ana@x"}
        {"id":"e3","ts":"2026-11-16T10:01:00-05:00","lead":"L1","type":"assigned","to":"ana@x"}
        {"id":"e3","ts":"2026-11-16T10:01:00-05:00","lead":"L1","type":"touch","channel":"call"}
        {"id":"e5","ts":"2026-11-25T10:00:00-05:00","lead":"L1","type":"stage","stage":"won","amount":1234.5}
        """;

    private readonly string directory = Directory.CreateTempSubdirectory("slabot-rehearse").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void Json_IsOneObjectAWeek_OldestFirst()
    {
        var (code, output, errors) = Rehearse(Story);

        (code, errors).ShouldBe((0, ""));
        var weeks = Weeks(output);
        weeks.Select(week => (string)week["week"]!).ShouldBe(["2026-W47", "2026-W48"]);
        weeks[0]["asOf"]!.ToString().ShouldBe("2026-11-23T04:59:59Z");
        weeks[0]["speedToLead"]!["mean"]!.ToString().ShouldBe("1740");
        weeks[0]["dataCompleteness"]!["leads"]!.ToJsonString().ShouldBe("""{"num":1,"den":1,"rate":1}""");
        weeks[1]["won"]!.ToJsonString().ShouldBe("""{"count":1,"amount":"1234.50","withoutAmount":0}""");
    }

    [Fact]
    public void Json_HasEveryMemberOfTheContract_InItsShape()
    {
        var week = Weeks(Rehearse(Story).Output)[0].AsObject();

        Shape(week, "week", "from", "to", "asOf", "badLines", "mqlVolume", "acceptance", "rejectReasons", "dataCompleteness", "handoff", "speedToLead",
            "cadence", "decision", "disposition", "feedback", "conversion", "velocity", "pipeline", "won");
        Shape(week["mqlVolume"]!, "count", "target", "attainment");
        Shape(week["acceptance"]!, "num", "den", "rate", "accepted", "rejected", "undecided");
        Shape(week["handoff"]!, "n", "mean", "median", "p90", "share", "late", "missed", "pending");
        Shape(week["speedToLead"]!, "n", "mean", "median", "p90", "compliance", "late", "missed", "pending", "exempt");
        Shape(week["cadence"]!, "num", "den", "rate", "pending", "exempt");
        Shape(week["feedback"]!, "num", "den", "rate", "pending");
        Shape(week["conversion"]!["counts"]!, "mql", "sal", "sql", "sqo", "won");
        Shape(week["conversion"]!["step"]!, "mqlToSal", "salToSql", "sqlToSqo", "sqoToWon");
        Shape(week["conversion"]!["overall"]!, "num", "den", "rate");
        Shape(week["velocity"]!["mqlToSal"]!, "elapsed", "business", "outOfOrder");
        Shape(week["pipeline"]!, "count", "amount", "withoutAmount");
    }

    [Fact]
    public void BadLines_AreCountedAndToldWithTheirNumbers_AndStopNothing()
    {
        var story = "\uFEFF" + Story.ReplaceLineEndings("\r\n") + "\r\n\r\nnot json\r\n{\"id\":\"e9\",\"ts\":\"2026-11-16T10:00:00\",\"lead\":\"L1\",\"type\":\"touch\"}\r\n{\"ts\":\"2026-11-16T10:00:00Z\",\"lead\":\"L1\",\"type\":\"poke\"}";

        var (code, output, errors) = Rehearse(story);

        code.ShouldBe(0);
        Weeks(output).ShouldAllBe(week => (int)week["badLines"]! == 3);
        errors.Split('\n', StringSplitOptions.TrimEntries)[..3].ShouldBe(
        [
            "line 8: the line is not JSON",
            "line 9: \"ts\" is no time with an offset, such as 2026-06-03T10:00:00-04:00",
            "line 10: \"poke\" is no known type",
        ]);
    }

    [Fact]
    public void AsOf_CutsEveryWeek()
    {
        var weeks = Weeks(Rehearse(Story, new SpanWords("2026-W47", null, null, "2026-11-16T10:20:00-05:00")).Output);

        weeks.Single()["asOf"]!.ToString().ShouldBe("2026-11-16T15:20:00Z");
        weeks.Single()["speedToLead"]!["pending"]!.ToString().ShouldBe("1");
    }

    [Fact]
    public void Report_HasATableAndABaseline()
    {
        var (code, output, _) = Rehearse(Story, json: false);

        code.ShouldBe(0);
        output.ShouldContain("5 events of 1 lead under mutual");
        output.ShouldContain("100% 1/1");
        output.ShouldContain("In all 1 MQLs, 0 accepted, 0 rejected, 0 opportunities (0), 1 won (1,234.5).");
        output.ShouldContain("29m 00s open");
        output.ShouldNotContain("\e[");
    }

    [Theory]
    [InlineData("bant")]
    [InlineData("four-tier")]
    [InlineData("foundation")]
    [InlineData("one-page")]
    [InlineData("mutual")]
    public void Agreement_OfEveryTemplate_CanBeRehearsed(string name) => Rehearse(Story, agreement: name).Code.ShouldBe(0);

    [Theory]
    [InlineData("2026-W54", null, null, null, "\"2026-W54\" is no week")]
    [InlineData(null, "2026-W48", "2026-W47", null, "is after the last")]
    [InlineData("2026-W47", "2026-W47", null, null, "not both")]
    [InlineData(null, null, null, "2026-11-16", "is no instant")]
    [InlineData(null, null, null, "2025-01-01T00:00:00Z", "no event up to the instant")]
    public void Span_ThatIsNone_IsRefusedWithASentence(string? week, string? from, string? to, string? asOf, string sentence)
    {
        var (code, output, errors) = Rehearse(Story, new SpanWords(week, from, to, asOf));

        (code, output).ShouldBe((1, ""));
        errors.ShouldContain(sentence);
    }

    [Fact]
    public void Agreement_ThatNobodyKnows_IsRefusedWithTheNames()
    {
        var (code, _, errors) = Rehearse(Story, agreement: "nope");

        code.ShouldBe(1);
        errors.ShouldContain("mutual");
    }

    [Fact]
    public void File_ThatIsMissingOrEmpty_IsRefused()
    {
        Rehearse("").Code.ShouldBe(1);
        RunOn(Path.Combine(directory, "none.jsonl"), null, null, true).Errors.ShouldContain("There is no file");
    }

    [Fact]
    public void Week_WithoutAnyEvent_IsToldWhenItIsNamed() =>
        Weeks(Rehearse("", new SpanWords("2026-W47", null, null, null)).Output).Single()["mqlVolume"]!["count"]!.ToString().ShouldBe("0");

    [Fact]
    public void AsOf_WithoutWeeks_EndsWithTheWeekOfThatInstant() =>
        Weeks(Rehearse(Story, new SpanWords(null, null, null, "2026-11-20T12:00:00Z")).Output).Select(week => (string)week["week"]!).ShouldBe(["2026-W47"]);

    [Fact]
    public void Line_LongerThanTheBuffer_IsReadWhole()
    {
        var note = new string('x', 700_000);

        var weeks = Weeks(Rehearse(Story + $$"""{{"\n"}}{"ts":"2026-11-16T10:00:00Z","lead":"L2","type":"mql_reached","note":"{{note}}"}""").Output);

        weeks[0]["mqlVolume"]!["count"]!.ToString().ShouldBe("2");
    }

    private static void Shape(JsonNode json, params string[] members) => members.ShouldBeSubsetOf(json.AsObject().Select(pair => pair.Key));

    private static List<JsonNode> Weeks(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    private (int Code, string Output, string Errors) Rehearse(string story, SpanWords? span = null, string? agreement = null, bool json = true)
    {
        var file = Path.Combine(directory, "history.jsonl");
        File.WriteAllText(file, story, new UTF8Encoding(false));
        return RunOn(file, span, agreement, json);
    }

    private static (int Code, string Output, string Errors) RunOn(string file, SpanWords? span, string? agreement, bool json)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var asked = new RehearseOptions(file, agreement, span ?? new SpanWords(null, null, null, null), json, Colours: false);
        var code = RehearseCommand.Run(new RunOptions(null, "Development") { Platforms = Program.Platforms }, asked, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
