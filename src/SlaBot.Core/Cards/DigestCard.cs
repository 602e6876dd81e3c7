using SlaBot.Core.Leads;

namespace SlaBot.Core.Cards;

/// <summary>Many notices to one audience as one list, so that nobody is flooded.</summary>
public static class DigestCard
{
    private const int Most = 40;

    /// <summary>Draws the list: every lead, its duty, its deadline and how it stands now.</summary>
    /// <param name="items">The lead, the obligation's id and the notice's level, in the order in which they came
    /// due.</param>
    /// <param name="context">The agreement, the people and the instant of drawing.</param>
    /// <param name="reader">Who reads it.</param>
    public static Card Draw(IReadOnlyList<(LeadState Lead, string ObligationId, string Level)> items,
        CardContext context, Reader reader)
    {
        var pen = new CardFormatter(context, reader);
        var open = items.Count(
            item =>
                ObligationOf(item.Lead, item.ObligationId) is { } duty ? IsOpen(duty, item.Lead) : IsQueued(item.Lead));
        var alarms = items.Count(item => ObligationOf(item.Lead, item.ObligationId) is null);
        var isQueue = alarms == items.Count;
        var title = isQueue && open > 0
            ? LeadText.Invariant($"Nobody could take {items.Count} leads")
            : Title(items.Count, open, isQueue ? "lead" : alarms > 0 ? "notice" : "deadline");
        var left = isQueue && open > 0 ? Wanting(open) : Left(open);
        var blocks = new List<CardBlock>
        {
            new Paragraph(left, open == 0 ? Tone.Good : Tone.Neutral),
            new LeadLines([.. items.Take(Most).Select(item => Entry(item.Lead, item.ObligationId, pen))]),
        };
        if (items.Count > Most)
        {
            blocks.Add(
                new Context(
                    Line.Of(new Span(LeadText.Invariant($"and {items.Count - Most} more; ")),
                        new Span("/sla team", SpanKind.Command), new Span(" shows all"))));
        }

        return new Card
        {
            Title = title,
            Tone = open == 0 ? Tone.Good : isQueue ? Tone.Bad : Tone.Warning,
            Blocks = blocks,
            Summary = $"{title}. {left}",
        };
    }

    private static string Title(int all, int open, string what)
    {
        var things = LeadText.Invariant($"{all} {what}{(all == 1 ? "" : "s")}");
        return open == 0
            ? $"{things}, all settled"
            : open == all ? $"{things} to look at" : LeadText.Invariant($"{open} of {things} to look at");
    }

    private static string Wanting(int open) =>
        LeadText.Invariant(
            $"{open} still {(open == 1 ? "needs" : "need")} somebody: assign by hand, raise a capacity or end an absence.");

    private static string Left(int open) => open switch
    {
        0 => "Nothing is left to do here.",
        1 => "They came at once, so they are one list; 1 still needs somebody.",
        _ => LeadText.Invariant($"They came at once, so they are one list; {open} still need somebody."),
    };

    private static LeadLine Entry(LeadState lead, string obligationId, CardFormatter pen)
    {
        var name = new Span(LeadText.Name(lead), SpanKind.Strong);
        if (ObligationOf(lead, obligationId) is not { } duty)
        {
            return IsQueued(lead) ? new LeadLine(Line.Of(name, new Span(": nobody can take it")), Tone.Bad, lead.Id)
                : lead.Owner is { } owner
                ? new LeadLine(Line.Of(name, new Span(": assigned to "), pen.Who(owner)), Tone.Good, lead.Id)
                : new LeadLine(Line.Of(name, new Span(", " + LeadText.Stage(lead, pen))), Tone.Muted, lead.Id);
        }

        List<Span> spans = [name, new Span(": " + ClauseText.InSentence(ClauseText.Called(duty)))];
        if (duty.Owner is not null && !pen.Is(duty.Owner))
        {
            spans.AddRange([new Span(", "), pen.Who(duty.Owner)]);
        }

        var outcome = DutyText.Resolve(duty, lead, pen);
        spans.AddRange(
            [new Span(outcome is null && IsLate(duty) ? ", overdue since " : ", due "), pen.Time(duty.DueAt)]);
        return outcome is null
            ? new LeadLine(new Line(spans), IsLate(duty) ? Tone.Bad : Tone.Warning, lead.Id)
            : new LeadLine(new Line([.. spans, new Span(": "), .. outcome.Line.Spans]), outcome.Tone, lead.Id);
    }

    private static Obligation? ObligationOf(LeadState lead, string id) =>
        lead.Obligations.FirstOrDefault(obligation => obligation.Id == id);

    private static bool IsQueued(LeadState lead) =>
        lead.Owner is null && lead.Stage is LeadStage.Queue or LeadStage.MarketingQualified;

    private static bool IsLate(Obligation duty) => duty.Status == ObligationStatus.Breached;

    private static bool IsOpen(Obligation duty, LeadState lead) =>
        duty.Status == ObligationStatus.Running || DutyText.IsOverdue(duty, lead);
}

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
            : LeadText.Invariant(
                $"They came at once, so they are one list; {undecided} still {(undecided == 1 ? "waits" : "wait")} for your decision.");
        var sorted = LeadListCard.NextDueFirst(leads);
        var blocks = new List<CardBlock>
        {
            new Paragraph(left, undecided == 0 ? Tone.Good : Tone.Neutral),
            new LeadLines([.. sorted.Take(Most).Select(lead => Entry(lead, pen))]),
        };
        if (sorted.Count > Most)
        {
            blocks.Add(
                new Context(
                    Line.Of(new Span(LeadText.Invariant($"and {sorted.Count - Most} more; ")),
                        new Span("/sla leads", SpanKind.Command), new Span(" shows all"))));
        }

        return new Card { Title = title, Tone = undecided == 0 ? Tone.Good : Tone.Neutral, Blocks = blocks,
            Summary = $"{title}. {left}" };
    }

    private static LeadLine Entry(LeadState lead, CardFormatter pen) => pen.Is(lead.Owner) || lead.Owner is null
        ? LeadListCard.Entry(lead, pen)
        : new LeadLine(
            Line.Of(new Span(LeadText.Name(lead), SpanKind.Strong), new Span(": moved to "), pen.Who(lead.Owner)),
            Tone.Muted, lead.Id);
}
