using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>What a reader must know before acting on a lead: queue, pause, duplicate, rejection, dispute, revisit, erasure.</summary>
internal static class LeadCardNotes
{
    /// <summary>The notes that apply now.</summary>
    public static IEnumerable<CardBlock> Of(LeadState lead, CardFormatter pen)
    {
        if (lead.IsErased)
        {
            yield return new Paragraph("Personal data was deleted on request.", Tone.Muted);
        }

        if (lead.Stage == LeadStage.Queue)
        {
            yield return new Paragraph("Nobody can take this lead now. It is assigned by itself as soon as somebody can.", Tone.Bad);
        }

        if (lead.PausedAt is { } since)
        {
            var why = string.IsNullOrWhiteSpace(lead.PauseReason) ? "" : ": " + Truncate.Note(lead.PauseReason);
            yield return new Paragraph(Line.Of(new Span("Paused: sales' clocks stand still since "), pen.Time(since), new Span(why + ". The deadlines move by the paused time.")), Tone.Warning);
        }

        if (lead.DuplicateOf is { } other)
        {
            yield return new Paragraph($"Possible duplicate: the same e-mail stands under lead {Truncate.Name(other)}.", Tone.Warning);
        }

        foreach (var block in Rejection(lead, pen))
        {
            yield return block;
        }

        if (lead.RevisitOn is { } date && lead.Stage == LeadStage.Recycled)
        {
            yield return new Paragraph($"In nurture; to be looked at again on {pen.Format(date)}.", Tone.Muted);
        }
    }

    /// <summary>The last rejection and what became of it; nothing once the lead went on to somebody else.</summary>
    public static IEnumerable<CardBlock> Rejection(LeadState lead, CardFormatter pen)
    {
        if (lead.Rejection is not { } rejection || rejection.Then == RejectConsequence.Reroute)
        {
            yield break;
        }

        yield return new Paragraph(
            Line.Of(new Span("Rejected by "), pen.Who(rejection.Owner), new Span(", "), pen.Time(rejection.At), new Span(": " + Reason(lead))), Tone.Muted);
        if (!string.IsNullOrWhiteSpace(rejection.Note))
        {
            yield return new Context("Note: " + Truncate.Note(rejection.Note));
        }

        if (rejection.DisputedAt is { } at)
        {
            var note = string.IsNullOrWhiteSpace(rejection.DisputeNote) ? "" : ": " + Truncate.Note(rejection.DisputeNote);
            yield return new Paragraph(
                new Line([new Span("Disputed by marketing, "), pen.Time(at), new Span($"{note}{End(note)} "), .. Ruling(rejection, pen).Spans]), rejection.Upheld is null ? Tone.Warning : Tone.Neutral);
        }
    }

    /// <summary>The reason of the rejection, at once or afterwards.</summary>
    public static string Reason(LeadState lead) => Truncate.Note(
        new[] { lead.Rejection?.Reason, lead.Feedback }.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) ?? "no reason given yet");

    // Somebody's own words may bring a stop of their own.
    private static string End(string note) => note.Length > 0 && ".!?…".Contains(note[^1], StringComparison.Ordinal) ? "" : ".";

    private static Line Ruling(Rejection rejection, CardFormatter pen) => rejection.Upheld switch
    {
        true => "Ruling: the rejection stands.",
        false => "Ruling: overturned, the lead goes back to sales.",
        _ when pen.Context.Policy.Arbiter is { } arbiter => Line.Of(pen.Who(arbiter), new Span(" rules on it.")),
        _ => "It waits for a ruling; the agreement names nobody to rule.",
    };
}
