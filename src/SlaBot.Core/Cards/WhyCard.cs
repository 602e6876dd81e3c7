using SlaBot.Core.Cards.Words;
using SlaBot.Core.Leads;

namespace SlaBot.Core.Cards;

/// <summary>How a deadline came about, for a reader, times in the reader's zone.</summary>
public static class WhyCard
{
    /// <summary>Draws it.</summary>
    public static Card Draw(LeadState lead, WhyReport report, CardContext context, Reader reader)
    {
        var pen = new Pen(context, reader);
        var duty = report.Obligation;
        var name = LeadWords.Name(lead);
        var called = ClauseWords.Called(duty);
        List<CardBlock> blocks =
        [
            new Paragraph(Line.Of(new Span(called, SpanKind.Strong), new Span($" on {name}, due "), pen.Time(duty.DueAt))),
            new Bullets([.. WhyWords.Of(report, pen.Say, pen.Name).Select(sentence => ((Line)Cut.To(sentence, 1000), Tone.Neutral))]),
        ];
        if (report.Zone.Id != reader.Zone.Id)
        {
            blocks.Add(new Context($"Times are yours ({TimeWords.City(reader.Zone)}); the calendar {Cut.Name(report.CalendarName)} counts days in {TimeWords.City(report.Zone)}."));
        }

        return new Card
        {
            Title = $"Why: {ClauseWords.InSentence(called)}, {name}", Blocks = blocks, Lead = lead.Id, Version = lead.Version,
            Summary = $"{called} on {name} is due {pen.Say(duty.DueAt)}: {report.Target} from {pen.Say(duty.StartedAt)}.",
        };
    }
}
