using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Slack.Interactions;
using SlaBot.Slack.Rendering;
using SlaBot.Slack.WebApi;
using SlaBot.Tests.Fakes;

namespace SlaBot.Tests.Slack;

/// <summary>The renderer keeps every limit, and data stays data.</summary>
public sealed class SlackBlocksTests
{
    // Longer than the longest text that Slack takes.
    private static readonly string Long = string.Concat(Enumerable.Repeat("<@U1> & 👩‍👩‍👧 \u0000", 300));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Message_OfAnEndlessCard_KeepsEveryLimitAndItsButtons(bool isRich)
    {
        var card = Endless(7);
        var blocks = SlackBlocks.Message(card, isRich ? BlockSupport.Rich : BlockSupport.Classic);

        SlackLimits.Fault(blocks, 50, takesCharts: isRich).ShouldBeNull();
        blocks[^1]!["type"]!.ToString().ShouldBe("actions");
        SlackBlocks.FallbackText(card).Length.ShouldBeLessThanOrEqualTo(4_000);
        blocks.Count(block => (string?)block!["type"] == "table").ShouldBeLessThanOrEqualTo(1);
        blocks.Count(block => (string?)block!["type"] == "data_visualization").ShouldBeLessThanOrEqualTo(2);
    }

    [Theory]
    [InlineData("<@U0BOT> leads", "leads")]
    [InlineData("away until Friday cover <@U1|ben>", "away until Friday cover ben@x.example")]
    [InlineData("back <mailto:ana@x.example|ana@x.example>", "back ana@x.example")]
    [InlineData("lead A&amp;B &lt;1&gt; <#C1|sales> <!here>", "lead A&B <1> sales")]
    [InlineData("lead <https://x.example/1>", "lead https://x.example/1")]
    public void Words_OfAMessage_AreReadAsTheyWereMeant(string said, string meant) =>
        SlackPlainText.Plain(said, user => user == "U1" ? "ben@x.example" : null).ShouldBe(meant);

    [Theory]
    [InlineData("Too small *really* `now`", "Too small \u2217really\u2217 \u02cbnow\u02cb")]
    [InlineData("_it_ and ~struck~", "\u02cdit\u02cd and \u223cstruck\u223c")]
    [InlineData("first_last@corp.example 2*3*4 a_b_c", "first_last@corp.example 2*3*4 a_b_c")]
    [InlineData("_jo_@corp.example", "_jo_@corp.example")]
    public void Signs_InData_MarkNothing(string said, string shown)
    {
        var card = new Card { Title = "T", Summary = said, Blocks = [new Paragraph(said)] };
        SlackMethodsFake.TextOf(SlackBlocks.Message(card, BlockSupport.Rich)).ShouldEndWith(shown);
        SlackBlocks.FallbackText(card).ShouldBe(shown);
    }

    [Fact]
    public void Lists_StandAsDeepAsTheyLie_AndASignOfTheirOwnIsEnough()
    {
        var card = new Card { Title = "T", Summary = "T", Blocks = [new Bullets([("all of these:", Tone.Neutral), ("· a demo", Tone.Neutral), ("✓ met", Tone.Good), ("☐ open", Tone.Bad), ("late", Tone.Bad)])] };
        SlackMethodsFake.TextOf(SlackBlocks.Message(card, BlockSupport.Rich)).Split('\n')[1..].ShouldBe(["• all of these:", "\u200b\u2003\u2003◦ a demo", "✓ met", "☐ open", "🔴 late"]);
    }

    [Fact]
    public void LeadLines_HaveAButtonEach_AsFarAsThereIsRoom()
    {
        var lines = Enumerable.Range(0, 45).Select(n => new LeadLine($"Lead {n}", Tone.Bad, $"L{n}")).ToList();
        var blocks = SlackBlocks.Message(new Card { Title = "List", Summary = "List", Blocks = [new LeadLines(lines)] }, BlockSupport.Classic);

        SlackLimits.Fault(blocks, 50, takesCharts: false).ShouldBeNull();
        var opens = blocks.Select(block => block!["accessory"]?["value"]).Where(node => node is not null).Select(node => UntrustedJson.Parse((string)node!)!.Value.Text("lead")).ToList();
        opens.ShouldBe(Enumerable.Range(0, 40).Select(n => $"L{n}"));
        blocks.Select(block => block!["accessory"]?["action_id"]?.ToString()).OfType<string>().ShouldBeUnique();
        SlackMethodsFake.TextOf(blocks).ShouldContain("Lead 44");
    }

