using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>A list of leads, next due first.</summary>
public static class LeadListCard
{
    /// <summary>Draws one page of them, and how many there are in all.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="leads">All of them: what is counted is never the page.</param>
    /// <param name="context">The agreement, the people and the instant of drawing.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="from">How many come before the page.</param>
    public static Card Draw(string title, IReadOnlyList<LeadState> leads, CardContext context, Reader reader,
        int from = 0)
    {
        var pen = new CardFormatter(context, reader);
        var heading = string.IsNullOrWhiteSpace(title) ? "Leads" : Truncate.Name(title);
        if (leads.Count == 0)
        {
            return new Card { Title = heading, Tone = Tone.Good,
                Blocks = [new Paragraph("No open leads. Nothing is due.")],
                Summary = $"{heading}: no open leads, nothing is due." };
        }

        var sorted = NextDueFirst(leads);
        var start = ListPage.Clamp(from, sorted.Count);
        var page = ListPage.Fit(sorted.Skip(start).Select(lead => Entry(lead, pen)));
        List<CardBlock> blocks =
        [
            .. page.Count < sorted.Count
                ? [new Context(ListPage.Words(start, page.Count, sorted.Count))] : Array.Empty<CardBlock>(),
            new LeadLines(page),
            new Context(
                Line.Of(new Span("/sla lead ID", SpanKind.Command), new Span(" shows one of them with its buttons"))),
        ];
        return new Card
        {
            Title = heading, Blocks = blocks, Tone = ToneOf(sorted), Summary = Summary(heading, sorted, pen),
            Buttons = [.. ListPage.Buttons(ListPage.Leads, start, page.Count, sorted.Count)],
        };
    }

    /// <summary>The leads by the deadline that comes first; overdue ones before, those without any last.</summary>
    internal static IReadOnlyList<LeadState> NextDueFirst(IEnumerable<LeadState> leads) =>
        [.. leads.OrderBy(lead => Next(lead)?.DueAt ?? Instant.MaxValue).ThenBy(lead => lead.Id,
            StringComparer.Ordinal)];

    /// <summary>One lead in one line.</summary>
    internal static LeadLine Entry(LeadState lead, CardFormatter pen)
    {
        List<Span> spans = [new Span(LeadText.Name(lead), SpanKind.Strong),
            new Span(
                $" ({Truncate.Name(lead.Id)}), {(lead.Stage == LeadStage.Assigned ? "new" : LeadText.Stage(lead, pen))}")];
        var next = Next(lead);
        if (next is null)
        {
            return new LeadLine(new Line([.. spans, new Span(": nothing is due")]), Tone.Muted, lead.Id);
        }

        spans.Add(new Span(": "));
        spans.AddRange(DutyText.Due(next, lead, pen).Spans);
        return new LeadLine(new Line(spans), next.Status == ObligationStatus.Breached ? Tone.Bad : Tone.Neutral,
            lead.Id);
    }

    private static Obligation? Next(LeadState lead) =>
        DutyText.Open(lead, duty => duty.Party == Party.Sales || lead.Owner is null).FirstOrDefault();

    private static Tone ToneOf(IReadOnlyList<LeadState> leads) =>
        leads.Any(lead => Next(lead)?.Status == ObligationStatus.Breached) ? Tone.Bad : Tone.Neutral;

    private static string Summary(string heading, IReadOnlyList<LeadState> leads, CardFormatter pen)
    {
        var first = Next(leads[0]);
        var count = LeadText.Invariant($"{heading}: {leads.Count} {(leads.Count == 1 ? "lead" : "leads")}");
        return first is null
            ? $"{count}, nothing is due."
            : $"{count}. First: {LeadText.Name(leads[0])}, {DutyText.DueText(first, pen)}.";
    }
}
