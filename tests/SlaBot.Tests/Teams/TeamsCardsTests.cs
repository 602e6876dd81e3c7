using System.Text.Json.Nodes;
using SlaBot.Core.Cards;
using SlaBot.Engine;
using SlaBot.Teams.Rendering;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Sandbox;

namespace SlaBot.Tests.Teams;

/// <summary>The renderer keeps every limit, and data stays data.</summary>
public sealed class TeamsCardsTests
{
    private static readonly Form Form = new("Why?", "Reject", [
        new FormField("reason", "Reason", FieldKind.Choice, Required: true) { Options = [new FormOption("a", "A"), new FormOption("b", "B")] },
        new FormField("note", "Note", FieldKind.LongText),
        new FormField("at", "When", FieldKind.DateTime) { Initial = "2026-11-16T09:30" }]);

    [Fact]
    public void LeadLines_HaveAWayToOpenEach_AsFarAsThereIsRoom()
    {
        var lines = Enumerable.Range(0, 15).Select(n => new LeadLine($"Lead {n}", Tone.Bad, $"L{n}")).ToList();
        var text = TeamsCards.Draw(new Card { Title = "List", Summary = "List", Blocks = [new LeadLines(lines)] }).ToJsonString();
        for (var n = 0; n < 15; n++)
        {
            text.ShouldContain($"Lead {n}");
            text.ShouldContain($"\"lead\":\"L{n}\"");
        }
    }

    [Fact]
    public void Draw_AnEndlessCard_StaysUnder25Kilobytes_SaysSo_AndKeepsItsButtons()
    {
        var rows = Enumerable.Range(0, 60).Select(n => new TableRow([new string('ü', 300), "b", "c"])).ToList();
        var card = Card([.. Enumerable.Range(0, 10).SelectMany(_ => new CardBlock[] { new Table(["A", "B", "C"], rows), new Paragraph(new string('*', 4_000)), new Divider() })]);
        var drawn = TeamsCards.Draw(card);
        TeamsCards.Size(drawn).ShouldBeLessThanOrEqualTo(25_000);
        TeamsUser.TextOf(drawn).ShouldContain("There is more");
        TeamsUser.Find(drawn, "reject").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("*a* _b_ [x](http://e)", @"\*a\* \_b\_ \[x\](http://e)")]
    [InlineData("<at>all</at> &lt;", "&lt;at>all&lt;/at> \\&lt;")]
    [InlineData("1. one", @"1\. one")]
    [InlineData("- one\n# two", "\\- one\n\n\\# two")]
    [InlineData("B&B", "B&B")]
    [InlineData("a\u202eb\u2066c", "abc")]
    [InlineData("Moved.", "Moved.")]
    [InlineData("50 %", "50\u00a0%")]
    public void Data_IsEscaped(string data, string expected) => TeamsText.Escape(data).ShouldBe(expected);

    [Fact]
    public void Buttons_ThatAPhoneCannotShowBesideEachOther_AreBehindTheDots_AndAllAreThere()
    {
        Button[] buttons = [new("accept", "Accept"), new("reject", "Reject", Form: Form), new("touch", "Log touch", Form: Form), new("assign", "Reassign", Form: Form), new("open", "Open in CRM", Url: "https://crm.example/1")];
        Modes(buttons).ShouldBe([null, null, null, "secondary", "secondary"]);
        Modes(buttons[..3]).ShouldBe([null, null, null]);
    }

    private static string?[] Modes(IReadOnlyList<Button> buttons) => [.. TeamsCards.Draw(Card([]) with { Buttons = buttons })["actions"]!.AsArray().Select(node => (string?)node!["mode"])];

    [Fact]
    public void List_WithItsOwnSignsAndDepths_IsNotMarkedTwice()
    {
        var drawn = TeamsCards.Draw(Card([new Bullets([("✓ done", Tone.Good), ("☐ open", Tone.Neutral), ("plain", Tone.Neutral), ("· deeper", Tone.Neutral), ("late", Tone.Bad)])]));
        drawn["body"]![1]!["items"]!.AsArray().Select(TeamsUser.TextOf).ShouldBe(["✓ done", "☐ open", "• plain", "◦ deeper", "🔴 late"]);
        ((string)drawn["body"]![1]!["items"]![3]!["columns"]![0]!["width"]!).ShouldBe("14px", "what lies deeper is set in");
    }

    [Fact]
    public void Table_TooBroadForAPhone_IsAListThatNamesItsColumns()
    {
        var drawn = TeamsCards.Draw(Card([new Table(["Rep", "A", "B", "C"], [new TableRow(["Ana", "1", "2", "3"])])]));
        TeamsUser.All(drawn).ShouldNotContain(jsonObject => (string?)jsonObject["type"] == "Table");
        TeamsUser.TextOf(drawn["body"]).ShouldContain("A: 1 · B: 2 · C: 3");
    }

    [Fact]
    public void Bars_AreANativeChart_WithTheSameNumbersAsATableForHostsThatLackIt()
    {
        var chart = TeamsCards.Draw(Card([new Bars("Rejections by reason", [("Not our ICP", 4), ("No <b>budget</b>", 0)])]))["body"]![1]!;
        ((string)chart["type"]!).ShouldBe("Chart.HorizontalBar");
        chart["data"]!.AsArray().Select(node => ((string)node!["x"]!, (long)node["y"]!)).ShouldBe([("Not our ICP", 4), ("No <b>budget</b>", 0)]);
        ((string)chart["fallback"]!["type"]!).ShouldBe("Table");
        var cells = chart["fallback"]!["rows"]!.AsArray().Select(row => row!["cells"]!.AsArray().Select(TeamsUser.TextOf));
        cells.ShouldBe([["Rejections by reason", "Count"], ["Not our ICP", "4"], ["No &lt;b>budget&lt;/b>", "0"]]);
    }

