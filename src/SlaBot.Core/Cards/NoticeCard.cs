using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>A reminder before a deadline (<c>warning-N</c>) or an escalation after it (<c>rung-N</c>), and its
/// correction in place once it is resolved.</summary>
public static class NoticeCard
{
    /// <summary>Draws the notice.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="obligationId">Which of its obligations.</param>
    /// <param name="level"><c>warning-1</c>, <c>rung-1</c> and so on.</param>
    /// <param name="context">The agreement, the people and the instant of drawing.</param>
    /// <param name="reader">Who reads it; a channel is offered the manager's buttons, and the press is checked.</param>
    /// <param name="alreadyPosted">True when it stands in the chat, so that it is corrected rather than
    /// dropped.</param>
    /// <returns>Null when it is moot and was never posted, or when the lead has no such obligation.</returns>
    public static Card? Draw(LeadState lead, string obligationId, string level, CardContext context, Reader reader,
        bool alreadyPosted)
    {
        if (lead.Obligations.FirstOrDefault(obligation => obligation.Id == obligationId) is not { } duty)
        {
            return null;
        }

        var pen = new CardFormatter(context, reader);
        var isWarning = level.StartsWith("warning", StringComparison.Ordinal);
        if (IsDue(duty, lead, isWarning))
        {
            return isWarning ? Warning(lead, duty, pen) : Breach(lead, duty, level, pen);
        }

        return !isWarning && IsForfeit(duty, lead) ? TakenBack(lead, duty, pen)
            : alreadyPosted ? Correction(lead, duty, pen) : null;
    }

    /// <summary>True while there is something to remind of; when false, a notice that was never posted is
    /// moot.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="obligationId">Which of its obligations.</param>
    /// <param name="level"><c>warning-1</c>, <c>rung-1</c> and so on.</param>
    public static bool IsDue(LeadState lead, string obligationId, string level) =>
        lead.Obligations.FirstOrDefault(obligation => obligation.Id == obligationId) is { } duty
            && (IsDue(duty, lead, level.StartsWith("warning", StringComparison.Ordinal))
                || (!level.StartsWith("warning", StringComparison.Ordinal) && IsForfeit(duty, lead)));

    private static bool IsDue(Obligation duty, LeadState lead, bool isWarning) =>
        isWarning ? duty.Status == ObligationStatus.Running : DutyText.IsOverdue(duty, lead);

    private static Card Warning(LeadState lead, Obligation duty, CardFormatter pen)
    {
        var name = LeadText.Name(lead);
        var line = new Line([.. DutyText.Due(duty, lead, pen).Spans, new Span(".")]);
        List<CardBlock> blocks =
        [
            new Paragraph(line, Tone.Warning), new Paragraph(ClauseText.Imperative(duty, lead) + "."),
            .. Details(lead, duty, pen),
        ];
        var buttons = MayDo(duty, Rights(lead, pen)) ? LeadButtons.For(duty.Clause, lead, pen) : [];
        return LeadCard.Build(lead, $"Reminder: {name}", Tone.Warning, blocks, WithOpen(buttons, lead),
            $"Reminder for {name}: {DutyText.DueText(duty, pen)}. {ClauseText.Imperative(duty, lead)}.");
    }

    // The miss took the lead from its owner in the same instant: whoever is called is told all the same.
    private static bool IsForfeit(Obligation duty, LeadState lead) => duty.Status == ObligationStatus.Breached
        && duty.FulfilledAt is null && lead.Forfeits.Any(forfeit => forfeit.Obligation == duty.Id);

