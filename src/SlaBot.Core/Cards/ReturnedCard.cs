using SlaBot.Core.Leads;

namespace SlaBot.Core.Cards;

/// <summary>A rejected lead back at marketing: who refused it and why; later the dispute, the ruling or the nurture date, in place.</summary>
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
            blocks.AddRange(LeadCardBody.Who(lead, pen));
            blocks.AddRange(LeadCardBody.WhyMql(lead, pen));
        }

        return LeadCard.Build(lead, $"Back from sales: {name}", tone, blocks, Buttons(lead, pen), $"{name}: {head.Text}");
    }

    private static (Line, Tone) Head(LeadState lead, CardFormatter pen) => lead switch
    {
        { Stage: LeadStage.Recycled, RevisitOn: { } date } => ($"In nurture; to be looked at again on {pen.Format(date)}.", Tone.Muted),
        { Stage: LeadStage.Recycled } => ("In nurture.", Tone.Muted),
        { Stage: LeadStage.Rejected, Rejection: { DisputedAt: not null, Upheld: null } } => ("The rejection is disputed; the ruling comes next.", Tone.Warning),
        { Stage: LeadStage.Rejected, Rejection.Upheld: true } => ("The rejection stands. Next step: put the lead back into nurture.", Tone.Neutral),
        { Stage: LeadStage.Rejected } => (new Line([new Span($"Sales rejected this lead: {LeadCardNotes.Reason(lead)}. Next step: back to nurture"), .. Window(lead, pen), new Span(".")]), Tone.Warning),
        { Rejection.Upheld: false } => ($"The rejection was overturned; the lead is with {pen.Name(lead.Owner)}.", Tone.Good),
        { Owner: not null } => (Line.Of(new Span("Back at sales, with "), pen.Who(lead.Owner), new Span(".")), Tone.Good),
        _ => ($"Now: {LeadText.Stage(lead, pen)}.", Tone.Muted),
    };

    private static Span[] Window(LeadState lead, CardFormatter pen) =>
        lead.Rejection is { } rejection && pen.Context.Policy.DisputeWindow.DeadlineFrom(rejection.At, pen.Context.Policy.Calendar) is { } end
            ? [new Span(", or dispute it until "), pen.Time(end)] : [];

    private static IReadOnlyList<Button> Buttons(LeadState lead, CardFormatter pen)
    {
        List<Button> buttons = [.. LeadButtons.DisputeButtons(lead, pen, ReaderRights.Of(lead, pen))];
        if (lead.Stage == LeadStage.Rejected && LeadButtons.Open(lead) is { } open)
        {
            buttons.Add(open);
        }

        return buttons;
    }
}
