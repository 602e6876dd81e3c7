using System.Globalization;

namespace SlaBot.Core.Policy.Criteria;

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
