using System.Globalization;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Core.Cards;

/// <summary>What a duty is called, and what to do about it.</summary>
public static class ClauseText
{
    /// <summary>What a reader calls the duty: <c>First touch</c>.</summary>
    public static string Called(ClauseKind kind) => ClauseDefinition.Of(kind).Title;

    /// <summary>The duty of one obligation, with its numbers: <c>6 touches on 2 channels</c>.</summary>
    public static string Called(Obligation duty) => duty switch
    {
        { Clause: ClauseKind.Cadence, Touches: > 0 } => Touches(duty.Touches, duty.Channels),
        { Clause: ClauseKind.FirstTouch, Method: { } method } => $"First touch by {Channel(method)}",
        _ => Called(duty.Clause),
    };

    /// <summary>What to do now, as a sentence without its stop.</summary>
    public static string Imperative(ClauseKind kind) => ClauseDefinition.Of(kind).Imperative;

    /// <summary>What to do now for one obligation: where the agreement names the channel of the first touch, that one,
    /// and what to name in it.</summary>
    public static string Imperative(Obligation duty, LeadState lead)
    {
        if (duty is not { Clause: ClauseKind.FirstTouch, Method: { } method })
        {
            return Imperative(duty.Clause);
        }

        var isMail = method.Equals("email", StringComparison.OrdinalIgnoreCase);
        var content = Content(lead) is { } subject
            ? $" that names what they looked at ({Truncate.Name(subject)})" : " that names what they looked at";
        var missed = lead.Touches.Any(touch => touch.At >= duty.Since)
            ? "; what is logged so far went another way and does not count" : "; another channel does not count";
        return $"{(isMail ? $"Write a personal e-mail{content}" : $"Contact the lead by {Channel(method)}")} and log "
            + $"it{missed}";
    }

    private static string? Content(LeadState lead)
    {
        var told = lead.Profile.Activity.Where(activity => !string.IsNullOrWhiteSpace(activity.Subject))
            .OrderByDescending(activity => activity.At).ToList();
        return (told.FirstOrDefault(activity => activity.Kind.Contains("download", StringComparison.OrdinalIgnoreCase))
            ?? told.FirstOrDefault())?.Subject;
    }

    /// <summary>What was done when the duty was, in one or two words: <c>touched</c>.</summary>
    public static string Done(ClauseKind kind) => ClauseDefinition.Of(kind).Done;

    /// <summary>A channel as it is read: <c>e-mail</c> for <c>email</c>, <c>LinkedIn</c> for <c>linkedin</c>; others as
    /// they are.</summary>
    public static string Channel(string channel) => channel.Trim().ToLowerInvariant() switch
    {
        "email" => "e-mail",
        "linkedin" => "LinkedIn",
        _ => Truncate.Name(channel),
    };

    /// <summary>The same words inside a sentence: the first letter small.</summary>
    public static string InSentence(string words) =>
        words.Length == 0 ? words : char.ToLowerInvariant(words[0]) + words[1..];

    private static string Touches(int touches, int channels) => string.Create(
        CultureInfo.InvariantCulture,
        $"{touches} {(touches == 1 ? "touch" : "touches")}{(channels > 1 ? $" on {channels} channels" : "")}");
}

/// <summary>How a duty came out, and how that should strike the eye.</summary>
internal sealed record Outcome(Line Line, Tone Tone);

/// <summary>Obligations in words.</summary>
internal static class DutyText
{
    /// <summary>True while the deadline has passed and the present owner (or another party) still owes the
    /// action.</summary>
    public static bool IsOverdue(Obligation duty, LeadState lead) =>
        duty.Climbs
            && (duty.Party != Party.Sales || duty.Owner is null || lead.Owner is null || Same(duty.Owner, lead.Owner));

    /// <summary>What is still to be done: the overdue first, then the running, each nearest deadline first.</summary>
    public static IReadOnlyList<Obligation> Open(LeadState lead, Func<Obligation, bool> concerns) =>
    [
        .. lead.Obligations.Where(obligation => IsOverdue(obligation, lead) && concerns(obligation))
            .OrderBy(obligation => obligation.DueAt),
        .. lead.Running.Where(concerns),
    ];

    /// <summary>The duty and its deadline: <c>First touch, due Mon 16 Nov, 11:00 EST</c>.</summary>
    public static Line Due(Obligation duty, LeadState lead, CardFormatter pen, string before = "") => Line.Of(
        new Span(before + ClauseText.Called(duty), SpanKind.Strong), new Span(Joint(duty)), pen.Time(duty.DueAt),
        new Span(Progress(duty, lead)));

    /// <summary>The same inside a sentence.</summary>
    public static string DueText(Obligation duty, CardFormatter pen) =>
        ClauseText.InSentence(ClauseText.Called(duty)) + Joint(duty) + pen.Format(duty.DueAt);

    /// <summary>One line for a duty that was missed or excused.</summary>
    public static (Line Line, Tone Tone) Missed(Obligation duty, LeadState lead, CardFormatter pen)
    {
        var outcome = Resolve(duty, lead, pen) ?? new Outcome("not done yet", Tone.Bad);
        Span[] head = [new Span(ClauseText.Called(duty), SpanKind.Strong), new Span(", due "), pen.Time(duty.DueAt),
            new Span(": ")];
        return (new Line([.. head, .. outcome.Line.Spans]), outcome.Tone);
    }

