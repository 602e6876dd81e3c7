using SlaBot.Core.Leads;
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
        Add(items, "Company", Joined(profile.Company.Name, profile.Company.Size is { } size ? LeadText.Invariant($"{size:#,##0} people") : null,
            profile.Company.Industry, profile.Company.Country), Truncate.Note);
        Add(items, "E-mail", profile.Contact.Email);
        Add(items, "Phone", profile.Contact.Phone);
        Add(items, "Source", Joined(profile.Source, profile.Tier is { } tier ? $"tier {Truncate.Name(tier)}" : null), Truncate.Note);
        Add(items, "Score", profile.Score is { } score ? LeadText.Invariant($"{score:0.##}") : null);
        Add(items, "Worth", profile.Amount is { } amount ? LeadText.Money(amount) : null);
        Add(items, "Signals", Joined([.. profile.Signals.Take(5)]), Truncate.Note);
        items.Add(("Stage", LeadText.Stage(lead, pen)));
        if (lead.Owner is not null && !pen.Is(lead.Owner))
        {
            items.Add((lead.Stage is LeadStage.Rejected or LeadStage.Recycled ? "Last owner" : "Owner", Line.Of(pen.Who(lead.Owner))));
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
            yield return new Bullets([.. found.OrderBy(criterionResult => criterionResult.Finding == Finding.Met ? 0 : 1).Take(MostCriteria).Select(Found)]);
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
        yield return new Bullets([.. all.OrderByDescending(activity => activity.At).Take(MostActivity).Select(activity => (Did(activity, pen), Tone.Neutral))]);
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
                new Span(Truncate.Name(last.Code) + (string.IsNullOrWhiteSpace(last.Reason) ? ", " : $" ({Truncate.Note(last.Reason)}), ")), pen.Time(last.At)));
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
        _ => ($"– {Truncate.Note(result.Label)} (no data)", Tone.Muted),
    };

    private static Line Did(Activity activity, CardFormatter pen) => Line.Of(
        new Span(Kind(activity.Kind), SpanKind.Strong),
        new Span(string.IsNullOrWhiteSpace(activity.Subject) ? ", " : $": {Truncate.Name(activity.Subject)}, "),
        pen.Time(activity.At));

    // Kinds come as programs write them: page_view.
    private static string Kind(string kind)
    {
        var name = Truncate.Name(kind);
        return !name.All(character => char.IsLetterOrDigit(character) || character is '_' or '-') || name.Length == 0 ? name
            : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ').Replace('-', ' ');
    }

    private static string? Joined(params IReadOnlyList<string?> parts)
    {
        var known = parts.Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => Truncate.Name(part!)).ToArray();
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
