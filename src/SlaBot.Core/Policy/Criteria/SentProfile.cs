using System.Globalization;

namespace SlaBot.Core.Policy.Criteria;

/// <summary>Makes a profile of fields as they were sent, nested (by dotted path) or flat; a number that does not read
/// as one is kept among the others.</summary>
internal static class SentProfile
{
    private static readonly HashSet<string> Known = new(
        [
            "source", "tier", "region", "contact.name", "name", "contact.email", "email", "contact.phone", "phone",
            "contact.title", "title", "role",
            "company.name", "company", "company.domain", "domain", "company.industry", "industry", "company.country",
            "country", "url", "marketingSourced",
            "briefing.news", "briefing.talkTrack", "briefing.champion",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The profile of the fields (none for null), with the worth that stood beside them where they have
    /// none.</summary>
    internal static LeadProfile Of(IReadOnlyDictionary<string, string>? sent, decimal? worth)
    {
        if (sent is null)
        {
            return new LeadProfile { Amount = worth };
        }

        var profile = All(sent);
        return profile with
        {
            Amount = profile.Amount ?? worth,
            Extra = sent.Where(pair => !Known.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value,
                StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>The profile with every field among the extra ones too, by the name under which it was sent.</summary>
    internal static LeadProfile All(IReadOnlyDictionary<string, string> sent)
    {
        return new LeadProfile
        {
            Source = Get("source"),
            Tier = Get("tier"),
            Region = Get("region"),
            Contact = new Contact(Get("contact.name", "name"), Get("contact.email", "email"),
                Get("contact.phone", "phone"), Get("contact.title", "title", "role")),
            Company = new Company(
                Get("company.name", "company"), Get("company.domain", "domain"), Size(Get("company.size", "size")),
                Get("company.industry", "industry"), Get("company.country", "country")),
            Score = Number(Get("score")),
            Amount = Number(Get("amount")),
            Url = Get("url"),
            MarketingSourced = IsMarketingSourced(sent),
            Briefing = new Briefing(Get("briefing.news"), Get("briefing.talkTrack"), Get("briefing.champion")),
            Extra = sent,
        };

        string? Get(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (sent.TryGetValue(name, out var value))
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <summary>What the first says, and where it is silent, the other.</summary>
    internal static LeadProfile Merge(LeadProfile first, LeadProfile other) => first with
    {
        Source = first.Source ?? other.Source,
        Tier = first.Tier ?? other.Tier,
        Region = first.Region ?? other.Region,
        Contact = new Contact(
            first.Contact.Name ?? other.Contact.Name, first.Contact.Email ?? other.Contact.Email,
            first.Contact.Phone ?? other.Contact.Phone, first.Contact.Title ?? other.Contact.Title),
        Company = new Company(
            first.Company.Name ?? other.Company.Name, first.Company.Domain ?? other.Company.Domain,
            first.Company.Size ?? other.Company.Size,
            first.Company.Industry ?? other.Company.Industry, first.Company.Country ?? other.Company.Country),
        Score = first.Score ?? other.Score,
        Amount = first.Amount ?? other.Amount,
        Url = first.Url ?? other.Url,
        MarketingSourced = first.MarketingSourced && other.MarketingSourced,
        Briefing = new Briefing(
            first.Briefing.News ?? other.Briefing.News, first.Briefing.TalkTrack ?? other.Briefing.TalkTrack,
            first.Briefing.Champion ?? other.Briefing.Champion),
        Extra = other.Extra.Concat(first.Extra).GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>True unless the fields say that sales found it.</summary>
    internal static bool IsMarketingSourced(IReadOnlyDictionary<string, string>? sent) =>
        sent is null || !sent.TryGetValue("marketingSourced", out var text)
            || !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>A number in plain or scientific notation; null for anything else.</summary>
    internal static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? Size(string? text) =>
        int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var size) ? size : null;
}
