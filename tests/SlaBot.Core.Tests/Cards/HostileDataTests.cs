using System.Globalization;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using static SlaBot.Core.Tests.Cards.CardWorld;

namespace SlaBot.Core.Tests.Cards;

public sealed class HostileDataTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<!channel> <@U123> <https://evil.example|click>")]
    [InlineData("*bold* _it_ `code` ~x~ [a](http://evil.example)")]
    [InlineData("{{7*7}} ${jndi:ldap://x} &amp; &lt;")]
    public void Draw_MarkupInEveryField_StaysTheSameText(string evil)
    {
        LeadCard.Draw(Everywhere(evil), Terms, As("ana")).ShouldSatisfyAllConditions(
            brief => CardText.AllSpans(brief).Where(span => span.Kind == SpanKind.Link).ShouldBeEmpty(),
            brief => CardText.Body(brief).ShouldContain(evil));
        var card = LeadCard.Details(Everywhere(evil), Terms, As("ana"));
        card.Title.ShouldBe($"{evil} · {evil}");
        CardText.AllSpans(card).Where(span => span.Kind == SpanKind.Link).ShouldBeEmpty();
        var body = CardText.Body(card);
        body.Split(evil).Length.ShouldBeGreaterThan(12);
        body.Replace(evil, "", StringComparison.Ordinal).ShouldNotContain("evil.example");
    }

    [Fact]
    public void Draw_EndlessTexts_AreCutBetweenCharacters()
    {
        var family = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 3000));
        CardText.Whole(LeadCard.Draw(Everywhere(family), Terms, As("ana"))).Length.ShouldBeLessThan(12_000);
        var card = LeadCard.Details(Everywhere(family), Terms, As("ana"));
        CardText.Whole(card).Length.ShouldBeLessThan(20_000);
        card.Title.EnumerateRunes().ShouldAllBe(rune => rune.Value != 0xFFFD);
        card.Title.ShouldStartWith("👨‍👩‍👧‍👦👨‍👩‍👧‍👦");
    }

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("  trimmed  ", 10, "trimmed")]
    [InlineData("0123456789", 10, "0123456789")]
    [InlineData("0123456789A", 10, "012345678…")]
    [InlineData("👍👍👍👍👍", 5, "👍👍👍👍👍")]
    [InlineData("👍👍👍👍👍👍", 5, "👍👍👍👍…")]
    [InlineData("e\u0301e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301…")]
    public void To_Table(string text, int most, string expected) => Truncate.To(text, most).ShouldBe(expected);

    [Fact]
    public void To_AnyText_NeverSplitsACharacterAndNeverGrows()
    {
        var random = new Random(7);
        string[] pieces = ["a", " ", "é", "e\u0301", "👍🏽", "👨‍👩‍👧", "日本", "\u202e", "\ud800", "z\u0300\u0301\u0302\u0303"];
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 40)).Select(_ => pieces[random.Next(pieces.Length)]));
            var most = random.Next(1, 30);
            var cut = Truncate.To(text, most);
            new StringInfo(cut).LengthInTextElements.ShouldBeLessThanOrEqualTo(most);
            if (cut != text.Trim())
            {
                cut.ShouldEndWith("…");
                text.Trim().ShouldStartWith(cut[..^1]);
            }
        }
    }

    [Fact]
    public void Contact_LoneSurrogateInTheName_StillMakesAnAddress()
    {
        var lead = Breached() with { Profile = new LeadProfile { Contact = new Contact("A\ud800B&body=x") } };
        var url = NoticeCard.Draw(lead, "firstTouch#1", "rung-1", Terms, Channel, false)!.Buttons.Single(button => button.Action == "contact").Url!;
        url.ShouldStartWith("mailto:ana@example.com?subject=");
        url.ShouldNotContain("&body");
    }

    private static LeadState Everywhere(string text) => Accepted() with
    {
        DuplicateOf = text, PausedAt = At(17, 9), PauseReason = text, Status = text, StatusAt = At(17, 9), Feedback = text,
        Criteria = [new CriterionResult(text, Finding.Met)],
        Dispositions = [new Disposition(At(17, 9), text, text, false, false)],
        Profile = new LeadProfile
        {
            Source = text, Tier = text, Region = text, Url = text, Signals = [text],
            Contact = new Contact(text, text, text, text), Company = new Company(text, text, 5, text, text),
            Activity = [new Activity(text, text, At(12, 9))], Briefing = new Briefing(text, text, text),
        },
    };
}
