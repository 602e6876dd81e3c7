using SlaBot.Core.Leads;

namespace SlaBot.Core.Cards;

/// <summary>How a deadline came about, for a reader, times in the reader's zone.</summary>
public static class WhyCard
{
    /// <summary>Draws it.</summary>
    public static Card Draw(LeadState lead, WhyReport report, CardContext context, Reader reader)
    {
        var pen = new CardFormatter(context, reader);
        var duty = report.Obligation;
        var name = LeadText.Name(lead);
        var called = ClauseText.Called(duty);
        List<CardBlock> blocks =
        [
            new Paragraph(
                Line.Of(new Span(called, SpanKind.Strong), new Span($" on {name}, due "), pen.Time(duty.DueAt))),
            new Bullets(
                [.. WhyText.Of(report, pen.Format, pen.Name)
                    .Select(sentence => ((Line)Truncate.To(sentence, 1000), Tone.Neutral))]),
        ];
        if (report.Zone.Id != reader.Zone.Id)
        {
            blocks.Add(
                new Context(
                    $"Times are yours ({TimeText.City(reader.Zone)}); the calendar {Truncate.Name(report.CalendarName)} counts days in {TimeText.City(report.Zone)}."));
        }

        return new Card
        {
            Title = $"Why: {ClauseText.InSentence(called)}, {name}", Blocks = blocks, Lead = lead.Id,
            Version = lead.Version,
            Summary = $"{called} on {name} is due {pen.Format(duty.DueAt)}: {report.Target} from "
                + $"{pen.Format(duty.StartedAt)}.",
        };
    }
}
