using System.Globalization;

namespace SlaBot.Core.Policy.Criteria;

/// <summary>Puts criteria into words: <c>company size 50 to 500</c>, <c>2+ downloads</c>, <c>a demo</c>.</summary>
internal static class CriterionLabels
{
    internal static string Of(FieldIs test)
    {
        var parts = Tests(test).ToList();
        return parts.Count == 0 ? LeadFields.Label(test.Field) : $"{LeadFields.Label(test.Field)} {string.Join(" and ", parts)}";
    }

    internal static string Of(ActivitySeen seen)
    {
        var vowel = seen.Kind.Length > 0 && "aeiouAEIOU".Contains(seen.Kind[0]);
        var plural = seen.Kind.EndsWith('s') ? seen.Kind : seen.Kind + "s";
        var count = seen.AtLeast.ToString(CultureInfo.InvariantCulture);
        var what = seen.AtLeast == 1 ? $"{(vowel ? "an" : "a")} {seen.Kind}" : $"{count}+ {(seen.Different ? "different " : "")}{plural}";
        return what + (seen.Subject is null ? "" : $" about {seen.Subject}") + (seen.Within is { } within ? $" within {within}" : "");
    }

    internal static string Of(TitleIs test)
    {
        var rank = test.AtLeast is { } least ? $" {least.Name()} or above" : "";
        return "title" + rank + (test.In.Count == 0 ? "" : $" in {WordList.Choices(test.In)}");
    }

    internal static string Of(DomainIs test) => "domain " + WordList.Choices(test.Names.Select(name => name switch
    {
        MailDomains.FreeMail => "of a private mailbox",
        MailDomains.Education => "of a school or university",
        _ => name,
    }));

    internal static string Group(string word, IReadOnlyList<Criterion> parts) => $"{word}: {string.Join("; ", parts.Select(each => each.Label))}";

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
