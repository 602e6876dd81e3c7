using SlaBot.Core.Cards.Words;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>
/// The one live card of a lead for one reader: who it is, why it is an MQL, what to say, the next duty and when it is due in the reader's
/// zone, touches so far, and the buttons that the reader may press now. A past owner sees only where it went.
/// </summary>
public static class LeadCard
{
    /// <summary>Draws the card.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="context">The agreement, the people and the instant of drawing.</param>
    /// <param name="reader">Who reads it; a channel (no person) gets no buttons but the link.</param>
    public static Card Draw(LeadState lead, CardContext context, Reader reader)
    {
        var pen = new Pen(context, reader);
        var rights = ReaderRights.Of(lead, pen);
        return lead.IsErased ? Erased(lead, pen)
            : rights.IsPastOwner && lead.Owner is not null ? Moved(lead, pen)
            : Live(lead, pen, rights);
    }

    /// <summary>The card's fixed parts; of several primary buttons only the first stays one.</summary>
    internal static Card Frame(LeadState lead, string title, Tone tone, IReadOnlyList<CardBlock> blocks, IReadOnlyList<Button> buttons, string summary) => new()
    {
        Title = title, Tone = tone, Blocks = blocks, Buttons = OnePrimary(buttons), Summary = summary, Lead = lead.Id, Version = lead.Version,
    };

    private static IReadOnlyList<Button> OnePrimary(IReadOnlyList<Button> buttons)
    {
        var first = buttons.FirstOrDefault(one => one.Style == ButtonStyle.Primary);
        return [.. buttons.Select(one => one.Style == ButtonStyle.Primary && !ReferenceEquals(one, first) ? one with { Style = ButtonStyle.Normal } : one)];
    }

    private static Card Erased(LeadState lead, Pen pen)
    {
        var name = LeadWords.Name(lead);
        return Frame(lead, name, Tone.Muted, [.. LeadCardNotes.Of(lead with { DuplicateOf = null, Rejection = null }, pen)], [], $"{name}: personal data was deleted on request.");
    }

    private static Card Moved(LeadState lead, Pen pen)
    {
        var name = LeadWords.Name(lead);
        var line = Line.Of(new Span("Moved to "), pen.Who(lead.Owner), new Span(". Nothing is left for you to do."));
        return Frame(lead, name, Tone.Muted, [new Paragraph(line, Tone.Muted)], [], $"{name} moved to {pen.Name(lead.Owner)}; nothing is left for you to do.");
    }

    private static Card Live(LeadState lead, Pen pen, ReaderRights rights)
    {
        var duties = DutyWords.Open(lead, duty => Concerns(duty, rights));
        List<CardBlock> blocks =
        [
            .. NextSteps(lead, duties, pen),
            .. LeadCardNotes.Of(lead, pen),
            .. LeadCardBody.Who(lead, pen),
            .. LeadCardBody.WhyMql(lead, pen),
            .. LeadCardBody.Activity(lead, pen),
            .. LeadCardBody.Briefing(lead),
            .. Missed(lead, pen, rights),
            new Context(LeadWords.Invariant($"Lead {Cut.Name(lead.Id)}")),
        ];
        return Frame(lead, LeadWords.Name(lead), ToneOf(lead, duties), blocks, LeadButtons.All(lead, pen), Summary(lead, duties, pen, rights));
    }

    private static IEnumerable<CardBlock> NextSteps(LeadState lead, IReadOnlyList<Obligation> duties, Pen pen)
    {
        if (duties.Count == 0)
        {
            yield return new Paragraph(Line.Of(new Span("Nothing is due. "), new Span($"Stage: {LeadWords.Stage(lead, pen)}.")), Tone.Muted);
            yield break;
        }

        var next = duties[0];
        yield return new Paragraph(DutyWords.Due(next, lead, pen, "Next: "), next.Status == ObligationStatus.Breached ? Tone.Bad : Tone.Neutral);
        yield return new Context(ClauseWords.Imperative(next, lead) + ".");
        if (duties.Count > 1)
        {
            yield return new Bullets([.. duties.Skip(1).Take(8).Select(duty =>
                (DutyWords.Due(duty, lead, pen), duty.Status == ObligationStatus.Breached ? Tone.Bad : Tone.Neutral))]);
        }
    }

    private static IEnumerable<CardBlock> Missed(LeadState lead, Pen pen, ReaderRights rights)
    {
        var missed = lead.Obligations.Where(duty => Concerns(duty, rights) && !DutyWords.IsOverdue(duty, lead)
            && (duty.BreachedAt is not null || duty.Status is ObligationStatus.Breached or ObligationStatus.Waived)).ToArray();
        if (missed.Length > 0)
        {
            yield return new Heading("Missed or excused");
            yield return new Bullets([.. missed.TakeLast(8).Select(duty => DutyWords.Missed(duty, lead, pen))]);
        }
    }

    // A rep owes sales' promises; everybody else sees both sides.
    private static bool Concerns(Obligation duty, ReaderRights rights) => duty.Party == Party.Sales || !rights.IsOwner;

    private static Tone ToneOf(LeadState lead, IReadOnlyList<Obligation> duties) =>
        duties.Any(duty => duty.Status == ObligationStatus.Breached) ? Tone.Bad
        : lead.Stage == LeadStage.Queue ? Tone.Bad
        : lead.PausedAt is not null ? Tone.Warning
        : lead.Stage == LeadStage.Won ? Tone.Good
        : lead.IsOpen || lead.Stage is LeadStage.Inquiry or LeadStage.MarketingQualified ? Tone.Neutral
        : Tone.Muted;

    private static string Summary(LeadState lead, IReadOnlyList<Obligation> duties, Pen pen, ReaderRights rights)
    {
        var name = LeadWords.Name(lead);
        var head = lead.Stage == LeadStage.Assigned && rights.IsOwner && lead.Touches.Count == 0
            ? $"New lead for you: {name}." : $"{name}: {LeadWords.Stage(lead, pen)}.";
        return duties.Count == 0 ? $"{head} Nothing is due." : $"{head} Next: {DutyWords.DueText(duties[0], pen)}.";
    }
}
