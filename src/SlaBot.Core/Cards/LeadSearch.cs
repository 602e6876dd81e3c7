using System.Text;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>
/// Finds leads by a part of their name, company, e-mail, address in the CRM, or id, in any case. Whoever may not see a
/// lead's contact data finds it by company and id only: a hit would tell what may not be seen.
/// </summary>
public static class LeadSearch
{
    /// <summary>The fewest signs that are searched for: one stands in nearly every lead.</summary>
    public const int Fewest = 2;

    /// <summary>The most bytes that are searched for; the button that turns the page carries them.</summary>
    public const int MostBytes = 80;

    /// <summary>Why this text is not searched for; null when it is.</summary>
    /// <param name="text">What was typed.</param>
    public static string? Fault(string text) => text.Length == 0
        ? "Say what to find: a company, a name, an e-mail, an address in the CRM or an id."
        : text.Length < Fewest ? LeadText.Invariant($"Say at least {Fewest} signs to find.")
        : Encoding.UTF8.GetByteCount(text) > MostBytes ? "That is too long to find: a part of it is enough."
        : null;

    /// <summary>True when this person finds this lead by that text.</summary>
    /// <param name="lead">The lead; an erased one is never found.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="policy">The agreement in force.</param>
    /// <param name="people">Everybody.</param>
    public static bool Finds(LeadState lead, string text, Person person, SlaPolicy policy, People people)
    {
        if (lead.IsErased)
        {
            return false;
        }

        var (contact, company) = (lead.Profile.Contact, lead.Profile.Company);
        return Has(lead.Id) || Has(company.Name)
            || ((Has(contact.Name) || Has(contact.Email) || Has(lead.Profile.Url))
                && ContactSight.May(lead, person, policy, people));

        bool Has(string? field) => field?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
    }
}

/// <summary>The leads that a search found, as many of them as a page holds.</summary>
public static class FoundCard
{
    /// <summary>Draws it.</summary>
    /// <param name="text">What was searched for.</param>
    /// <param name="page">The leads of the page, in order.</param>
    /// <param name="from">How many come before the page.</param>
    /// <param name="total">How many were found in all.</param>
    /// <param name="context">The agreement, the people and the instant of drawing.</param>
    /// <param name="reader">Who reads it: each line shows what they may see.</param>
    public static Card Draw(string text, IReadOnlyList<LeadState> page, int from, int total, CardContext context,
        Reader reader)
    {
        var pen = new CardFormatter(context, reader);
        var title = $"Found: {Truncate.Name(text)}";
        if (total == 0)
        {
            var none = $"No lead that you may find has \"{Truncate.Name(text)}\" in it.";
            return new Card { Title = title, Tone = Tone.Muted, Blocks = [new Paragraph(none)], Summary = none };
        }

        var lines = ListPage.Fit(page.Select(lead => LeadListCard.Entry(Seen(lead, context, reader), pen)));
        var all = LeadText.Invariant($"{total:#,##0} {(total == 1 ? "lead" : "leads")} found");
        var words = lines.Count == total
            ? all : LeadText.Invariant($"{all}: {from + 1:#,##0} to {from + lines.Count:#,##0}");
        return new Card
        {
            Title = title,
            Summary = $"{words}.",
            Blocks =
            [
                new Context(words),
                new LeadLines(lines),
                new Context(Line.Of(
                    new Span("/sla lead ID", SpanKind.Command), new Span(" shows one of them with its buttons"))),
            ],
            Buttons = [.. ListPage.Buttons(ListPage.Find, from, lines.Count, total, text)],
        };
    }

    private static LeadState Seen(LeadState lead, CardContext context, Reader reader) =>
        reader.Person is { } person && ContactSight.May(lead, person, context.Policy, context.People)
            ? lead : ContactSight.Without(lead);
}
