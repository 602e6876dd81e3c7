using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>What was found at the MQL instant: the data counted, the fit, and the tier where the agreement's own criteria give one.</summary>
internal readonly record struct MqlFound(MqlData Data, bool? FitsIcp, string? Tier);

/// <summary>Tells what the arrival and the MQL line of a history say, from a file read now or from a lead that was imported.</summary>
internal static class SentReplay
{
    internal static void Received(LeadFacts facts, Instant at, IReadOnlyDictionary<string, string> sent, decimal? amount)
    {
        facts.Received(at, sent.GetValueOrDefault("source"), sent.GetValueOrDefault("tier"), SentProfile.IsMarketingSourced(sent), SentProfile.Number(sent.GetValueOrDefault("amount")) ?? amount);
        facts.Located(at, sent.GetValueOrDefault("region"));
    }

    /// <summary>What a later line of the kind says by the MQL instant fills what the first left out.</summary>
    internal static void Further(LeadFacts facts, Instant at, IReadOnlyDictionary<string, string> sent)
    {
        facts.Described(at, sent.GetValueOrDefault("source"), sent.GetValueOrDefault("tier"));
        facts.Located(at, sent.GetValueOrDefault("region"));
    }

    internal static void Mql(LeadFacts facts, Instant at, IReadOnlyDictionary<string, string> sent, decimal? amount, MqlFound found)
    {
        facts.MqlReached(at, found.Data, found.FitsIcp);
        facts.Described(at, sent.GetValueOrDefault("source"), sent.GetValueOrDefault("tier"));
        facts.Described(at, null, found.Tier);
        facts.Located(at, sent.GetValueOrDefault("region"));
        if ((SentProfile.Number(sent.GetValueOrDefault("amount")) ?? amount) is { } worth)
        {
            facts.AmountSet(at, worth);
        }
    }
}
