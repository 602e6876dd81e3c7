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

    internal bool NeedsProfile => policy.Icp is not null;

    internal UInt128 Required(IReadOnlyDictionary<string, string> sent) => Mask(required, sent);

    internal UInt128 Enriched(IReadOnlyDictionary<string, string> sent) => Mask(enriched, sent);

    internal MqlData Data(UInt128 requiredMask, UInt128 enrichedMask) => new(
        required.Count, (int)UInt128.PopCount(requiredMask), enriched.Count, (int)UInt128.PopCount(enrichedMask));

    internal bool? FitsIcp(IReadOnlyDictionary<string, string> sent, Instant at) =>
        policy.Icp is { } icp ? CriterionJudge.Judge(icp, Profile(sent), icp, at) == Finding.Met : null;

    internal static bool IsMarketingSourced(IReadOnlyDictionary<string, string>? sent) =>
        sent is null || !sent.TryGetValue("marketingSourced", out var text) || !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);

    private static UInt128 Mask(IReadOnlyList<string> names, IReadOnlyDictionary<string, string> sent)
    {
        UInt128 mask = 0;
        LeadProfile? profile = null;
        for (var i = 0; i < Math.Min(names.Count, 128); i++)
        {
            if (sent.ContainsKey(names[i]) || (profile ??= Profile(sent)).Field(names[i]) is not null)
            {
                mask |= UInt128.One << i;
            }
        }

        return mask;
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