    private static Card TakenBack(LeadState lead, Obligation duty, CardFormatter pen)
    {
        var name = LeadText.Name(lead);
        Span who = pen.Is(duty.Owner) ? new Span("You") : pen.Who(duty.Owner);
        var line = Line.Of(who, new Span($" missed a deadline on {name}: "
            + $"{ClauseText.InSentence(ClauseText.Called(duty))}, due "), pen.Time(duty.DueAt), new Span("."));
        var now = lead.Owner is null
            ? (Line)"The lead was taken back and waits in the queue; it is assigned as soon as somebody can take it."
            : Line.Of(new Span("The lead was taken back and is with "), pen.Who(lead.Owner), new Span(" now."));
        return LeadCard.Build(lead, $"Taken back: {name}", Tone.Bad, [new Paragraph(line, Tone.Bad), new Paragraph(now)],
            pen.Is(duty.Owner) ? [] : [LeadButtons.Show], $"{line.Text} {now.Text}");
    }

    private static bool MayDo(Obligation duty, ReaderRights rights) => rights.IsChannel || duty.Party switch
    {
        Party.Marketing => rights.Leads,
        Party.RevOps => rights.IsArbiter,
        Party.Sales => rights.Works,
    };

    private static Card Breach(LeadState lead, Obligation duty, string level, CardFormatter pen)
    {
        var name = LeadText.Name(lead);
        var isMine = pen.Is(duty.Owner);
        var what = ClauseText.InSentence(ClauseText.Called(duty));
        Span who = isMine
            ? new Span("You") : duty.Owner is null ? new Span(ScorecardText.PartyName(duty.Party))
            : pen.Who(duty.Owner);
        var line = Line.Of(who, new Span($" missed a deadline on {name}: {what}, due "), pen.Time(duty.DueAt),
            new Span(". It is still open."));
        List<CardBlock> blocks = [new Paragraph(line, Tone.Bad), new Paragraph(NextStep(lead, duty, isMine, pen))];
        if (LeftFor(lead, duty, level, pen) is { } since)
        {
            blocks.Add(new Context(since));
        }

        blocks.AddRange(Details(lead, duty, pen));
        return LeadCard.Build(lead, $"Overdue: {name}", Tone.Bad, blocks,
            WithOpen(BreachButtons(lead, duty, pen), lead), line.Text);
    }

    private static IReadOnlyList<Button> BreachButtons(LeadState lead, Obligation duty, CardFormatter pen)
    {
        var rights = Rights(lead, pen);
        var buttons = new List<Button>();
        if (duty.Party == Party.RevOps ? rights.IsArbiter : duty.Party == Party.Sales && rights.IsOwner)
        {
            buttons.AddRange(LeadButtons.For(duty.Clause, lead, pen));
        }

        if (rights.Leads || rights.IsChannel)
        {
            if (duty.Party != Party.RevOps
                && (lead.IsOpen
                    || (lead.Owner is null && lead.Stage is LeadStage.Queue or LeadStage.MarketingQualified)))
            {
                buttons.Add(LeadButtons.Assign(lead, pen, ButtonStyle.Primary));
            }

            buttons.Add(LeadButtons.Waive(duty));
        }

        if (!pen.Is(duty.Owner) && LeadButtons.Contact(duty, lead, pen) is { } contact)
        {
            buttons.Add(contact);
        }

        if (!pen.Is(duty.Owner))
        {
            buttons.Add(LeadButtons.Show);
        }

        return buttons;
    }

    private static Card Correction(LeadState lead, Obligation duty, CardFormatter pen)
    {
        var name = LeadText.Name(lead);
        var outcome = DutyText.Resolve(duty, lead, pen) ?? Unresolved(lead, duty, pen);
        var head = outcome.Tone == Tone.Good ? "Resolved: " : "";
        var line = new Line([new Span(head), .. outcome.Line.Spans, new Span(".")]);
        if (head.Length == 0)
        {
            line = new Line(
                [new Span(Capital(line.Spans[1].Text), line.Spans[1].Kind, line.Spans[1].At, line.Spans[1].Target),
                    .. line.Spans.Skip(2)]);
        }

        var was = Line.Of(new Span(ClauseText.Called(duty)), new Span($" on {name}, due "), pen.Time(duty.DueAt));
        return LeadCard.Build(lead, name, outcome.Tone, [new Paragraph(line, outcome.Tone), new Context(was)], [],
            $"{name}: {line.Text}");
    }