    [Fact]
    public void Data_IsEscaped_AndPingsNobody()
    {
        var card = new Card { Title = "<!channel>", Summary = "<!here> & co", Blocks = [new Paragraph("<!channel> <@U1> a&b @channel"), new Context("<http://x|y>")] };
        var text = SlackClient.Write(SlackBlocks.Message(card, BlockSupport.Rich));

        text.ShouldContain("&lt;!channel&gt; &lt;@U1&gt; a&amp;b @channel\",\"verbatim\":true");
        text.ShouldNotContain("\"text\":\"<http");
        SlackBlocks.FallbackText(card).ShouldBe("&lt;!here&gt; &amp; co");
    }

    [Fact]
    public void Header_IsPlainText_WhichSlackNeverReadsAsMarks()
    {
        var header = SlackBlocks.Message(new Card { Title = "<!channel> & <@U1> :fire:", Summary = "x" }, BlockSupport.Rich)[0]!["text"]!;
        ((string?)header["type"], (bool?)header["emoji"], (string?)header["text"]).ShouldBe(("plain_text", false, "<!channel> & <@U1> :fire:"));
    }

    [Fact]
    public void SignsThatTurnTheDirection_AreLeftOut_AndRightToLeftNamesStay()
    {
        const string Name = "\u202Eמאיה\u202C \u2066לוי\u2069 👩‍👧";
        SlackText.Of(Line.Of(new Span(Name)), 200).ShouldBe("מאיה לוי 👩‍👧");
        SlackText.Short(Name, 200).ShouldBe("מאיה לוי 👩‍👧");
        SlackBlocks.FallbackText(new Card { Title = "", Summary = Name }).ShouldBe("מאיה לוי 👩‍👧");
    }

    [Fact]
    public void Time_IsADateOfTheReadersOwnZone_WithWordsToFallBackOn()
    {
        var line = Line.Of(new Span("due "), new Span("Mon 16 Nov | 10:00", SpanKind.Time, Instant.FromUtc(2026, 11, 16, 15, 0)));
        SlackText.Of(line, 200).ShouldBe("due <!date^1794841200^{date_short_pretty}, {time}|Mon 16 Nov / 10:00>");
    }

    [Theory]
    [InlineData("javascript:alert(1)", "x")]
    [InlineData("https://x.example/a|b>c?d=1&e=2", "<https://x.example/a%7Cb%3Ec?d=1&amp;e=2|x>")]
    public void Link_IsOnlyEverAWebAddress(string url, string expected) =>
        SlackText.Of(Line.Of(new Span("x", SpanKind.Link, Target: url)), 500).ShouldBe(expected);

    [Theory]
    [InlineData(5, 5, 0)]
    [InlineData(6, 4, 2)]
    [InlineData(9, 4, 5)]
    [InlineData(12, 7, 5)]
    public void Buttons_BeyondFive_GoIntoAMenu(int count, int inRow, int inMenu)
    {
        var card = new Card { Title = "t", Summary = "s", Lead = "L1", Version = 7, Buttons = [.. Enumerable.Range(0, count).Select(n => new Button($"do{n}", $"Do {n}"))] };
        var elements = SlackButtons.Of(card)!["elements"]!.AsArray();

        elements.Count(element => (string?)element!["type"] == "button").ShouldBe(inRow);
        (elements.FirstOrDefault(element => (string?)element!["type"] == "overflow")?["options"]?.AsArray().Count ?? 0).ShouldBe(inMenu);
    }

