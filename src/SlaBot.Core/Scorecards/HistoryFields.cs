using System.Globalization;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards;

/// <summary>Reads off a history line's fields what the agreement asks for: which required and enriched ones are there, and the profile for the fit criteria.</summary>
internal sealed class HistoryFields(SlaPolicy policy)
{
    private readonly IReadOnlyList<string> required = policy.Quotas.Completeness?.Fields ?? [];
    private readonly IReadOnlyList<string> enriched = policy.Quotas.Enrichment?.Fields ?? [];

    /// <summary>How many of the required and the enriched fields are there.</summary>
    internal MqlData Data(IReadOnlyDictionary<string, string> sent) => new(required.Count, Present(required, sent), enriched.Count, Present(enriched, sent));

    internal bool? FitsIcp(IReadOnlyDictionary<string, string> sent, Instant at) =>
        policy.Icp is { } icp ? CriterionJudge.Judge(icp, Profile(sent), icp, at) == Finding.Met : null;

    internal static bool IsMarketingSourced(IReadOnlyDictionary<string, string>? sent) =>
        sent is null || !sent.TryGetValue("marketingSourced", out var text) || !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);

    private static int Present(IReadOnlyList<string> names, IReadOnlyDictionary<string, string> sent)
    {
        var present = 0;
        LeadProfile? profile = null;
        for (var i = 0; i < names.Count; i++)
        {
            present += sent.ContainsKey(names[i]) || (profile ??= Profile(sent)).Field(names[i]) is not null ? 1 : 0;
        }

        return present;
    }

    /// <summary>The profile of the fields, nested or flat; a number that does not read as one is kept among the others.</summary>
    private static LeadProfile Profile(IReadOnlyDictionary<string, string> sent)
    {
        return new LeadProfile
        {
            Source = Get("source"),
            Tier = Get("tier"),
            Region = Get("region"),
            Contact = new Contact(Get("contact.name", "name"), Get("contact.email", "email"), Get("contact.phone", "phone"), Get("contact.title", "title", "role")),
            Company = new Company(
                Get("company.name", "company"), Get("company.domain", "domain"), Size(Get("company.size", "size")),
                Get("company.industry", "industry"), Get("company.country", "country")),
            Score = HistoryReader.Number(Get("score")),
            Amount = HistoryReader.Number(Get("amount")),
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

    private static int? Size(string? text) => int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var size) ? size : null;
}