    private static Outcome Unresolved(LeadState lead, Obligation duty, CardFormatter pen) =>
        duty.Status == ObligationStatus.Running && duty.Party == Party.Sales && lead.PausedAt <= duty.DueAt
        ? new Outcome(
            Line.Of(new Span("the clock has stood still since "), pen.Time(lead.PausedAt!.Value),
                new Span(": the deadline was not missed")), Tone.Muted)
        : duty.Status == ObligationStatus.Running
        ? new Outcome(Line.Of(new Span("the deadline moved, now due "), pen.Time(duty.DueAt)), Tone.Muted)
        : new Outcome(Line.Of(new Span("the deadline passed; overdue since "), pen.Time(duty.DueAt)), Tone.Muted);

    private static IEnumerable<CardBlock> Details(LeadState lead, Obligation duty, CardFormatter pen)
    {
        var contact = lead.Profile.Contact;
        var items = new List<(string, Line)>();

        // Whoever missed it is named in the sentence; a reminder names nobody.
        if (duty.Status == ObligationStatus.Running && duty.Owner is not null && !pen.Is(duty.Owner))
        {
            items.Add(("Owner", Line.Of(pen.Who(duty.Owner))));
        }

        items.AddRange(new[] { ("E-mail", contact.Email), ("Phone", contact.Phone) }
            .Where(pair => !string.IsNullOrWhiteSpace(pair.Item2))
            .Select(pair => (pair.Item1, (Line)Truncate.Name(pair.Item2!))));
        items.Add(("Stage", LeadText.Stage(lead, pen)));
        items.Add(("Touches", LeadText.Touches(lead, pen)));
        yield return new Fields(items);
        foreach (var note in lead.PausedAt is null
            ? [] : LeadCardNotes.Of(lead with { Rejection = null, DuplicateOf = null }, pen))
        {
            yield return note;
        }
    }

    // In a channel the manager is called: the buttons are for them.
    private static Line NextStep(LeadState lead, Obligation duty, bool isMine, CardFormatter pen)
    {
        if (isMine || duty.Owner is null)
        {
            return $"{ClauseText.Imperative(duty, lead)}.";
        }

        var step =
            $"ask {pen.Name(duty.Owner)} to act now, give the lead to somebody else, or excuse the miss with a reason.";
        var manager = pen.Reader.Person is null
            ? pen.Context.People.Find(pen.Context.People.Find(duty.Owner)?.Manager) : null;
        return manager is null ? $"Next step: {step}" : Line.Of(pen.Who(manager.Email), new Span($", please {step}"));
    }

    // Counted from the clause as it stands; left out when the agreement has changed since.
    private static string? LeftFor(LeadState lead, Obligation duty, string level, CardFormatter pen)
    {
        var clause = pen.Context.Policy.ClauseFor(duty.Clause, lead.Profile.Tier, lead.Team, lead.Profile.Region);
        var isSame = pen.Context.Policy.Version == duty.PolicyVersion;
        return isSame && clause is not null && int.TryParse(level.AsSpan(level.LastIndexOf('-') + 1), out var rung)
            && rung >= 1 && rung <= clause.Ladder.Count && clause.Ladder[rung - 1].After.Amount > 0
            ? $"Escalated because it was still open {clause.Ladder[rung - 1].After} after the deadline." : null;
    }

    private static IReadOnlyList<Button> WithOpen(IReadOnlyList<Button> buttons, LeadState lead) =>
        LeadButtons.Open(lead) is { } open ? [.. buttons, open] : buttons;

    private static ReaderRights Rights(LeadState lead, CardFormatter pen) => ReaderRights.Of(lead, pen);

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
