using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using static SlaBot.Core.Tests.Cards.CardWorld;

namespace SlaBot.Core.Tests.Cards;

public sealed class LeadCardTests
{
    [Fact]
    public void Draw_SameLeadForLondon_ReadsInLondonTime()
    {
        var lead = Assigned() with { Owner = "lena@example.com" };
        var card = LeadCard.Draw(lead, Terms, As("lena"));
        card.Summary.ShouldContain("Mon 16 Nov, 16:00 GMT");
        CardText.Body(card).ShouldNotContain("EST");
    }

    [Fact]
    public void Draw_PastOwner_SeesOnlyWhereItWent()
    {
        var card = LeadCard.Draw(Assigned() with { Owner = "ben@example.com", PastOwners = ["ana@example.com"] }, Terms, As("ana"));
        CardText.Body(card).ShouldContain("Moved to Ben Okafor");
        card.Buttons.ShouldBeEmpty();
        CardText.Body(card).ShouldNotContain("dana@acme.example");
    }

    [Fact]
    public void Draw_Overdue_PutsTheMissedDutyFirst()
    {
        var card = LeadCard.Draw(Breached(), Terms, As("ana"));
        card.Tone.ShouldBe(Tone.Bad);
        CardText.Body(card).ShouldStartWith("[Bad] Next: First touch, overdue since Mon 16 Nov, 11:00 EST");
        CardText.Body(card).ShouldNotContain("Missed or excused"); // it is said once
    }

    [Fact]
    public void Draw_Erased_SaysOnlyThat()
    {
        var card = LeadCard.Draw(Breached() with { IsErased = true, Profile = new LeadProfile(), DuplicateOf = "L9" }, Terms, As("ana"));
        CardText.Body(card).ShouldBe("[Muted] Personal data was deleted on request.");
        card.Summary.ShouldBe("Lead L1: personal data was deleted on request.");
        card.Buttons.ShouldBeEmpty();
    }

    [Fact]
    public void Draw_BreachOfAnEarlierOwner_IsNotTheNewOwnersDuty()
    {
        var lead = Breached() with { Owner = "ben@example.com", PastOwners = ["ana@example.com"] };
        var card = LeadCard.Draw(lead, Terms, As("ben"));
        card.Summary.ShouldContain("Nothing is due");
        CardText.Body(LeadCard.Details(lead, Terms, As("ben"))).ShouldContain("reassigned to Ben Okafor");
    }

    [Fact]
    public void Draw_BreachBeforeTheLeadCameBack_IsNotCalledClosed()
    {
        var away = Breached();
        var lead = away with { AssignedAt = At(16, 12), Obligations = [.. away.Obligations.Select(obligation => obligation with { LadderStopped = true })] };
        CardText.Body(LeadCard.Details(lead, Terms, As("ana"))).ShouldContain("not done before the lead was given out again");
    }

    [Theory]
    [InlineData("pause", "Paused: sales' clocks stand still since Mon 16 Nov, 10:15 EST: on holiday")]
    [InlineData("duplicate", "Possible duplicate: the same e-mail stands under lead L9.")]
    [InlineData("queue", "Nobody can take this lead now.")]
    [InlineData("erased", "Personal data was deleted on request.")]
    [InlineData("recycled", "In nurture until Mon 4 Jan 2027")]
    public void Draw_SpecialState_SaysSo(string state, string words)
    {
        var lead = state switch
        {
            "pause" => Assigned() with { PausedAt = At(16, 10, 15), PauseReason = "on holiday" },
            "duplicate" => Assigned() with { DuplicateOf = "L9" },
            "queue" => Assigned() with { Stage = LeadStage.Queue, Owner = null },
            "erased" => Assigned() with { IsErased = true, Profile = new LeadProfile() },
            _ => Rejected() with { Stage = LeadStage.Recycled, RevisitOn = new LocalDate(2027, 1, 4) },
        };
        CardText.Body(LeadCard.Draw(lead, Terms, As("rita"))).ShouldContain(words);
    }

    [Fact]
    public void Draw_NoName_IsCalledByItsId() => LeadCard.Draw(new LeadState { Id = "X-7" }, Terms, As("rita")).Title.ShouldBe("Lead X-7");

    [Fact]
    public void Draw_ManyActivities_ShowsTheFiveNewest()
    {
        var activity = Enumerable.Range(1, 9).Select(day => new Activity("visit", $"page {day}", At(day, 9))).ToArray();
        var body = CardText.Body(LeadCard.Details(Assigned() with { Profile = new LeadProfile { Activity = activity } }, Terms, As("ana")));
        body.ShouldContain("page 9");
        body.ShouldContain("page 5");
        body.ShouldNotContain("page 4");
        body.ShouldContain("and 4 more before that");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    [InlineData(null)]
    public void Draw_AddressThatIsNoWebAddress_OffersNoLink(string? url) =>
        CardText.Actions(LeadCard.Draw(Assigned() with { Profile = new LeadProfile { Url = url } }, Terms, As("ana"))).ShouldNotContain("open");
}
