using SlaBot.Core.Leads;

namespace SlaBot.Core.Cards;

/// <summary>Many new leads to one owner at once as one list, in place of a card each.</summary>
public static class NewLeadsCard
{
    private const int Most = 40;

    /// <summary>Draws the list, next due first; what has gone to somebody else says so.</summary>
    /// <param name="leads">The leads whose cards it stands for.</param>
    /// <param name="context">The agreement, the people and the instant of drawing.</param>
    /// <param name="reader">The owner.</param>
    public static Card Draw(IReadOnlyList<LeadState> leads, CardContext context, Reader reader)
    {
        var pen = new CardFormatter(context, reader);
        var undecided = leads.Count(lead => lead.Stage == LeadStage.Assigned && pen.Is(lead.Owner));
        var title = LeadText.Invariant($"{leads.Count} new {(leads.Count == 1 ? "lead" : "leads")} for you");
        var left = undecided == 0 ? "Nothing is left to decide here."
            : LeadText.Invariant($"They came at once, so they are one list; {undecided} still {(undecided == 1 ? "waits" : "wait")} for your decision.");
        var sorted = LeadListCard.NextDueFirst(leads);
        var blocks = new List<CardBlock>
        {
            new Paragraph(left, undecided == 0 ? Tone.Good : Tone.Neutral),
            new LeadLines([.. sorted.Take(Most).Select(lead => Entry(lead, pen))]),
        };
        if (sorted.Count > Most)
        {
            blocks.Add(new Context(Line.Of(new Span(LeadText.Invariant($"and {sorted.Count - Most} more; ")), new Span("/sla leads", SpanKind.Command), new Span(" shows all"))));
        }

        return new Card { Title = title, Tone = undecided == 0 ? Tone.Good : Tone.Neutral, Blocks = blocks, Summary = $"{title}. {left}" };
    }

    private static LeadLine Entry(LeadState lead, CardFormatter pen) => pen.Is(lead.Owner) || lead.Owner is null
        ? LeadListCard.Entry(lead, pen)
        : new LeadLine(Line.Of(new Span(LeadText.Name(lead), SpanKind.Strong), new Span(": moved to "), pen.Who(lead.Owner)), Tone.Muted, lead.Id);
}
