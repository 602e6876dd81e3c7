using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Tests.Cards;

/// <summary>Who finds a lead by what.</summary>
public sealed class LeadSearchTests
{
    private static readonly LeadState Lead = new()
    {
        Id = "Ab-17",
        Stage = LeadStage.Assigned,
        Owner = "ana@example.com",
        Profile = new LeadProfile
        {
            Contact = new Contact("Zoë Quill", "zoe@tern.example"), Company = new Company("Tern & Söhne"),
            Url = "https://crm.example.com/leads/99812",
        },
    };

    [Theory]
    [InlineData("ab-1")]
    [InlineData("AB-17")]
    [InlineData("tern &")]
    [InlineData("SÖHNE")]
    public void CompanyAndId_InAnyCase_AreFoundByEverybody(string text)
    {
        CardWorld.Everybody.All.ShouldAllBe(person => Finds(text, person.Email));
    }

    [Theory]
    [InlineData("ZOË")]
    [InlineData("quil")]
    [InlineData("zoe@TERN")]
    [InlineData("crm.example.com/leads/99812")]
    [InlineData("99812")]
    public void NameEmailAndAddress_AreFoundByThoseOnlyWhoMaySeeThem(string text)
    {
        foreach (var who in new[] { "ana", "milo", "vera", "maya", "rita" })
        {
            Finds(text, who + "@example.com").ShouldBeTrue(who);
        }

        foreach (var who in new[] { "ben", "lena", "mona" })
        {
            Finds(text, who + "@example.com").ShouldBeFalse(who);
        }
    }

    [Fact]
    public void ErasedLead_IsFoundByNobody()
    {
        var erased = Lead with { IsErased = true };
        CardWorld.Everybody.All.ShouldAllBe(person => !LeadSearch.Finds(erased, "Ab-17", person, CardWorld.Deal, CardWorld.Everybody));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("a", false)]
    [InlineData("ab", true)]
    public void Text_ThatIsTooShortOrTooLong_IsSaid(string text, bool isTaken)
    {
        (LeadSearch.Fault(text) is null).ShouldBe(isTaken);
        LeadSearch.Fault(new string('x', LeadSearch.MostBytes + 1)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("tern")]
    [InlineData("a-b- c")]
    [InlineData("Zoë 日本")]
    public void PageButton_CarriesTheText(string text)
    {
        ListPage.Read(new ListPage(ListPage.Find, 50, text).Action).ShouldBe(new ListPage(ListPage.Find, 50, text));
        new ListPage(ListPage.Find, 99_999, new string('x', LeadSearch.MostBytes)).Action.Length.ShouldBeLessThan(200);
    }

    [Theory]
    [InlineData("page-find-50")]
    [InlineData("page-find-50-zz")]
    [InlineData("page-find-50-abc")]
    [InlineData("page-leads-50-6162")]
    public void PageButton_ThatWeNeverDrew_IsNone(string action) => ListPage.Read(action).ShouldBeNull();

    private static bool Finds(string text, string who) =>
        LeadSearch.Finds(Lead, text, CardWorld.Everybody.Find(who)!, CardWorld.Deal, CardWorld.Everybody);
}
