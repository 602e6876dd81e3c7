using System.Globalization;
using NodaTime;
using SlaBot.Core.Time;

namespace SlaBot.Core.Policy.Criteria;

/// <summary>What a criterion came to for one lead.</summary>
public enum Finding
{
    /// <summary>It holds.</summary>
    Met,

    /// <summary>It does not hold.</summary>
    Missed,

    /// <summary>The lead lacks the data to tell.</summary>
    Unknown,
}

/// <summary>One criterion's label and what it came to; the card and the API show these.</summary>
public sealed record CriterionResult(string Label, Finding Finding);

/// <summary>Evaluates criteria against a profile at an instant. Only <see cref="Finding.Met"/> counts as
/// holding.</summary>
public static class CriterionJudge
{
    /// <summary>What the criterion comes to.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="lead">What is known of the lead.</param>
    /// <param name="icp">The fit criteria, for <see cref="IcpFits"/>; null means that any lead fits.</param>
    /// <param name="now">The evaluation's instant, for "within the last days".</param>
    public static Finding Judge(Criterion criterion, LeadProfile lead, Criterion? icp, Instant now) => criterion switch
    {
        AllOf all => Least(all.Parts.Count, all.Parts, lead, icp, now),
        AnyOf any => Least(1, any.Parts, lead, icp, now),
        AtLeastOf some => Least(some.Count, some.Parts, lead, icp, now),
        NoneOf none =>
            none.Parts.Any(part => Judge(part, lead, icp, now) == Finding.Met) ? Finding.Missed : Finding.Met,
        IcpFits => icp is null ? Finding.Met : Judge(icp, lead, icp, now),
        FieldIs field =>
            Judge(field, (field.MappedTo is { } mapped ? lead.Field(mapped) : null) ?? lead.Field(field.Field)),
        ActivitySeen seen => Count(seen, lead, now) >= seen.AtLeast ? Finding.Met : Finding.Missed,
        SignalSeen signal => Holds(lead.Signals.Any(sent => Same(signal.Signal, "any") || Same(sent, signal.Signal))),
        TitleIs title =>
            lead.Field("contact.title") is { } text ? Holds(Fits(title, JobTitle.Read(text))) : Finding.Unknown,
        DomainIs domain =>
            MailDomains.Of(lead) is { Count: > 0 } own
                ? Holds(own.Any(item => domain.Names.Any(name => MailDomains.Is(item, name)))) : Finding.Unknown,
        TogetherWithin together => Together(together, lead, icp, now),
        _ => Finding.Unknown,
    };

    /// <summary>The findings of every leaf, in reading order, the fit criteria unfolded; exclusions in words of their
    /// own (<c>e-mail does not end with …</c>).</summary>
    public static IReadOnlyList<CriterionResult> Explain(Criterion criterion, LeadProfile lead, Criterion? icp,
        Instant now)
    {
        var results = new List<CriterionResult>();
        Collect(criterion, lead, icp, now, results);
        return results;
    }

    private static void Collect(Criterion criterion, LeadProfile lead, Criterion? icp, Instant now,
        List<CriterionResult> into)
    {
        switch (criterion)
        {
            case AllOf all: Each(all.Parts); break;
            case AnyOf any: Each(any.Parts); break;
            case AtLeastOf some: Each(some.Parts); break;
            case IcpFits when icp is not null: Collect(icp, lead, icp, now, into); break;
            case IcpFits: break;
            case NoneOf none:
                into.AddRange(
                    none.Parts.Select(
                        part => new CriterionResult(NegatedLabel.Of(part), Negated(Judge(part, lead, icp, now)))));
                break;
            default: into.Add(new CriterionResult(criterion.Label, Judge(criterion, lead, icp, now))); break;
        }

        void Each(IReadOnlyList<Criterion> parts)
        {
            foreach (var part in parts)
            {
                Collect(part, lead, icp, now, into);
            }
        }
    }

    /// <summary>Data that is not there shows neither that an exclusion holds nor that it does not; it still shuts
    /// nobody out.</summary>
    private static Finding Negated(Finding found) => found switch
    {
        Finding.Met => Finding.Missed,
        Finding.Missed => Finding.Met,
        Finding.Unknown => Finding.Unknown,
    };

    private static Finding Least(int needed, IReadOnlyList<Criterion> parts, LeadProfile lead, Criterion? icp,
        Instant now)
    {
        var met = 0;
        var unknown = 0;
        foreach (var part in parts)
        {
            var finding = Judge(part, lead, icp, now);
            met += finding == Finding.Met ? 1 : 0;
            unknown += finding == Finding.Unknown ? 1 : 0;
        }

        return met >= needed ? Finding.Met : met + unknown >= needed ? Finding.Unknown : Finding.Missed;
    }

