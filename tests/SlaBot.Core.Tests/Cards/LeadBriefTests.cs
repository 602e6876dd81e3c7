using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using static SlaBot.Core.Tests.Cards.CardWorld;

namespace SlaBot.Core.Tests.Cards;

/// <summary>A card fits a phone's screen: what is needed first, the rest behind Details.</summary>
public sealed class LeadBriefTests
{
    [Fact]
    public void Draw_NewLead_SaysInOneLineWhyItIsAnMql()
    {
        var mql = new AllOf([new IcpFits { Label = "fit" }, new FieldIs("score") { Label = "score", AtLeast = 70 }]) { Label = "all" };
        var lead = Assigned() with
        {
            Profile = Assigned().Profile with
            {
                Score = 64, Activity = [new("demo", null, At(12, 14)), new("download", "a", At(13, 14)), new("download", "b", At(13, 15))],
            },
        };
        CardText.Body(LeadCard.Draw(lead, Terms with { Policy = Deal with { Mql = mql } }, As("ana"))).Split('\n')
            .ShouldContain("MQL: 2 downloads, demo, ICP: yes; score 64 of 70");
    }

    [Fact]
    public void Draw_MarketingsWordAlone_SaysSo() => CardText.Body(LeadCard.Draw(
        Assigned() with { Profile = new LeadProfile(), Criteria = [] }, Terms with { Policy = Deal with { Icp = null } }, As("ana"))).ShouldContain("MQL: marketing says so");

    [Theory]
    [InlineData(0, "No touch yet, 0 of 6 since acceptance")]
    [InlineData(1, "1 touch, 0 of 6 since acceptance")]
    [InlineData(3, "3 touches, 2 of 6 since acceptance")]
    public void Draw_Accepted_CountsAllTouchesAndThoseThatAreAskedFor(int touches, string words)
    {
        Touch[] made = [Call(At(16, 10, 5)), Call(At(16, 10, 30)), Call(At(17, 14, 5))];
        CardText.Body(LeadCard.Draw(Accepted() with { Touches = [.. made.Take(touches)] }, Terms, As("ana"))).ShouldContain(words + " · accepted, in work");
    }

    /// <summary>The buttons never lie below sixteen lines, whatever the lead and the reader; what has ended is two lines.</summary>
    [Fact]
    public void Draw_AnyLeadForAnyReader_IsAtMostSixteenLines()
    {
        var ended = 0;
        for (var seed = 1; seed <= 8; seed++)
        {
            var random = new RandomLeads(seed);
            for (var round = 0; round < 120; round++)
            {
                var lead = random.Next();
                var reader = random.One(Everybody.All.Select(person => new Reader(person, person.Zone)).Append(Channel).ToArray());
                Card[] cards = [LeadCard.Draw(lead, Terms, reader), QueueCard.Draw(lead, Terms, reader), ReturnedCard.Draw(lead, Terms, reader), DisputeCard.Draw(lead, Terms, reader), RevisitCard.Draw(lead, Terms, reader)];
                cards.Select(card => SlaBot.Core.Cards.CardText.Of(card).Split('\n').Length).Max().ShouldBeLessThanOrEqualTo(16, $"seed {seed} {lead.Stage}");
                if (lead is { IsErased: false, PausedAt: null, Rejection: null } && lead.Stage is LeadStage.Won or LeadStage.Lost && !lead.Running.Any() && !lead.Obligations.Any(duty => duty.Climbs))
                {
                    SlaBot.Core.Cards.CardText.Of(cards[0]).Split('\n').Length.ShouldBeLessThanOrEqualTo(2);
                    ended++;
                }
            }
        }

        ended.ShouldBeGreaterThan(3);
    }

    [Theory]
    [InlineData(LeadStage.Lost, "Lost, Fri 20 Nov, 09:00 EST: price · Lead L1")]
    [InlineData(LeadStage.Won, "Won, Fri 20 Nov, 09:00 EST: worth 12,500 · Lead L1")]
    public void Draw_Ended_IsTwoLinesAndDetails(LeadStage stage, string words)
    {
        var card = LeadCard.Draw(Accepted() with { Stage = stage, AdvancedAt = At(20, 9), Feedback = "price", Obligations = [] }, Terms, As("ana"));
        CardText.Body(card).Split('\n').ShouldHaveSingleItem().ShouldEndWith(words);
        card.Buttons[0].Action.ShouldBe("details");
    }

    [Fact]
    public void Draw_ClauseThatNamesTheWay_PutsItsButtonFirst()
    {
        var lead = Assigned() with { Obligations = [.. Assigned().Obligations.Select(duty => duty.Id == "firstTouch#1" ? duty with { Method = "email" } : duty)] };
        var card = LeadCard.Draw(lead, Terms, As("ana"));
        card.Buttons.Take(4).Select(button => button.Label).ShouldBe(["E-mailed", "Accept", "Reject", "Called"]);
        CardText.Body(card).ShouldContain("Write a personal e-mail");
    }

    [Fact]
    public void Draw_QuickChannels_AreThoseOfTheSettings() => LeadCard.Draw(Assigned(), Terms with { QuickTouches = ["meeting", "fax"] }, As("ana"))
        .Buttons.Select(button => button.Label).ShouldBe(["Accept", "Reject", "Met", "Logged fax", "Details", "Log touch…", "Open in CRM"]);

    [Fact]
    public void Details_ShowsAllTheRest()
    {
        var body = CardText.Body(LeadCard.Details(Assigned(), Terms, As("ana")));
        string[] rest = ["Dana Whitfield, VP Operations", "240 people", "Champion inside: Joel in IT", "Download: Buyer's guide", "✗ 2 or more downloads", "Raised a series B"];
        rest.Where(text => !body.Contains(text, StringComparison.Ordinal)).ShouldBeEmpty();
        LeadCard.Details(Assigned(), Terms, As("ana")).Buttons.ShouldNotContain(button => button.Action == "details");
    }

    [Theory]
    [InlineData("reached-1794839400-call", 1794839400L, "call")]
    [InlineData("reached-1794839400-auto-reply", 1794839400L, "auto-reply")]
    [InlineData("reached-x-call", null, null)]
    [InlineData("reached-99999999999999-call", null, null)]
    [InlineData("reached-1794839400-", null, null)]
    public void ReachedOf_Table(string action, long? at, string? channel) =>
        QuickTouch.ReachedOf(action).ShouldBe(at is { } seconds ? (Instant.FromUnixTimeSeconds(seconds), channel!) : null);
}
