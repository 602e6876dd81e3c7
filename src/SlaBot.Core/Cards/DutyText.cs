using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>How a duty came out, and how that should strike the eye.</summary>
internal sealed record Outcome(Line Line, Tone Tone);

/// <summary>Obligations in words.</summary>
internal static class DutyText
{
    /// <summary>True while the deadline has passed and the present owner (or another party) still owes the deed.</summary>
    public static bool IsOverdue(Obligation duty, LeadState lead) =>
        duty.Climbs && (duty.Party != Party.Sales || duty.Owner is null || lead.Owner is null || Same(duty.Owner, lead.Owner));

    /// <summary>What is still to be done: the overdue first, then the running, each nearest deadline first.</summary>
    public static IReadOnlyList<Obligation> Open(LeadState lead, Func<Obligation, bool> concerns) =>
    [
        .. lead.Obligations.Where(obligation => IsOverdue(obligation, lead) && concerns(obligation)).OrderBy(obligation => obligation.DueAt),
        .. lead.Running.Where(concerns),
    ];

    /// <summary>The duty and its deadline: <c>First touch, due Mon 16 Nov, 11:00 EST</c>.</summary>
    public static Line Due(Obligation duty, LeadState lead, CardFormatter pen, string before = "") => Line.Of(
        new Span(before + ClauseText.Called(duty), SpanKind.Strong), new Span(Joint(duty)), pen.Time(duty.DueAt), new Span(Progress(duty, lead)));

    /// <summary>The same inside a sentence.</summary>
    public static string DueText(Obligation duty, CardFormatter pen) =>
        ClauseText.InSentence(ClauseText.Called(duty)) + Joint(duty) + pen.Format(duty.DueAt);

    /// <summary>One line for a duty that was missed or excused.</summary>
    public static (Line Line, Tone Tone) Missed(Obligation duty, LeadState lead, CardFormatter pen)
    {
        var outcome = Resolve(duty, lead, pen) ?? new Outcome("not done yet", Tone.Bad);
        Span[] head = [new Span(ClauseText.Called(duty), SpanKind.Strong), new Span(", due "), pen.Time(duty.DueAt), new Span(": ")];
        return (new Line([.. head, .. outcome.Line.Spans]), outcome.Tone);
    }

    /// <summary>How it came out; null while it is open (running, or breached and still owed).</summary>
    public static Outcome? Resolve(Obligation duty, LeadState lead, CardFormatter pen) => duty.Status switch
    {
        ObligationStatus.Met => new Outcome(InTime(duty, lead, pen), Tone.Good),
        ObligationStatus.Waived => new Outcome(Excused(duty, pen), Tone.Muted),
        ObligationStatus.Cancelled => new Outcome(Moot(duty, lead, pen, "no longer needed"), Tone.Muted),
        ObligationStatus.Breached when duty.FulfilledAt is { } done => new Outcome(DoneLate(duty, lead, done, pen), Tone.Warning),
        ObligationStatus.Breached when !IsOverdue(duty, lead) => new Outcome(Moot(duty, lead, pen, "not done, and closed"), Tone.Muted),
        _ => null,
    };

    private static string Joint(Obligation duty) => duty.Status == ObligationStatus.Breached ? ", overdue since " : ", due ";

    private static string Progress(Obligation duty, LeadState lead) => duty.Clause == ClauseKind.Cadence
        ? LeadText.Invariant($" ({LeadText.Counted(lead, duty).Count()} of {duty.Touches} made)") : "";

    private static Line InTime(Obligation duty, LeadState lead, CardFormatter pen)
    {
        var spans = new List<Span> { new($"{ClauseText.Done(duty.Clause)} ") };
        if (duty.EndedAt is { } at)
        {
            spans.Add(pen.Time(at));
            spans.Add(new Span(", "));
        }

        spans.Add(new Span("in time"));
        if (duty.BreachedAt is not null)
        {
            spans.AddRange(ToldAt(duty, lead) is { } told ? [new Span(" (logged late, at "), pen.Time(told), new Span(")")] : [new Span(" (logged late)")]);
        }

        return new Line(spans);
    }

    private static Instant? ToldAt(Obligation duty, LeadState lead) => duty.Clause is ClauseKind.FirstTouch or ClauseKind.Cadence
        ? lead.Touches.LastOrDefault(touch => touch.At == duty.EndedAt && touch.RecordedAt > duty.DueAt)?.RecordedAt : null;

    private static Line Excused(Obligation duty, CardFormatter pen)
    {
        var reason = string.IsNullOrWhiteSpace(duty.Reason) ? "" : ": " + Truncate.Note(duty.Reason);
        return duty.WaivedBy is null ? $"excused{reason}" : Line.Of(new Span("excused by "), pen.Who(duty.WaivedBy), new Span(reason));
    }

    private static Line Moot(Obligation duty, LeadState lead, CardFormatter pen, string otherwise)
    {
        if (MovedTo(duty, lead) is { } next)
        {
            return Line.Of(new Span("reassigned to "), pen.Who(next));
        }

        if (string.IsNullOrWhiteSpace(duty.Reason) && lead.IsOpen && duty.Owner is not null && duty.StartedAt < lead.AssignedAt)
        {
            return "not done before the lead was given out again";
        }

        return string.IsNullOrWhiteSpace(duty.Reason) ? $"{otherwise} ({LeadText.Stage(lead, pen)})" : $"{otherwise}: {Truncate.Note(duty.Reason)}";
    }

    /// <summary>Done after the deadline: to whom the lead had gone by then, and who did it where that is not who owed it.</summary>
    private static Line DoneLate(Obligation duty, LeadState lead, Instant done, CardFormatter pen)
    {
        List<Span> spans = MovedTo(duty, lead) is { } next ? [new Span("reassigned to "), pen.Who(next), new Span("; ")] : [];
        spans.AddRange([new Span($"done late: {ClauseText.Done(duty.Clause)} "), pen.Time(done)]);
        if (DoerOf(duty, lead, done) is { } doer && !(duty.Owner is not null && Same(doer, duty.Owner)))
        {
            spans.AddRange([new Span(" by "), pen.Who(doer)]);
        }

        return new Line(spans);
    }

    /// <summary>Who made the touch that did it; null where it was no touch, or nobody knows.</summary>
    private static string? DoerOf(Obligation duty, LeadState lead, Instant done) => duty.Clause is ClauseKind.FirstTouch or ClauseKind.Cadence
        && lead.Touches.LastOrDefault(touch => touch.At == done) is { } touch ? touch.By ?? touch.Owner : null;

    /// <summary>To whom the lead went from the one who owed this; null while it is theirs, or has gone to nobody.</summary>
    private static string? MovedTo(Obligation duty, LeadState lead)
    {
        if (duty.Owner is null || lead.Owner is null || Same(duty.Owner, lead.Owner))
        {
            return null;
        }

        // Past owners stand in the order in which they let go: the one behind had it next.
        return lead.PastOwners.SkipWhile(past => !Same(past, duty.Owner)).Skip(1).FirstOrDefault(past => !Same(past, duty.Owner)) ?? lead.Owner;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
