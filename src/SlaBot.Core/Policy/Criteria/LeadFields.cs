using SlaBot.Core.Policy.SettingsTree;

namespace SlaBot.Core.Policy.Criteria;

/// <summary>The fields of a lead that settings may name, and how readers are told of them.</summary>
public static class LeadFields
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["source"] = "source",
        ["tier"] = "tier",
        ["region"] = "region",
        ["score"] = "score",
        ["amount"] = "amount",
        ["url"] = "link",
        ["marketingSourced"] = "sourced by marketing",
        ["contact.name"] = "name",
        ["contact.email"] = "e-mail",
        ["contact.phone"] = "phone",
        ["contact.title"] = "title",
        ["company.name"] = "company",
        ["company.domain"] = "domain",
        ["company.size"] = "company size",
        ["company.industry"] = "industry",
        ["company.country"] = "country",
        ["briefing.news"] = "news",
        ["briefing.talkTrack"] = "talk track",
        ["briefing.champion"] = "champion",
    };

    /// <summary>Every field that the product knows by itself; others are read from what the sender added.</summary>
    public static IReadOnlyCollection<string> Known => Words.Keys;

    /// <summary>What a reader is told: <c>company size</c> for <c>company.size</c>; the field itself when the product
    /// does not know it.</summary>
    public static string Label(string field) => Words.GetValueOrDefault(field, field);

    /// <summary>A fault sentence when the field is one letter away from a known one, which is surely a typing error;
    /// else null.</summary>
    public static string? FaultOf(string field) =>
        Words.ContainsKey(field)
            || Known.FirstOrDefault(
                each => SpellingHint.Distance(each.ToLowerInvariant(), field.ToLowerInvariant()) == 1) is not { } near
            ? null
            : $"names the field \"{field}\". Did you mean \"{near}\"?";
}
