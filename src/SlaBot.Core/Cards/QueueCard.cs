using SlaBot.Core.Leads;

namespace SlaBot.Core.Cards;

/// <summary>The loud alarm that nobody can take a lead; once somebody has it, the correction in place.</summary>
public static class QueueCard
{
    /// <summary>Draws the alarm or, when the lead is no longer in the queue, what became of it.</summary>
    public static Card Draw(LeadState lead, CardContext context, Reader reader)
    {
        var pen = new CardFormatter(context, reader);
        return lead.Stage is LeadStage.Queue or LeadStage.MarketingQualified && lead.Owner is null
            ? Alarm(lead, pen) : Resolved(lead, pen);
    }

    private static Card Alarm(LeadState lead, CardFormatter pen)
    {
        var name = LeadText.Name(lead);
        var rights = ReaderRights.Of(lead, pen);
        var why = string.IsNullOrWhiteSpace(lead.QueuedWhy)
            ? "Everybody on the roster is away, full, or does not cover it." : Truncate.Note(lead.QueuedWhy);
        List<CardBlock> blocks =
        [
            new Paragraph(Line.Of(new Span("Nobody can take "), new Span(name, SpanKind.Strong), new Span(".")),
                Tone.Bad),
            new Paragraph(why),
            .. lead.Running.Take(1).Select(duty => new Paragraph(DutyText.Due(duty, lead, pen, "Next: "))),
            new Paragraph(Line.Of(
                new Span("Assign it by hand, raise somebody's capacity or add somebody to the roster in the settings, or end "
                    + "an absence ("), new Span("/sla back", SpanKind.Command), new Span("). "),
                new Span("It is assigned by itself as soon as somebody can take it."))),
            .. LeadBrief.Lines(lead, pen),
        ];
        return LeadCard.Build(lead, $"Nobody can take {name}", Tone.Bad, blocks,
            rights.Leads || rights.IsChannel
                ? [LeadButtons.Assign(lead, pen, ButtonStyle.Primary), LeadButtons.Details] : [LeadButtons.Details],
            $"Nobody can take {name}. Assign it by hand, or make room on the roster.");
    }

    private static Card Resolved(LeadState lead, CardFormatter pen)
    {
        var name = LeadText.Name(lead);
        var line = lead.Owner is null
            ? (Line)$"No longer in the queue: {LeadText.Stage(lead, pen)}."
            : lead.AssignedAt is { } at
                ? Line.Of(new Span("Resolved: assigned to "), pen.Who(lead.Owner), new Span(", "), pen.Time(at),
                    new Span("."))
                : Line.Of(new Span("Resolved: assigned to "), pen.Who(lead.Owner), new Span("."));
        var tone = lead.Owner is null ? Tone.Muted : Tone.Good;
        return LeadCard.Build(lead, name, tone, [new Paragraph(line, tone)], [], $"{name}: {line.Text}");
    }
}
