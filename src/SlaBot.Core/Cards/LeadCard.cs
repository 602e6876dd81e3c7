using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>
/// The one live card of a lead for one reader, on one screen of a phone: who it is, the next duty and when it is due in
/// the reader's zone, a line why it is an MQL, a line what to say, touches so far, and the buttons that the reader may
/// press now. All the rest is behind Details. A past owner sees only where it went.
/// </summary>
public static class LeadCard
{
    /// <summary>Draws the card.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="context">The agreement, the people and the instant of drawing.</param>
    /// <param name="reader">Who reads it; a channel (no person) gets no buttons but the link.</param>
    public static Card Draw(LeadState lead, CardContext context, Reader reader) =>
        Draw(lead, context, reader, Live);

    /// <summary>Draws all that is known of the lead: what Details shows.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="context">The agreement, the people and the instant of drawing.</param>
    /// <param name="reader">Who reads it.</param>
    public static Card Details(LeadState lead, CardContext context, Reader reader) =>
        Draw(lead, context, reader, Whole);

    private static Card Draw(LeadState lead, CardContext context, Reader reader,
        Func<LeadState, CardFormatter, ReaderRights, Card> live)
    {
        var pen = new CardFormatter(context, reader);
        var rights = ReaderRights.Of(lead, pen);
        return lead.IsErased ? Erased(lead, pen)
            : rights.IsPastOwner && lead.Owner is not null ? Moved(lead, pen)
            : live(lead, pen, rights);
    }

    /// <summary>The card's fixed parts; of several primary buttons only the first stays one.</summary>
    internal static Card Build(LeadState lead, string title, Tone tone, IReadOnlyList<CardBlock> blocks,
        IReadOnlyList<Button> buttons, string summary) => new()
    {
        Title = title, Tone = tone, Blocks = blocks, Buttons = OnePrimary(buttons), Summary = summary, Lead = lead.Id,
        Version = lead.Version,
    };

    private static IReadOnlyList<Button> OnePrimary(IReadOnlyList<Button> buttons)
    {
        var first = buttons.FirstOrDefault(button => button.Style == ButtonStyle.Primary);
        return [
            .. buttons.Select(
                button =>
                    button.Style == ButtonStyle.Primary && !ReferenceEquals(button, first)
                        ? button with { Style = ButtonStyle.Normal } : button)];
    }

    private static Card Erased(LeadState lead, CardFormatter pen)
    {
        var name = LeadText.Name(lead);
        return Build(lead, name, Tone.Muted,
            [.. LeadCardNotes.Of(lead with { DuplicateOf = null, Rejection = null }, pen)], [],
            $"{name}: personal data was deleted on request.");
    }

    private static Card Moved(LeadState lead, CardFormatter pen)
    {
        var name = LeadText.Name(lead);
        var line = Line.Of(new Span("Moved to "), pen.Who(lead.Owner), new Span(". Nothing is left for you to do."));
        return Build(lead, name, Tone.Muted, [new Paragraph(line, Tone.Muted)], [],
            $"{name} moved to {pen.Name(lead.Owner)}; nothing is left for you to do.");
    }

    private static Card Live(LeadState lead, CardFormatter pen, ReaderRights rights)
    {
        var duties = DutyText.Open(lead, duty => Concerns(duty, rights));
        var buttons = LeadButtons.All(lead, pen);
        IReadOnlyList<CardBlock> blocks = LeadBrief.HasEnded(lead, duties) && !buttons.Any(IsWork)
            ? [LeadBrief.End(lead, pen)]
            : [.. LeadBrief.Next(lead, duties, pen), .. LeadCardNotes.Of(lead, pen), .. LeadBrief.Lines(lead, pen)];
        return Build(lead, LeadText.Name(lead), ToneOf(lead, duties), blocks, buttons,
            Summary(lead, duties, pen, rights));
    }

    // Of an ended lead the record may still be opened, and the lead rated.
    private static bool IsWork(Button button) => !button.IsMore && button.Action is not ("details" or "open");