    [Fact]
    public void MenuEntry_CarriesLeadAndVersion_EvenThoughItsValueIsShort()
    {
        var card = new Card { Title = "t", Summary = "s", Lead = "crm|00Q/1", Version = 7, Buttons = [.. Enumerable.Range(0, 7).Select(n => new Button($"do{n}", $"Do {n}"))] };
        var row = SlackButtons.Of(card)!;
        var action = new JsonObject { ["block_id"] = row["block_id"]!.DeepClone(), ["selected_option"] = row["elements"]![4]!["options"]![0]!.DeepClone() };
        ActionValue.Read(JsonDocument.Parse(action.ToJsonString()).RootElement).ShouldBe(new ActionValue("do4", "crm|00Q/1", 7));
    }

    [Fact]
    public void Form_OfEveryKind_IsAWindowWithinItsLimits_AndReadsBack()
    {
        var longValue = new string('x', 200);
        var form = new Form(Long, Long,
        [
            new FormField("reason", Long, FieldKind.Choice, true) { Options = [new FormOption(longValue, Long), new FormOption("b", "B")], Initial = "b", Hint = Long },
            new FormField("checklist", "Confirmed", FieldKind.Choices) { Options = [new FormOption("Budget", "Budget"), new FormOption("Timeline", "Timeline")] },
            new FormField("note", "Note", FieldKind.LongText) { MaxLength = 9_999 }, new FormField("amount", "Amount", FieldKind.Number) { Initial = "12" },
            new FormField("revisitOn", "On", FieldKind.Date), new FormField("at", "When", FieldKind.DateTime), new FormField("none", "None", FieldKind.Choice),
        ]);
        var view = SlackModal.Form(form, new ModalMetadata("reject", "L1", 3, "D1", "1.2"));
        SlackLimits.ViewFault(view).ShouldBeNull();
        ModalMetadata.Read((string?)view["private_metadata"]).ShouldBe(new ModalMetadata("reject", "L1", 3, "D1", "1.2"));

        var sent = JsonDocument.Parse("""
        {"state":{"values":{"reason":{"reason":{"type":"static_select","selected_option":{"value":"HASH"}}},
         "checklist":{"checklist":{"type":"checkboxes","selected_options":[{"value":"Budget"},{"value":"Timeline"}]}},"note":{"note":{"type":"plain_text_input","value":null}},
         "revisitOn":{"revisitOn":{"type":"datepicker","selected_date":"2026-12-01"}},"at":{"at":{"type":"datetimepicker","selected_date_time":1794841200}}}}}
        """.Replace("HASH", SlackModal.ValueOf(form.Fields[0].Options[0]))).RootElement;
        SlackModal.Inputs(sent, form).ShouldBe(new Dictionary<string, string?>
        {
            ["reason"] = longValue, ["checklist"] = "Budget,Timeline", ["note"] = null, ["revisitOn"] = "2026-12-01", ["at"] = "2026-11-16T15:00:00Z",
        }, ignoreOrder: true);
    }

    private static Card Endless(int blocks) => new()
    {
        Title = Long,
        Summary = Long,
        Tone = Tone.Bad,
        Lead = new string('l', 300),
        Version = 1,
        Blocks = [.. Enumerable.Range(0, blocks).SelectMany(n => new CardBlock[]
        {
            new Table(["A", "B"], [.. Enumerable.Range(0, 5).Select(row => new TableRow([$"{row}", "", "surplus"], Tone.Good))]), new Bars("Reasons", [("a", 3), ("b", 0)]),
            new Paragraph(Long, Tone.Bad), new Heading(Long), new Bullets([.. Enumerable.Range(0, 30).Select(_ => ((Line)Long, Tone.Bad))]),
            new Fields([.. Enumerable.Range(0, 23).Select(_ => (Long, (Line)Long))]), new Context(Long), new Divider(), new Paragraph(""),
        })],
        Buttons = [.. Enumerable.Range(0, 40).Select(n => new Button("waive", Long, n == 0 ? ButtonStyle.Primary : ButtonStyle.Normal))],
    };
}
