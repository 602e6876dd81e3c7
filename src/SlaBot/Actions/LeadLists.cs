using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Engine;

namespace SlaBot.Actions;

/// <summary>Lists of open leads, a page at a time; what they count is always all of them.</summary>
internal sealed class LeadLists(IReadStore reader, CurrentAgreement rules, IClock clock, CommandCards cards)
{
    private const int Portion = 500;

    /// <summary>Somebody's own.</summary>
    public Card Own(Person person, int from = 0) => cards.LeadList("Your open leads", OpenOf([person.Email]), from, person, clock.GetCurrentInstant());

    /// <summary>The team's, for whoever leads one.</summary>
    public Card Team(Person person, int from = 0)
    {
        var people = rules.Now.People;
        var seen = person.Role switch
        {
            Role.Manager => people.All.Where(other => people.Manages(person.Email, other.Email)),
            Role.RevOps or Role.Executive => people.All,
            _ => null,
        };
        if (seen is null)
        {
            return Replies.Sentence("Only managers, RevOps and executives see a team's leads. Yours are under \"leads\".", Tone.Warning);
        }

        var sellers = seen.Where(other => other.Role is Role.Rep or Role.Manager).Select(other => other.Email);
        return cards.Team("The team's open leads", OpenOf(sellers), from, person, clock.GetCurrentInstant());
    }

    /// <summary>A page of one of the lists.</summary>
    public Card Of(ListPage page, Person person) => page.List == ListPage.Team ? Team(person, page.From) : Own(person, page.From);

    /// <summary>Every open lead of these owners.</summary>
    public IReadOnlyList<LeadState> OpenOf(IEnumerable<string> owners) => [.. owners.SelectMany(EachOf)];

    private IEnumerable<LeadState> EachOf(string owner)
    {
        string? after = null;
        do
        {
            var page = reader.Leads(new LeadFilter(Owner: owner, OpenOnly: true, After: after, Limit: Portion));
            foreach (var lead in page.Leads)
            {
                yield return lead;
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
