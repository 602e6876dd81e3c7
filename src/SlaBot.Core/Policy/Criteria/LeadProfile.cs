using System.Globalization;
using NodaTime;
using SlaBot.Core.Policy.SettingsTree;

namespace SlaBot.Core.Policy.Criteria;

/// <summary>The person behind a lead. Every member may be missing.</summary>
public sealed record Contact(string? Name = null, string? Email = null, string? Phone = null, string? Title = null)
{
    /// <summary>An address as duplicates are looked for: case, blanks and a tag behind a plus sign aside.</summary>
    /// <param name="email">The address as it was sent.</param>
    /// <returns>Null when it is blank.</returns>
    public static string? PlainEmail(string? email)
    {
        if (string.IsNullOrWhiteSpace(email))
        {
            return null;
        }

        var plain = email.Trim().ToLowerInvariant();
        var (plus, at) = (plain.IndexOf('+', StringComparison.Ordinal), plain.LastIndexOf('@'));
        return plus > 0 && at > plus ? plain[..plus] + plain[at..] : plain;
    }
}

/// <summary>The company behind a lead; <c>Size</c> is a count of people.</summary>
public sealed record Company(string? Name = null, string? Domain = null, int? Size = null, string? Industry = null,
    string? Country = null);

/// <summary>One thing the person did: its kind (<c>download</c>, <c>demo</c>), its subject and when.</summary>
public sealed record Activity(string Kind, string? Subject, Instant At);

/// <summary>What marketing tells sales beside the data: news, what to say, an internal champion.</summary>
public sealed record Briefing(string? News = null, string? TalkTrack = null, string? Champion = null);

/// <summary>What is known of a lead, as it was sent: the criteria, the routing and the card read this. Data, never
/// interpreted.</summary>
public sealed record LeadProfile
{
    /// <summary>Where the lead came from.</summary>
    public string? Source { get; init; }

    /// <summary>The segment that decides which clause applies.</summary>
    public string? Tier { get; init; }

    /// <summary>The sales region, such as an ISO country code.</summary>
    public string? Region { get; init; }

    /// <summary>The person.</summary>
    public Contact Contact { get; init; } = new();

    /// <summary>The company.</summary>
    public Company Company { get; init; } = new();

    /// <summary>Marketing's score.</summary>
    public decimal? Score { get; init; }

    /// <summary>What the person did, in the order it was told.</summary>
    public IReadOnlyList<Activity> Activity { get; init; } = [];

    /// <summary>Intent signals seen.</summary>
    public IReadOnlyList<string> Signals { get; init; } = [];

    /// <summary>The briefing.</summary>
    public Briefing Briefing { get; init; } = new();

    /// <summary>The record in the CRM; http or https.</summary>
    public string? Url { get; init; }

    /// <summary>Expected worth, in the customer's currency.</summary>
    public decimal? Amount { get; init; }

    /// <summary>False when sales found the lead itself.</summary>
    public bool MarketingSourced { get; init; } = true;

    /// <summary>Fields that the product does not know, by dotted path, as JSON text or plain text.</summary>
    public IReadOnlyDictionary<string, string> Extra { get; init; } = new Dictionary<string, string>();

    /// <summary>The text of a field named as it was sent (<c>contact.email</c>, or flat: <c>email</c>); null when blank
    /// or unknown.</summary>
    public string? Field(string name)
    {
        var value = name.ToLowerInvariant() switch
        {
            "source" => Source,
            "tier" => Tier,
            "region" => Region,
            "score" => Number(Score),
            "amount" => Number(Amount),
            "url" => Url,
            "marketingsourced" => MarketingSourced ? "true" : "false",
            "contact.name" or "name" => Contact.Name,
            "contact.email" or "email" => Contact.Email,
            "contact.phone" or "phone" => Contact.Phone,
            "contact.title" or "title" or "role" => Contact.Title,
            "company.name" or "company" => Company.Name,
            "company.domain" or "domain" => Company.Domain,
            "company.size" or "size" => Number(Company.Size),
            "company.industry" or "industry" => Company.Industry,
            "company.country" or "country" => Company.Country,
            "briefing.news" => Briefing.News,
            "briefing.talktrack" => Briefing.TalkTrack,
            "briefing.champion" => Briefing.Champion,
            _ => Extra.TryGetValue(name, out var extra) ? extra
                : Extra.FirstOrDefault(each => string.Equals(each.Key, name, StringComparison.OrdinalIgnoreCase)).Value,
        };
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    private static string? Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);
}

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