    private static Finding Judge(FieldIs test, string? value)
    {
        if (test.Present is { } present)
        {
            return present == (value is not null) ? Finding.Met : Finding.Missed;
        }

        if (value is null)
        {
            return Finding.Unknown;
        }

        if (test.AtLeast is not null || test.AtMost is not null)
        {
            if (!decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            {
                return Finding.Unknown;
            }

            if (number < test.AtLeast || number > test.AtMost)
            {
                return Finding.Missed;
            }
        }

        return TextHolds(test, value) ? Finding.Met : Finding.Missed;
    }

    private static bool TextHolds(FieldIs test, string value) =>
        (test.OneOf is null || test.OneOf.Contains(value, StringComparer.OrdinalIgnoreCase))
        && (test.Contains is null
            || test.Contains.Any(part => value.Contains(part, StringComparison.OrdinalIgnoreCase)))
        && (test.StartsWith is null || value.StartsWith(test.StartsWith, StringComparison.OrdinalIgnoreCase))
        && (test.EndsWith is null || value.EndsWith(test.EndsWith, StringComparison.OrdinalIgnoreCase));

    private static bool Fits(TitleIs test, JobTitle title) =>
        !(title.Rank < test.AtLeast) && (test.In.Count == 0 || test.In.Any(title.IsIn));

    /// <summary>Looks at every stretch that ends with one of the activities; what lies to come does not
    /// count.</summary>
    private static Finding Together(TogetherWithin test, LeadProfile lead, Criterion? icp, Instant now)
    {
        var span = Elapsed(test.Span);
        var findings = lead.Activity.Where(last => last.At <= now).Select(last => Judge(
            test.Part,
            lead with { Activity = [
                .. lead.Activity.Where(activity => activity.At <= last.At && activity.At >= last.At - span)] }, icp,
                last.At));
        return findings.Aggregate(Judge(test.Part, lead with { Activity = [] }, icp, now),
            (best, each) => each < best ? each : best);
    }

    private static int Count(ActivitySeen seen, LeadProfile lead, Instant now)
    {
        var since = seen.Within is { } within ? now - Elapsed(within) : Instant.MinValue;
        var counted = lead.Activity.Where(activity => activity.At >= since && IsOf(seen, activity));
        return seen.Different ? Distinct(counted) : counted.Count();
    }

    private static bool IsOf(ActivitySeen seen, Activity activity) =>
        (Folded(activity.Kind) is var kind
            && (kind == Folded(seen.Kind) || seen.Or.Any(other => kind == Folded(other))))
        && (seen.Subject is null
            || Folded(activity.Kind + activity.Subject).Contains(Folded(seen.Subject), StringComparison.Ordinal));

    private static int Distinct(IEnumerable<Activity> counted)
    {
        var subjects = counted.Select(activity => Folded(activity.Subject ?? "")).ToList();
        return subjects.Count(subject => subject.Length == 0)
            + subjects.Where(subject => subject.Length > 0).Distinct(StringComparer.Ordinal).Count();
    }

    // "Enterprise eBook" and "enterprise e-book", "page view" and "page-view" are the same to a reader.
    private static string Folded(string text) =>
        string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    private static Duration Elapsed(Target target) =>
        Duration.FromSeconds(target.InDays ? target.Amount * 86_400 : target.Amount);

    private static Finding Holds(bool holds) => holds ? Finding.Met : Finding.Missed;

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What an exclusion asks for, in words that read well: <c>e-mail does not end with @x.example</c>, not "not
/// e-mail ends with".</summary>
internal static class NegatedLabel
{
    /// <summary>The label of "this does not hold"; a label in somebody's own words gets a "not" before it.</summary>
    internal static string Of(Criterion part) => part switch
    {
        FieldIs test when part.Label == CriterionLabels.Of(test) => Of(test) ?? Plain(part),
        ActivitySeen seen when part.Label == CriterionLabels.Of(seen) => Of(seen),
        TitleIs test when part.Label == CriterionLabels.Of(test) => "title not " + part.Label["title ".Length..],
        DomainIs test when part.Label == CriterionLabels.Of(test) => "domain not " + part.Label["domain ".Length..],
        SignalSeen =>
            part.Label.StartsWith("an ", StringComparison.Ordinal)
                ? "no " + part.Label["an ".Length..] : "no " + part.Label,
        IcpFits => "does not fit the ideal customer profile",
        _ => Plain(part),
    };

    private static string Plain(Criterion part) => "not " + part.Label;

    /// <summary>Null where several tests stand together: they need not all fail.</summary>
    private static string? Of(FieldIs test)
    {
        string?[] words =
        [
            (test.AtLeast, test.AtMost) switch
            {
                ({ } least, { } most) => $"not {Number(least)} to {Number(most)}",
                ({ } least, null) => $"below {Number(least)}",
                (null, { } most) => $"above {Number(most)}",
                _ => null,
            },
            test.OneOf is { } values
                ? (values.Count == 1 ? $"is not {values[0]}" : $"none of {string.Join(", ", values)}") : null,
            test.Contains is { } texts ? $"does not contain {string.Join(" or ", texts)}" : null,
            test.StartsWith is { } start ? $"does not start with {start}" : null,
            test.EndsWith is { } end ? $"does not end with {end}" : null,
            test.Present is { } present ? (present ? "blank" : "known") : null,
        ];
        var said = words.OfType<string>().ToList();
        return said.Count == 1 ? $"{LeadFields.Label(test.Field)} {said[0]}" : null;
    }

    private static string Of(ActivitySeen seen)
    {
        var label = CriterionLabels.Of(seen);
        return seen.AtLeast > 1
            ? "fewer than " + label.Replace("+ ", " ", StringComparison.Ordinal)
            : "no " + label[(label.IndexOf(' ', StringComparison.Ordinal) + 1)..];
    }

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