    private static Card Whole(LeadState lead, CardFormatter pen, ReaderRights rights)
    {
        var duties = DutyText.Open(lead, duty => Concerns(duty, rights));
        List<CardBlock> blocks =
        [
            .. NextSteps(lead, duties, pen),
            .. LeadCardNotes.Of(lead, pen),
            .. LeadCardBody.Who(lead, pen),
            .. LeadCardBody.WhyMql(lead, pen),
            .. LeadCardBody.Activity(lead, pen),
            .. LeadCardBody.Briefing(lead),
            .. Missed(lead, pen, rights),
            new Context(LeadText.Invariant($"Lead {Truncate.Name(lead.Id)}")),
        ];
        return Build(lead, LeadText.Name(lead), ToneOf(lead, duties), blocks,
            [.. LeadButtons.All(lead, pen).Where(button => button.Action != "details")],
            Summary(lead, duties, pen, rights));
    }

    private static IEnumerable<CardBlock> NextSteps(LeadState lead, IReadOnlyList<Obligation> duties, CardFormatter pen)
    {
        if (duties.Count == 0)
        {
            yield return new Paragraph(
                Line.Of(new Span("Nothing is due. "), new Span($"Stage: {LeadText.Stage(lead, pen)}.")), Tone.Muted);
            yield break;
        }

        var next = duties[0];
        yield return new Paragraph(DutyText.Due(next, lead, pen, "Next: "),
            next.Status == ObligationStatus.Breached ? Tone.Bad : Tone.Neutral);
        yield return new Context(ClauseText.Imperative(next, lead) + ".");
        if (duties.Count > 1)
        {
            yield return new Bullets([.. duties.Skip(1).Take(8).Select(duty =>
                (DutyText.Due(duty, lead, pen), duty.Status == ObligationStatus.Breached ? Tone.Bad : Tone.Neutral))]);
        }
    }

    private static IEnumerable<CardBlock> Missed(LeadState lead, CardFormatter pen, ReaderRights rights)
    {
        var missed = lead.Obligations.Where(duty => Concerns(duty, rights) && !DutyText.IsOverdue(duty, lead)
            && (duty.BreachedAt is not null || duty.Status is ObligationStatus.Breached or ObligationStatus.Waived))
            .ToArray();
        if (missed.Length > 0)
        {
            yield return new Heading("Missed or excused");
            yield return new Bullets([.. missed.TakeLast(8).Select(duty => DutyText.Missed(duty, lead, pen))]);
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

    private static string Summary(LeadState lead, IReadOnlyList<Obligation> duties, CardFormatter pen,
        ReaderRights rights)
    {
        var name = LeadText.Name(lead);
        var head = lead.Stage == LeadStage.Assigned && rights.IsOwner && lead.Touches.Count == 0
            ? $"New lead for you: {name}." : $"{name}: {LeadText.Stage(lead, pen)}.";
        return duties.Count == 0 ? $"{head} Nothing is due." : $"{head} Next: {DutyText.DueText(duties[0], pen)}.";
    }
}

/// <summary>A lead for somebody who may not see its contact data: id, company, owner, stage and the next
/// duty.</summary>
public static class OutlineCard
{
    /// <summary>Draws it.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="context">The agreement, the people and the instant of drawing.</param>
    /// <param name="reader">Who reads it.</param>
    public static Card Draw(LeadState lead, CardContext context, Reader reader)
    {
        var pen = new CardFormatter(context, reader);
        var seen = ContactSight.Without(lead);
        var next = DutyText.Open(seen, duty => duty.Party == Party.Sales || seen.Owner is null).FirstOrDefault();
        var items = new List<(string, Line)> { ("Lead", Truncate.Name(seen.Id)) };
        if (seen.Profile.Company.Name is { Length: > 0 } company)
        {
            items.Add(("Company", Truncate.Name(company)));
        }

        items.Add(("Owner", seen.Owner is null ? "nobody yet" : Line.Of(pen.Who(seen.Owner))));
        items.Add(("Stage", LeadText.Stage(seen, pen)));
        items.Add(("Next", next is null ? "nothing is due" : DutyText.Due(next, seen, pen)));
        return LeadCard.Build(
            seen,
            LeadText.Name(seen),
            Tone.Neutral,
            [new Fields(items),
                new Context("The rest is for the owner, who worked it, their managers, marketing and RevOps.")],
            [],
            $"{LeadText.Name(seen)}: {LeadText.Stage(seen, pen)}.");
    }
}
