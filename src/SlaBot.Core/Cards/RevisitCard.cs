using SlaBot.Core.Leads;

namespace SlaBot.Core.Cards;

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
            new Paragraph("Next step: if it is ready, ask a manager or RevOps to assign it to sales again; else keep it in nurture."),
            .. LeadCardNotes.Rejection(lead, pen), .. LeadCardBody.Who(lead, pen), .. LeadCardBody.Activity(lead, pen),
        ];
        return LeadCard.Build(lead, $"Look again: {name}", Tone.Warning, blocks,
            LeadButtons.Open(lead) is { } open ? [open] : [], $"Time to look at {name} again{on}.");
    }
}
