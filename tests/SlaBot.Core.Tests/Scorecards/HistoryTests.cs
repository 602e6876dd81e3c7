using System.Text;
using System.Text.Json.Nodes;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.History;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Scorecards;

public class HistoryTests
{
    [Fact]
    public void Lines_OfOneLead_BecomeItsNumbers()
    {
        var history = Read(
            """{"id":"e1","ts":"2026-11-16T10:00:00-05:00","lead":"L1","type":"lead_received","source":"web","fields":{"contact":{"email":"a@b.c"}}}""",
            """{"id":"e2","ts":"2026-11-16T15:00:00.9Z","lead":"L1","type":"mql_reached"}""",
            """{"id":"e3","ts":"2026-11-16T10:01:00-05:00","lead":"L1","type":"assigned","to":"ana@x"}""",
            """{"id":"e3","ts":"2026-11-16T09:01:00-05:00","lead":"L1","type":"touch","channel":"call"}""",
            """{"id":"e4","ts":"2026-11-16T17:30:00+02:00","lead":"L1","type":"touch","channel":"call","by":"ana@x"}""");

        var card = ScorecardMaker.Make(history.Facts(), Mutual, Week47);

        history.Repeats.ShouldBe(1);
        history.BadLines.ShouldBe(0);
        card.MqlVolume.Count.ShouldBe(1);
        card.Handoff.Mean.ShouldBe(60);
        card.SpeedToLead.Mean.ShouldBe(29 * 60);
        card.DataCompleteness.Leads.ShouldBe(Share.Of(1, 1));
    }

    [Theory]
    [InlineData("""[1]""")]
    [InlineData("""{"id":"e1"}""")]
    [InlineData("""{"ts":"2026-11-16T10:00:00Z","type":"touch"}""")]
    [InlineData("""{"ts":"2026-11-16T10:00:00Z","lead":"L1"}""")]
    [InlineData("""{"ts":"2026-11-16T10:00:00","lead":"L1","type":"touch"}""")]
    [InlineData("""{"ts":"yesterday","lead":"L1","type":"touch"}""")]
    [InlineData("""{"ts":"2026-11-16T10:00:00Z","lead":"L1","type":"Touch"}""")]
    [InlineData("""{"ts":"2026-11-16T10:00:00Z","lead":"L1","type":"touch" """)]
    public void Line_ThatCannotBeUsed_IsCountedWithItsNumber(string line)
    {
        var history = Read("""{"ts":"2026-11-16T10:00:00Z","lead":"L1","type":"accepted"}""", "", line);

        history.BadLines.ShouldBe(1);
        history.Faults.Single().Line.ShouldBe(3);
        history.Count.ShouldBe(1);
    }

    [Fact]
    public void Data_KnownOnlyAfterTheMqlInstant_DoesNotCount()
    {
        var history = Read(
            """{"ts":"2026-11-16T10:00:01Z","lead":"L1","type":"lead_received","source":"web","fields":{"email":"a@b.c"}}""",
            """{"ts":"2026-11-16T10:00:00Z","lead":"L1","type":"mql_reached","fields":{"source":"web","contact":{"email":" "}}}""");

        ScorecardMaker.Make(history.Facts(), Mutual, Week47).DataCompleteness
            .ShouldBe(new Completeness { Leads = Share.Of(0, 1), Fields = Share.Of(1, 2) });
    }

    [Fact]
    public void Icp_IsJudgedOnWhatIsKnownAtTheMqlInstant()
    {
        var policy = Mutual with { Icp = new FieldIs("company.size") { AtLeast = 50, Label = "size" } };
        var history = new HistoryLeads(policy);
        history.Add(Bytes("""{"ts":"2026-11-16T10:00:00Z","lead":"L1","type":"lead_received","fields":{"company":{"size":60}}}"""));
        history.Add(Bytes("""{"ts":"2026-11-16T10:00:00Z","lead":"L1","type":"mql_reached"}"""));
        history.Add(Bytes("""{"ts":"2026-11-16T10:00:00Z","lead":"L2","type":"mql_reached","fields":{"size":20}}"""));

        ScorecardMaker.Make(history.Facts(), policy, Week47).IcpMatch.ShouldBe(Share.Of(1, 2));
    }

