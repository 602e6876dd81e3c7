using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Engine;

namespace SlaBot.Actions;

/// <summary>The cards that answer a command or a button: the same as posted ones, drawn for the person who
/// asked.</summary>
internal sealed class CommandCards(CurrentAgreement rules, IReadStore reader, LeadCommandProcessor engine,
    ReaderZones zones)
{
    /// <summary>A heading and all of the leads, next due first; <paramref name="from"/> says how many come before the
    /// page.</summary>
    public Card LeadList(string title, IReadOnlyList<LeadState> leads, int from, Person person, Instant now) =>
        LeadListCard.Draw(title, leads, ContextAt(now), For(person), from);

    /// <summary>A heading and all of the team's leads, by seller; <paramref name="from"/> says how many come before the
    /// page.</summary>
    public Card Team(string title, IReadOnlyList<LeadState> leads, int from, Person person, Instant now) =>
        TeamCard.Draw(title, leads, reader.Absences(now), ContextAt(now), For(person), from);

    /// <summary>What a search found.</summary>
    public Card Found(string text, LeadsFound found, Person person, Instant now) =>
        FoundCard.Draw(text, found.Page, found.From, found.Total, ContextAt(now), For(person));

    /// <summary>Somebody's own page: their open leads, and their line of the running week.</summary>
    public Card Home(IReadOnlyList<LeadState> leads, OwnerLine? week, Person person, Instant now) =>
        HomeCard.Draw(leads, week, ContextAt(now), For(person));

    /// <summary>The running week of several people, a row each.</summary>
    public CardBlock TeamWeek(IReadOnlyList<OwnerLine> lines, Instant now) => HomeCard.TeamWeek(lines, ContextAt(now));

    /// <summary>Going away: the form that asks until when.</summary>
    public Card Away(Person person, Instant now) => AwayCard.Draw(ContextAt(now), For(person));

    /// <summary>One lead, as much of it as the person may see.</summary>
    public Card Lead(LeadState lead, Person person, Instant now) => MaySee(lead, person)
        ? LeadCard.Draw(lead, ContextAt(now), For(person))
        : OutlineCard.Draw(lead, ContextAt(now), For(person));

    /// <summary>All that is known of one lead, as much of it as the person may see.</summary>
    public Card Details(LeadState lead, Person person, Instant now) => MaySee(lead, person)
        ? LeadCard.Details(lead, ContextAt(now), For(person))
        : OutlineCard.Draw(lead, ContextAt(now), For(person));

    /// <summary>How the deadlines of one clause of one lead came about.</summary>
    public Card Explain(LeadState lead, ClauseKind clause, Person person, Instant now)
    {
        var seen = MaySee(lead, person) ? lead : ContactSight.Without(lead);
        return Why.Explain(lead, clause, engine.Calendars.Of) is { } report
            ? WhyCard.Draw(seen, report, ContextAt(now), For(person))
            : NoteCard.Draw("Nothing to explain", $"{LeadName.Of(seen)} has never had the duty \"{clause.Name()}\".");
    }

    /// <summary>The agreement's one page.</summary>
    public Card Agreement(Person person, Instant now)
    {
        var (policy, people) = (rules.Now.Policy, rules.Now.People);
        var signatures = reader.Signatures(policy.Version)
            .Select(signature => (signature.Party, people.NameOf(signature.By), signature.At));
        return AgreementCard.Draw(policy, people, [.. signatures], For(person), now);
    }

    private bool MaySee(LeadState lead, Person person) =>
        ContactSight.May(lead, person, rules.Now.Policy, rules.Now.People);

    private CardContext ContextAt(Instant now) =>
        new() { Policy = rules.Now.Policy, People = rules.Now.People, Now = now, QuickTouches = rules.Now.QuickTouches };

    private Reader For(Person person) => new(person, zones.Of(person));
}

/// <summary>Lists of open leads, a page at a time; what they count is always all of them.</summary>
internal sealed class LeadLists(IReadStore reader, CurrentAgreement rules, IClock clock, CommandCards cards)
{
    private const int Portion = 500;

    /// <summary>Somebody's own.</summary>
    public Card Own(Person person, int from = 0) =>
        cards.LeadList("Your open leads", OpenOf([person.Email]), from, person, clock.GetCurrentInstant());

    /// <summary>The team's, for whoever leads one.</summary>
    public Card Team(Person person, int from = 0)
    {
        var people = rules.Now.People;
        var seen = person.Role switch
        {
            Role.Manager => people.All.Where(other => people.Manages(person.Email, other.Email)),
            Role.RevOps or Role.Executive => people.All,
            Role.Rep or Role.Marketing => null,
        };
        if (seen is null)
        {
            return Replies.Sentence(
                "Only managers, RevOps and executives see a team's leads. Yours are under \"leads\".", Tone.Warning);
        }

        var sellers = seen.Where(other => other.Role is Role.Rep or Role.Manager).Select(other => other.Email);
        return cards.Team("The team's open leads", OpenOf(sellers), from, person, clock.GetCurrentInstant());
    }

    /// <summary>The leads that this person finds by a text.</summary>
    public Card Find(Person person, string text, int from = 0) => LeadSearch.Fault(text) is { } fault
        ? Replies.Sentence(fault, Tone.Warning)
        : cards.Found(text, Found(person, text, from, ListPage.Size), person, clock.GetCurrentInstant());

    /// <summary>How many leads this person finds by a text, and some of them.</summary>
    public LeadsFound Found(Person person, string text, int from, int limit)
    {
        var (policy, people) = (rules.Now.Policy, rules.Now.People);
        return reader.Find(text, lead => LeadSearch.Finds(lead, text, person, policy, people), from, limit);
    }

    /// <summary>A page of one of the lists.</summary>
    public Card Of(ListPage page, Person person) => page switch
    {
        { List: ListPage.Team } => Team(person, page.From),
        { Text: { } text } => Find(person, text, page.From),
        _ => Own(person, page.From),
    };

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

/// <summary>Small private cards that are about no lead.</summary>
internal static class Replies
{
    /// <summary>One sentence.</summary>
    public static Card Sentence(string sentence, Tone tone = Tone.Neutral) =>
        new() { Title = sentence, Tone = tone, Summary = sentence };

    /// <summary>What this person can say, after a sentence about what was not understood.</summary>
    public static Card Help(Person person, string? sentence)
    {
        var card = HelpCard.Draw(person);
        return sentence is null
            ? card : card with { Summary = sentence, Blocks = [new Paragraph(sentence, Tone.Warning), .. card.Blocks] };
    }
}
