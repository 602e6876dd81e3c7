using System.Globalization;
using System.Text.Json.Serialization;
using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Time;

namespace SlaBot.Core.Policy.Criteria;

/// <summary>
/// A criterion of fit, engagement, intent or exclusion, as data (the grammar of <c>Mql</c>, <c>Icp</c> and
/// <c>Routing:When</c>).
/// Evaluated by <see cref="CriterionJudge"/>.
/// </summary>
public abstract record Criterion
{
    /// <summary>What a reader is told, such as <c>company.size 50 to 500</c>; made when the settings are
    /// read.</summary>
    public required string Label { get; init; }
}

/// <summary>Every part holds.</summary>
public sealed record AllOf(IReadOnlyList<Criterion> Parts) : Criterion;

/// <summary>At least one part holds.</summary>
public sealed record AnyOf(IReadOnlyList<Criterion> Parts) : Criterion;

/// <summary>No part holds; what is not known does not hold.</summary>
public sealed record NoneOf(IReadOnlyList<Criterion> Parts) : Criterion;

/// <summary>At least <c>Count</c> parts hold.</summary>
public sealed record AtLeastOf(int Count, IReadOnlyList<Criterion> Parts) : Criterion;

/// <summary>The fit criteria of the agreement hold.</summary>
public sealed record IcpFits : Criterion;

/// <summary>A field's value passes every test that is set (texts compare without case).</summary>
public sealed record FieldIs(string Field) : Criterion
{
    /// <summary>Smallest number accepted.</summary>
    public decimal? AtLeast { get; init; }

    /// <summary>Largest number accepted.</summary>
    public decimal? AtMost { get; init; }

    /// <summary>Values accepted.</summary>
    public IReadOnlyList<string>? OneOf { get; init; }

    /// <summary>Texts of which one must occur in the value.</summary>
    public IReadOnlyList<string>? Contains { get; init; }

    /// <summary>How the value must begin.</summary>
    public string? StartsWith { get; init; }

    /// <summary>How the value must end.</summary>
    public string? EndsWith { get; init; }

    /// <summary>True: must be known; false: must be blank.</summary>
    public bool? Present { get; init; }

    /// <summary>
    /// The field that a file's column of that name is read as, looked at first; null when no column of that name is
    /// mapped. It comes from the settings of the import and is no part of the agreement.
    /// </summary>
    [JsonIgnore]
    public string? MappedTo { get; init; }
}

/// <summary>A job title of at least a rank, in one of some departments (see <see cref="JobTitle"/>).</summary>
public sealed record TitleIs(Seniority? AtLeast, IReadOnlyList<string> In) : Criterion;

/// <summary>The e-mail's or the company's domain is one of these or lies under it; <c>free-mail</c> and
/// <c>education</c> name whole kinds.</summary>
public sealed record DomainIs(IReadOnlyList<string> Names) : Criterion;

/// <summary>The part holds on the activity of one stretch of at most this length (elapsed), wherever it lies in the
/// past.</summary>
public sealed record TogetherWithin(Target Span, Criterion Part) : Criterion;

/// <summary>
/// The person did something of this kind at least so many times, within the last days where set. Kinds and subjects
/// compare without case, spaces and dashes.
/// </summary>
public sealed record ActivitySeen(string Kind) : Criterion
{
    /// <summary>Other names of the same kind.</summary>
    public IReadOnlyList<string> Or { get; init; } = [];

    /// <summary>How often, at least.</summary>
    public int AtLeast { get; init; } = 1;

    /// <summary>Only what happened within this long before the evaluation counts (elapsed).</summary>
    public Target? Within { get; init; }

    /// <summary>Only activity whose kind and subject hold this text counts.</summary>
    public string? Subject { get; init; }

    /// <summary>True: the same subject twice counts once; what has no subject counts each time.</summary>
    public bool Different { get; init; }
}

/// <summary>An intent signal of this name was sent; <c>any</c> is every signal.</summary>
public sealed record SignalSeen(string Signal) : Criterion;

/// <summary>Puts criteria into words: <c>company size 50 to 500</c>, <c>2+ downloads</c>, <c>a demo</c>.</summary>
internal static class CriterionLabels
{
    internal static string Of(FieldIs test)
    {
        var parts = Tests(test).ToList();
        return parts.Count == 0
            ? LeadFields.Label(test.Field) : $"{LeadFields.Label(test.Field)} {string.Join(" and ", parts)}";
    }

    internal static string Of(ActivitySeen seen)
    {
        var vowel = seen.Kind.Length > 0 && "aeiouAEIOU".Contains(seen.Kind[0]);
        var plural = seen.Kind.EndsWith('s') ? seen.Kind : seen.Kind + "s";
        var count = seen.AtLeast.ToString(CultureInfo.InvariantCulture);
        var what = seen.AtLeast == 1
            ? $"{(vowel ? "an" : "a")} {seen.Kind}" : $"{count}+ {(seen.Different ? "different " : "")}{plural}";
        return what + (seen.Subject is null ? "" : $" about {seen.Subject}")
            + (seen.Within is { } within ? $" within {within}" : "");
    }

    internal static string Of(TitleIs test)
    {
        var rank = test.AtLeast is { } least ? $" {least.Name()} or above" : "";
        return "title" + rank + (test.In.Count == 0 ? "" : $" in {SettingsSection.Choices(test.In)}");
    }

    internal static string Of(DomainIs test) =>
        "domain " + SettingsSection.Choices(test.Names.Select(name => name switch
    {
        MailDomains.FreeMail => "of a private mailbox",
        MailDomains.Education => "of a school or university",
        _ => name,
    }));

    internal static string Group(string word, IReadOnlyList<Criterion> parts) =>
        $"{word}: {string.Join("; ", parts.Select(each => each.Label))}";

    private static IEnumerable<string> Tests(FieldIs test)
    {
        switch (test.AtLeast, test.AtMost)
        {
            case ({ } least, { } most): yield return $"{Number(least)} to {Number(most)}"; break;
            case ({ } least, null): yield return $"at least {Number(least)}"; break;
            case (null, { } most): yield return $"at most {Number(most)}"; break;
        }

        if (test.OneOf is { } values)
        {
            yield return values.Count == 1 ? $"is {values[0]}" : $"one of {string.Join(", ", values)}";
        }

        if (test.Contains is { } texts)
        {
            yield return $"contains {string.Join(" or ", texts)}";
        }

        if (test.StartsWith is { } start)
        {
            yield return $"starts with {start}";
        }

        if (test.EndsWith is { } end)
        {
            yield return $"ends with {end}";
        }

        if (test.Present is { } present)
        {
            yield return present ? "known" : "blank";
        }
    }

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