    [Fact]
    public void Json_HasTheMembersOfTheContract()
    {
        var card = Card(
            Lead().Mql("2026-11-16 10:00").Given("2026-11-16 10:01").Call("2026-11-16 10:31").Yes("2026-11-16 10:40")
                .Stage("2026-11-17 10:00", SlaBot.Core.Leads.LeadStage.SalesQualified).Stage("2026-11-17 11:00", SlaBot.Core.Leads.LeadStage.Opportunity, 1234.5m),
            Lead("no").Mql("2026-11-16 10:00").No("2026-11-16 10:01", null),
            Lead("open").Mql("2026-11-16 10:00"));

        var json = JsonNode.Parse(ScorecardJson.Write(card))!;

        Text("week").ShouldBe("\"2026-W47\"");
        Text("from").ShouldBe("\"2026-11-16T05:00:00Z\"");
        Text("asOf").ShouldBe("\"2026-11-23T04:59:59Z\"");
        Text("badLines").ShouldBe("0");
        Text("mqlVolume", "target").ShouldBe("25");
        Text("acceptance", "rate").ShouldBe("0.5");
        Text("acceptance", "undecided").ShouldBe("1");
        Text("rejectReasons").ShouldBe("""[{"reason":"(none)","count":1}]""");
        Text("dataCompleteness", "leads").ShouldBe("""{"num":3,"den":3,"rate":1}""");
        Text("handoff", "share").ShouldBe("""{"num":1,"den":3,"rate":0.333333}""");
        Text("handoff", "missed").ShouldBe("2");
        Text("speedToLead", "compliance", "num").ShouldBe("1");
        Text("speedToLead", "median").ShouldBe("1800");
        Text("cadence", "rate").ShouldBe("null");
        Text("cadence", "exempt").ShouldBe("1");
        Text("decision", "pending").ShouldBe("0");
        Text("conversion", "counts").ShouldBe("""{"mql":3,"sal":1,"sql":1,"sqo":1,"won":0}""");
        Text("conversion", "step", "sqoToWon").ShouldBe("""{"num":0,"den":1,"rate":0}""");
        Text("conversion", "overall", "num").ShouldBe("0");
        Text("velocity", "sqlToSqo", "elapsed").ShouldBe("""{"n":1,"mean":3600,"median":3600,"p90":3600}""");
        Text("velocity", "sqoToWon", "business").ShouldBe("""{"n":0,"mean":null,"median":null,"p90":null}""");
        Text("velocity", "mqlToSal", "outOfOrder").ShouldBe("0");
        Text("pipeline").ShouldBe("""{"count":1,"amount":"1234.50","withoutAmount":0}""");
        Text("won", "amount").ShouldBe("\"0.00\"");

        string Text(params string[] path) => path.Aggregate((JsonNode?)json, (node, name) =>
        {
            node!.AsObject().ContainsKey(name).ShouldBeTrue(string.Join('.', path));
            return node[name];
        })?.ToJsonString() ?? "null";
    }

    [Fact]
    public void Csv_TextThatLooksLikeAFormula_IsMadeHarmless()
    {
        var card = Card(Lead().No("2026-11-16 10:00", "=HYPERLINK(\"x\"), now"));

        var csv = ScorecardCsv.Write(card);

        csv.ShouldStartWith("week,metric,party,value,numerator,denominator,target,colour\r\n2026-W47,mqlVolume,marketing,0,0,,25,red\r\n");
        csv.ShouldContain("2026-W47,\"rejectReason: =HYPERLINK(\"\"x\"\"), now\",sales,1,1,,,\r\n");
    }

    private static HistoryLeads Read(params string[] lines)
    {
        var history = new HistoryLeads(Mutual);
        foreach (var line in lines)
        {
            history.Add(Bytes(line));
        }

        return history;
    }

    private static byte[] Bytes(string line) => Encoding.UTF8.GetBytes(line);

    [Fact]
    public void Lines_TwoOfAKindInOneSecond_TheFirstToldCounts()
    {
        var history = Read(
            """{"ts":"2026-11-16T10:00:00-05:00","lead":"L1","type":"lead_received","source":"web"}""",
            """{"ts":"2026-11-16T10:00:00-05:00","lead":"L1","type":"lead_received","source":"fair"}""",
            """{"ts":"2026-11-16T10:00:00-05:00","lead":"L1","type":"mql_reached"}""");

        ScorecardMaker.Make(history.Facts(), Mutual, Week47).Sources.Select(source => source.Source).ShouldBe(["web"]);
    }
}
