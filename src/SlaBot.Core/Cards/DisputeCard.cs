using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

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
            blocks.AddRange(LeadCardBody.Who(lead, pen));
            blocks.AddRange(LeadCardBody.WhyMql(lead, pen));
            blocks.AddRange(LeadCardBody.Activity(lead, pen));
        }

        var rights = ReaderRights.Of(lead, pen);
        var buttons = isOpen && (rights.IsArbiter || rights.IsChannel) ? [LeadButtons.Rule] : Array.Empty<Button>();
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
        return (duty is null ? Line.Of(ask) : Line.Of(ask, new Span(" Please rule by "), pen.Time(duty.DueAt), new Span(".")), Tone.Warning);
    }
}