    /// <summary>How it came out; null while it is open (running, or breached and still owed).</summary>
    public static Outcome? Resolve(Obligation duty, LeadState lead, CardFormatter pen) => duty.Status switch
    {
        ObligationStatus.Met => new Outcome(InTime(duty, lead, pen), Tone.Good),
        ObligationStatus.Waived => new Outcome(Excused(duty, pen), Tone.Muted),
        ObligationStatus.Cancelled => new Outcome(Moot(duty, lead, pen, "no longer needed"), Tone.Muted),
        ObligationStatus.Breached when duty.FulfilledAt is { } done =>
            new Outcome(DoneLate(duty, lead, done, pen), Tone.Warning),
        ObligationStatus.Breached when !IsOverdue(duty, lead) =>
            new Outcome(Moot(duty, lead, pen, "not done, and closed"), Tone.Muted),
        ObligationStatus.Running or ObligationStatus.Breached => null,
    };

    private static string Joint(Obligation duty) =>
        duty.Status == ObligationStatus.Breached ? ", overdue since " : ", due ";

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
            spans.AddRange(
                ToldAt(duty, lead) is { } told
                    ? [new Span(" (logged late, at "), pen.Time(told), new Span(")")] : [new Span(" (logged late)")]);
        }

        return new Line(spans);
    }

    private static Instant? ToldAt(Obligation duty, LeadState lead) =>
        duty.Clause is ClauseKind.FirstTouch or ClauseKind.Cadence
        ? lead.Touches.LastOrDefault(touch => touch.At == duty.EndedAt && touch.RecordedAt > duty.DueAt)?.RecordedAt
        : null;

    private static Line Excused(Obligation duty, CardFormatter pen)
    {
        var reason = string.IsNullOrWhiteSpace(duty.Reason) ? "" : ": " + Truncate.Note(duty.Reason);
        return duty.WaivedBy is null
            ? $"excused{reason}" : Line.Of(new Span("excused by "), pen.Who(duty.WaivedBy), new Span(reason));
    }

    private static Line Moot(Obligation duty, LeadState lead, CardFormatter pen, string otherwise)
    {
        if (MovedTo(duty, lead) is { } next)
        {
            return Line.Of(new Span("reassigned to "), pen.Who(next));
        }

        if (string.IsNullOrWhiteSpace(duty.Reason) && lead.IsOpen && duty.Owner is not null
            && duty.StartedAt < lead.AssignedAt)
        {
            return "not done before the lead was given out again";
        }

        return string.IsNullOrWhiteSpace(duty.Reason)
            ? $"{otherwise} ({LeadText.Stage(lead, pen)})" : $"{otherwise}: {Truncate.Note(duty.Reason)}";
    }

    /// <summary>Done after the deadline: to whom the lead had gone by then, and who did it where that is not who owed
    /// it.</summary>
    private static Line DoneLate(Obligation duty, LeadState lead, Instant done, CardFormatter pen)
    {
        List<Span> spans = MovedTo(duty, lead) is { } next
            ? [new Span("reassigned to "), pen.Who(next), new Span("; ")] : [];
        spans.AddRange([new Span($"done late: {ClauseText.Done(duty.Clause)} "), pen.Time(done)]);
        if (DoerOf(duty, lead, done) is { } doer && !(duty.Owner is not null && Same(doer, duty.Owner)))
        {
            spans.AddRange([new Span(" by "), pen.Who(doer)]);
        }

        return new Line(spans);
    }

    /// <summary>Who made the touch that did it; null where it was no touch, or nobody knows.</summary>
    private static string? DoerOf(Obligation duty, LeadState lead, Instant done) =>
        duty.Clause is ClauseKind.FirstTouch or ClauseKind.Cadence
        && lead.Touches.LastOrDefault(touch => touch.At == done) is { } touch ? touch.By ?? touch.Owner : null;

    /// <summary>To whom the lead went from the one who owed this; null while it is theirs, or has gone to
    /// nobody.</summary>
    private static string? MovedTo(Obligation duty, LeadState lead)
    {
        if (duty.Owner is null || lead.Owner is null || Same(duty.Owner, lead.Owner))
        {
            return null;
        }

        // Past owners stand in the order in which they let go: the one behind had it next.
        return lead.PastOwners.SkipWhile(past => !Same(past, duty.Owner)).Skip(1)
            .FirstOrDefault(past => !Same(past, duty.Owner)) ?? lead.Owner;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The escalation matrix as sentences.</summary>
public static class MatrixText
{
    /// <summary>A line an issue, beside each role who stands for it.</summary>
    public static IReadOnlyList<string> Lines(SlaPolicy policy,
        People people) => [.. policy.Review.Matrix.Select(line => Line(policy.Review, people, line))];

    /// <summary>One issue: <c>Lead not followed up: first SDR manager (Milo Brandt), then VP Sales</c>.</summary>
    public static string Line(ReviewTerms review, People people, EscalationLine line) =>
        $"{Truncate.Note(line.Issue)}: first {Rung(review, people, line.First)}, then "
        + $"{Rung(review, people, line.Second)}";

    private static string Rung(ReviewTerms review, People people, string words)
    {
        var named = MatrixRoles.Names(words).Select(role => MatrixRoles.Find(review, role)).OfType<string>().ToList();
        return Truncate.Note(words)
            + (named.Count == 0
                ? "" : $" ({string.Join(", ", named.Select(text => AgreementText.RecipientText(text, people)))})");
    }
}
