using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Cards;

/// <summary>The body of a lead's card: who, why it is an MQL, what they did, what to say.</summary>
internal static class LeadCardBody
{
    private const int MostActivity = 5;
    private const int MostCriteria = 12;

    /// <summary>The person, the company and where the lead stands.</summary>
    public static IEnumerable<CardBlock> Who(LeadState lead, CardFormatter pen)
    {
        var profile = lead.Profile;
        var items = new List<(string, Line)>();
        Add(items, "Contact", Joined(profile.Contact.Name, profile.Contact.Title), Truncate.Note);
        Add(items, "Company",
            Joined(profile.Company.Name,
                profile.Company.Size is { } size ? LeadText.Invariant($"{size:#,##0} people") : null,
            profile.Company.Industry, profile.Company.Country), Truncate.Note);
        Add(items, "E-mail", profile.Contact.Email);
        Add(items, "Phone", profile.Contact.Phone);
        Add(items, "Source", Joined(profile.Source, profile.Tier is { } tier ? $"tier {Truncate.Name(tier)}" : null),
            Truncate.Note);
        Add(items, "Score", profile.Score is { } score ? LeadText.Invariant($"{score:0.##}") : null);
        Add(items, "Worth", profile.Amount is { } amount ? LeadText.Money(amount) : null);
        Add(items, "Signals", Joined([.. profile.Signals.Take(5)]), Truncate.Note);
        items.Add(("Stage", LeadText.Stage(lead, pen)));
        if (lead.Owner is not null && !pen.Is(lead.Owner))
        {
            items.Add(
                (lead.Stage is LeadStage.Rejected or LeadStage.Recycled ? "Last owner" : "Owner",
                    Line.Of(pen.Who(lead.Owner))));
        }

        items.Add(("Touches", LeadText.Touches(lead, pen)));
        items.AddRange(Word(lead, pen));
        yield return new Fields(items);
    }

    /// <summary>Which criteria it met, missed or lacked data for.</summary>
    public static IEnumerable<CardBlock> WhyMql(LeadState lead, CardFormatter pen)
    {
        if (lead.MqlAt is not { } at)
        {
            yield return new Context("Not a qualified lead (MQL) yet: the agreed criteria are not met.");
            foreach (var block in Findings(MqlFindings.Of(lead, pen.Context.Policy, pen.Context.Now)))
            {
                yield return block;
            }

            yield break;
        }

        yield return new Heading("Why it is a qualified lead (MQL)");
        yield return new Context(Line.Of(new Span("Qualified "), pen.Time(at)));
        if (lead.Criteria.Count == 0)
        {
            yield return new Context("Marketing says so; no criteria were checked.");
            yield break;
        }

        foreach (var block in Findings(lead.Criteria))
        {
            yield return block;
        }
    }

    private static IEnumerable<CardBlock> Findings(IReadOnlyList<CriterionResult> found)
    {
        if (found.Count > 0)
        {
            yield return new Bullets(
                [.. found.OrderBy(criterionResult => criterionResult.Finding == Finding.Met ? 0 : 1).Take(MostCriteria)
                    .Select(Found)]);
        }

        if (found.Count > MostCriteria)
        {
            yield return new Context(LeadText.Invariant($"and {found.Count - MostCriteria} more criteria"));
        }
    }

    /// <summary>What they did, newest first.</summary>
    public static IEnumerable<CardBlock> Activity(LeadState lead, CardFormatter pen)
    {
        var all = lead.Profile.Activity;
        if (all.Count == 0)
        {
            yield break;
        }

        yield return new Heading("What they did");
        yield return new Bullets(
            [.. all.OrderByDescending(activity => activity.At).Take(MostActivity)
                .Select(activity => (Did(activity, pen), Tone.Neutral))]);
        if (all.Count > MostActivity)
        {
            yield return new Context(LeadText.Invariant($"and {all.Count - MostActivity} more before that"));
        }
    }

    /// <summary>News, what to say, who helps inside.</summary>
    public static IEnumerable<CardBlock> Briefing(LeadState lead)
    {
        var items = new List<(string, Line)>();
        Add(items, "News", lead.Profile.Briefing.News, Truncate.Note);
        Add(items, "What to say", lead.Profile.Briefing.TalkTrack, Truncate.Note);
        Add(items, "Champion inside", lead.Profile.Briefing.Champion, Truncate.Note);
        return items.Count == 0 ? [] : [new Heading("Briefing"), new Fields(items)];
    }

    private static IEnumerable<(string, Line)> Word(LeadState lead, CardFormatter pen)
    {
        if (lead.Dispositions.Count > 0)
        {
            var last = lead.Dispositions[^1];
            yield return ("Outcome", Line.Of(
                new Span(
                    Truncate.Name(last.Code)
                        + (string.IsNullOrWhiteSpace(last.Reason) ? ", " : $" ({Truncate.Note(last.Reason)}), ")),
                        pen.Time(last.At)));
        }

        if (!string.IsNullOrWhiteSpace(lead.Status))
        {
            yield return ("Status", lead.StatusAt is { } at
                ? Line.Of(new Span(Truncate.Note(lead.Status) + ", "), pen.Time(at)) : Truncate.Note(lead.Status));
        }

        if (lead.Rating is { } rating)
        {
            yield return ("Rated", LeadText.Invariant($"fit {rating.Fit} of 5, timing {rating.Timing} of 5"));
        }
    }

