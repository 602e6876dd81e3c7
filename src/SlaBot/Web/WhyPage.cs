using SlaBot.Api;
using SlaBot.Api.Endpoints;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Web;

/// <summary>How one deadline came about.</summary>
internal static class WhyPage
{
    /// <summary>Draws it.</summary>
    public static Reply Draw(ApiPorts ports, LeadState lead, ClauseKind clause, WhyAnswer answer)
    {
        var page = new Page(ports);
        return page.Build($"Why: {ClauseText.InSentence(ClauseText.Called(clause))}", () =>
        {
            page.Html.Leaf("h1", $"Why this deadline: {ClauseText.InSentence(ClauseText.Called(clause))}");
            page.Html.In("p", () => page.Html.Link(Page.Title(lead), Address.Lead(lead.Id)));
            page.Section("How it was counted", () =>
            {
                foreach (var sentence in answer.Report is WhyReport report ? SlaBot.Core.Leads.Why.Sentences(report, at => page.When(at), page.Name) : answer.Sentences)
                {
                    page.Html.Leaf("p", sentence);
                }
            });
        });
    }
}