    [Fact]
    public void Link_IsOnlyEverAWebAddress()
    {
        TeamsText.Of(Line.Of(new Span("x", SpanKind.Link, Target: "javascript:alert(1)")), 100).ShouldBe("x");
        TeamsText.Of(Line.Of(new Span("x", SpanKind.Link, Target: "https://e.example/a(b)")), 100).ShouldBe("[x](https://e.example/a%28b%29)");
        TeamsCards.Draw(Card([]) with { Buttons = [new Button("open", "Open", Url: "javascript:alert(1)")] })["actions"]![0]!["type"]!.ToString().ShouldBe("Action.Execute");
    }

    [Fact]
    public void Mention_HasItsEntity_AndANameThatWouldNeedEscapingIsNone()
    {
        var mentions = new TeamsMentions(_ => "29:x");
        var card = Card([new Paragraph(Line.Of(new Span("Milo O'Neil", SpanKind.Person, Target: "m@x"), new Span("<b>", SpanKind.Person, Target: "b@x")))]);
        var drawn = TeamsCards.Draw(card, mentions);
        var entity = drawn["msteams"]!["entities"]!.AsArray().ShouldHaveSingleItem()!;
        TeamsUser.TextOf(drawn["body"]).ShouldContain((string)entity["text"]!);
        ((string)entity["mentioned"]!["id"]!).ShouldBe("29:x");
    }

    [Fact]
    public void Form_HasLabelledInputsWithIdsOfTheirOwn_AndBothWaysToSend()
    {
        var drawn = TeamsCards.Draw(Card([]) with { Buttons = [new Button("reject", "Reject", Form: Form), new Button("touch", "Touch", Form: Form)] });
        var inputs = TeamsUser.All(drawn).Where(jsonObject => ((string?)jsonObject["type"])?.StartsWith("Input.", StringComparison.Ordinal) == true).ToList();
        inputs.ShouldAllBe(input => input["label"] != null && input["id"] != null);
        inputs.Select(input => (string)input["id"]!).ShouldBeUnique();
        var send = TeamsUser.Find(drawn, "reject")!;
        JsonNode.DeepEquals(send["data"], send["fallback"]!["data"]).ShouldBeTrue();
        ((string)send["fallback"]!["type"]!).ShouldBe("Action.Submit");
    }

    [Fact]
    public void Ask_KeepsWhatWasSaid_AndTellsAtTheField()
    {
        var button = new Button("reject", "Reject", Form: Form);
        var drawn = TeamsCards.Ask(Card([]), button, "no", new Dictionary<string, string?> { ["note"] = "kept", ["at"] = "2026-11-16T08:15" }, [new Fault("reason", "A reason is needed.")]);
        var body = drawn["body"]!.AsArray();
        var at = body.Select((node, n) => (node, n)).Single(pair => (string?)pair.node!["id"] == "reject.reason").n;
        ((string)body[at + 1]!["text"]!).ShouldContain("A reason is needed.");
        body.Single(node => (string?)node!["id"] == "reject.note")!["value"]!.ToString().ShouldBe("kept");
        body.Single(node => (string?)node!["id"] == "reject.at.time")!["value"]!.ToString().ShouldBe("08:15");
    }

    [Fact]
    public void Read_PutsDateAndTimeTogether_AndTakesOnlyTheFormsOwnFields()
    {
        var data = System.Text.Json.JsonDocument.Parse("""{"action":"touch","touch.at.date":"2026-11-16","touch.at.time":"09:30","touch.note":" ","reject.note":"other"}""").RootElement;
        var read = TeamsFields.Read(data, "touch");
        read["at"].ShouldBe("2026-11-16T09:30");
        read["note"].ShouldBeNull();
        read.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("plain words")]
    [InlineData(SampleCards.Hostile)]
    public void Draw_EveryKindOfBlock_IsVersion15AndSmall(string text)
    {
        var drawn = TeamsCards.Draw(SampleCards.Every(text));
        ((string)drawn["version"]!).ShouldBe("1.5");
        TeamsCards.Size(drawn).ShouldBeLessThanOrEqualTo(TeamsCards.MostBytes);
    }

    private static Card Card(IReadOnlyList<CardBlock> blocks) =>
        new() { Title = "T", Summary = "S", Lead = "L1", Version = 3, Blocks = blocks, Buttons = [new Button("reject", "Reject", ButtonStyle.Danger, Form)] };

    /// <summary>What a card would reckon out is data like all else.</summary>
    [Theory]
    [InlineData("{{DATE(2026-01-01T00:00:00Z,SHORT)}}")]
    [InlineData("{{ time(2026-01-01T00:00:00Z) }}")]
    public void Escape_AFunctionOfDates_StaysText(string data)
    {
        var escaped = TeamsText.Escape(data);
        escaped.ShouldNotContain("{{");
        escaped.Replace("\u200b", "").ShouldBe(data.Replace("_", "\\_"));
    }
}