    private static (Line, Tone) Found(CriterionResult result) => result.Finding switch
    {
        Finding.Met => ("✓ " + Truncate.Note(result.Label), Tone.Good),
        Finding.Missed => ("✗ " + Truncate.Note(result.Label), Tone.Neutral),
        Finding.Unknown => ($"– {Truncate.Note(result.Label)} (no data)", Tone.Muted),
    };

    private static Line Did(Activity activity, CardFormatter pen) => Line.Of(
        new Span(Capital(Kind(activity.Kind)), SpanKind.Strong),
        new Span(string.IsNullOrWhiteSpace(activity.Subject) ? ", " : $": {Truncate.Name(activity.Subject)}, "),
        pen.Time(activity.At));

    /// <summary>A kind of activity in words: programs write <c>page_view</c>.</summary>
    public static string Kind(string kind)
    {
        var name = Truncate.Name(kind);
        return name.All(character => char.IsLetterOrDigit(character) || character is '_' or '-')
            ? name.Replace('_', ' ').Replace('-', ' ') : name;
    }

    private static string Capital(string words) =>
        words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    private static string? Joined(params IReadOnlyList<string?> parts)
    {
        var known =
            parts.Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => Truncate.Name(part!)).ToArray();
        return known.Length == 0 ? null : string.Join(", ", known);
    }

    private static void Add(List<(string, Line)> items, string label, string? value, Func<string, string>? cut = null)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            items.Add((label, (cut ?? Truncate.Name)(value)));
        }
    }
}

/// <summary>What a reader must know before acting on a lead: queue, pause, duplicate, rejection, dispute, revisit,
/// erasure.</summary>
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
            yield return new Paragraph(
                "Nobody can take this lead now. It is assigned by itself as soon as somebody can.", Tone.Bad);
        }

        if (lead.Forfeits is [.., { To: { } to } last] && lead.Owner == to && lead.Touches.All(touch => touch.At < last.At)
            && lead.Stage == LeadStage.Assigned)
        {
            yield return new Paragraph(Line.Of(new Span("Taken back from "), pen.Who(last.From), new Span(", who missed a "
                + "deadline: somebody is waiting for you.")), Tone.Warning);
        }

        if (lead.PausedAt is { } since)
        {
            var why = string.IsNullOrWhiteSpace(lead.PauseReason) ? "" : ": " + Truncate.Note(lead.PauseReason);
            yield return new Paragraph(
                Line.Of(new Span("Paused: sales' clocks stand still since "), pen.Time(since),
                    new Span(why + ". The deadlines move by the paused time.")), Tone.Warning);
        }

        if (lead.OwnerConflicts.FirstOrDefault() is { } conflict)
        {
            yield return new Paragraph(Line.Of(
                new Span($"Conflict: {(conflict.Sender.Length == 0 ? "the sender" : Truncate.Name(conflict.Sender))} says that the "
                    + "owner is "), pen.Who(conflict.Owner), new Span(".")), Tone.Warning);
        }

        if (lead.DuplicateOf is { } other)
        {
            yield return new Paragraph($"Possible duplicate: the same e-mail stands under lead {Truncate.Name(other)}.",
                Tone.Warning);
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
            Line.Of(new Span("Rejected by "), pen.Who(rejection.Owner), new Span(", "), pen.Time(rejection.At),
                new Span(": " + Reason(lead))), Tone.Muted);
        if (!string.IsNullOrWhiteSpace(rejection.Note))
        {
            yield return new Context("Note: " + Truncate.Note(rejection.Note));
        }

        if (rejection.DisputedAt is { } at)
        {
            var note = string.IsNullOrWhiteSpace(rejection.DisputeNote)
                ? "" : ": " + Truncate.Note(rejection.DisputeNote);
            yield return new Paragraph(
                new Line(
                    [new Span("Disputed by marketing, "), pen.Time(at), new Span($"{note}{End(note)} "),
                        .. Ruling(rejection, pen).Spans]), rejection.Upheld is null ? Tone.Warning : Tone.Neutral);
        }
    }

    /// <summary>The reason of the rejection, at once or afterwards.</summary>
    public static string Reason(LeadState lead) => Truncate.Note(
        new[] { lead.Rejection?.Reason, lead.Feedback }.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))
            ?? "no reason given yet");

    // Somebody's own words may bring a stop of their own.
    private static string End(string note) =>
        note.Length > 0 && ".!?…".Contains(note[^1], StringComparison.Ordinal) ? "" : ".";

    private static Line Ruling(Rejection rejection, CardFormatter pen) => rejection.Upheld switch
    {
        true => "Ruling: the rejection stands.",
        false => "Ruling: overturned, the lead goes back to sales.",
        _ when pen.Context.Policy.Arbiter is { } arbiter => Line.Of(pen.Who(arbiter), new Span(" rules on it.")),
        _ => "It waits for a ruling; the agreement names nobody to rule.",
    };
}
