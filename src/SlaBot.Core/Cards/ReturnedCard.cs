using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>A rejected lead back at marketing: who refused it and why; later the dispute, the ruling or the nurture
/// date, in place.</summary>
public static class ReturnedCard
{
    /// <summary>Draws it as it stands now.</summary>
    public static Card Draw(LeadState lead, CardContext context, Reader reader)
    {
        var pen = new CardFormatter(context, reader);
        var name = LeadText.Name(lead);
        var (head, tone) = Head(lead, pen);
        List<CardBlock> blocks = [new Paragraph(head, tone), .. LeadCardNotes.Rejection(lead, pen)];
        if (lead.Stage == LeadStage.Rejected)
        {
            blocks.AddRange(LeadBrief.Lines(lead, pen));
        }

        return LeadCard.Build(lead, $"Back from sales: {name}", tone, blocks, Buttons(lead, pen),
            $"{name}: {head.Text}");
    }

    private static (Line, Tone) Head(LeadState lead, CardFormatter pen) => lead switch
    {
        { Stage: LeadStage.Recycled, RevisitOn: { } date } =>
            ($"In nurture; to be looked at again on {pen.Format(date)}.", Tone.Muted),
        { Stage: LeadStage.Recycled } => ("In nurture.", Tone.Muted),
        { Stage: LeadStage.Rejected, Rejection: { DisputedAt: not null, Upheld: null } } =>
            ("The rejection is disputed; the ruling comes next.", Tone.Warning),
        { Stage: LeadStage.Rejected, Rejection.Upheld: true } =>
            ("The rejection stands. Next step: put the lead back into nurture.", Tone.Neutral),
        { Stage: LeadStage.Rejected } =>
            (new Line(
                [new Span($"Sales rejected this lead: {LeadCardNotes.Reason(lead)}. Next step: back to nurture"),
                    .. Window(lead, pen), new Span(".")]), Tone.Warning),
        { Rejection.Upheld: false } =>
            ($"The rejection was overturned; the lead is with {pen.Name(lead.Owner)}.", Tone.Good),
        { Rejection: null, TakenBack: { } undone, Owner: not null } =>
            (Line.Of(new Span("Undone by "), pen.Who(undone.By), new Span(": the lead is with "), pen.Who(lead.Owner),
                new Span(" as before.")), Tone.Muted),
        { Owner: not null } =>
            (Line.Of(new Span("Back at sales, with "), pen.Who(lead.Owner), new Span(".")), Tone.Good),
        _ => ($"Now: {LeadText.Stage(lead, pen)}.", Tone.Muted),
    };

    private static Span[] Window(LeadState lead, CardFormatter pen) =>
        lead.Rejection is { } rejection
            && pen.Context.Policy.DisputeWindow.DeadlineFrom(rejection.At, pen.Context.Policy.Calendar) is { } end
            ? [new Span(", or dispute it until "), pen.Time(end)] : [];

    private static IReadOnlyList<Button> Buttons(LeadState lead, CardFormatter pen)
    {
        List<Button> buttons = [.. LeadButtons.DisputeButtons(lead, pen, ReaderRights.Of(lead, pen))];
        if (lead.Stage == LeadStage.Rejected)
        {
            buttons.Add(LeadButtons.Details);
            buttons.AddRange(LeadButtons.Open(lead) is { } open ? [open] : []);
        }

        return buttons;
    }
}

/// <summary>A dispute for its arbiter: both sides' words and a button to rule; later the ruling, in place.</summary>
public static class DisputeCard
{
    /// <summary>Draws it as it stands now.</summary>
    public static Card Draw(LeadState lead, CardContext context, Reader reader)
    {
        var pen = new CardFormatter(context, reader);
        var name = LeadText.Name(lead);
        var isOpen = LeadButtons.IsDisputed(lead);
        var (head, tone) = Head(lead, name, isOpen, pen);
        List<CardBlock> blocks = [new Paragraph(head, tone), .. LeadCardNotes.Rejection(lead, pen)];
        if (isOpen)
        {
            blocks.AddRange(LeadBrief.Lines(lead, pen));
        }

        var rights = ReaderRights.Of(lead, pen);
        var buttons = isOpen && (rights.IsArbiter || rights.IsChannel)
            ? [LeadButtons.Rule, LeadButtons.Details] : isOpen ? new[] { LeadButtons.Details } : [];
        return LeadCard.Build(lead, $"Dispute: {name}", tone, blocks, buttons, $"Dispute on {name}. {head.Text}");
    }

    private static (Line, Tone) Head(LeadState lead, string name, bool isOpen, CardFormatter pen)
    {
        if (!isOpen)
        {
            return lead.Rejection?.Upheld switch
            {
                true => ("Ruled: the rejection stands.", Tone.Muted),
                false => ("Ruled: overturned, the lead goes back to sales.", Tone.Good),
                _ => ($"No dispute is open; the lead is {LeadText.Stage(lead, pen)}.", Tone.Muted),
            };
        }

        var ask = new Span($"Marketing disputes the rejection of {name}. Does it stand?");
        var duty = lead.Running.FirstOrDefault(obligation => obligation.Clause == ClauseKind.DisputeAnswer);
        return (duty is null
            ? Line.Of(ask) : Line.Of(ask, new Span(" Please rule by "), pen.Time(duty.DueAt), new Span(".")),
            Tone.Warning);
    }
}

/// <summary>A lead in nurture whose revisit date has come.</summary>
public static class RevisitCard
{
    /// <summary>Draws the reminder; when the lead has left nurture, what became of it.</summary>
    public static Card Draw(LeadState lead, CardContext context, Reader reader)
    {
        var pen = new CardFormatter(context, reader);
        var name = LeadText.Name(lead);
        if (lead.Stage != LeadStage.Recycled)
        {
            var now = $"No longer in nurture: {LeadText.Stage(lead, pen)}.";
            return LeadCard.Build(lead, name, Tone.Muted, [new Paragraph(now, Tone.Muted)], [], $"{name}: {now}");
        }

        var on = lead.RevisitOn is { } date ? $" (set for {pen.Format(date)})" : "";
        List<CardBlock> blocks =
        [
            new Paragraph($"Time to look at {name} again{on}.", Tone.Warning),
            new Paragraph(
                "Next step: if it is ready, ask a manager or RevOps to assign it to sales again; else keep it in "
                + "nurture."),
            .. LeadCardNotes.Rejection(lead, pen), .. LeadBrief.Lines(lead, pen),
        ];
        return LeadCard.Build(lead, $"Look again: {name}", Tone.Warning, blocks,
            LeadButtons.Open(lead) is { } open ? [LeadButtons.Details, open] : [LeadButtons.Details], $"Time to look at {name} again{on}.");
    }
}
