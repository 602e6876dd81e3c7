using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards;

/// <summary>Tells what the arrival and the MQL line of a history say, from a file read now or from a lead that was imported.</summary>
internal static class SentTelling
{
    internal static void Received(LeadFacts facts, Instant at, IReadOnlyDictionary<string, string> sent, decimal? amount)
    {
        facts.Received(at, sent.GetValueOrDefault("source"), sent.GetValueOrDefault("tier"), SentProfile.IsMarketingSourced(sent), SentProfile.Number(sent.GetValueOrDefault("amount")) ?? amount);
        facts.Located(at, sent.GetValueOrDefault("region"));
    }

    internal static void Mql(LeadFacts facts, Instant at, IReadOnlyDictionary<string, string> sent, decimal? amount, MqlData data, bool? fits)
    {
        facts.MqlReached(at, data, fits);
        facts.Described(at, sent.GetValueOrDefault("source"), sent.GetValueOrDefault("tier"));
        facts.Located(at, sent.GetValueOrDefault("region"));
        if ((SentProfile.Number(sent.GetValueOrDefault("amount")) ?? amount) is { } worth)
        {
            facts.AmountSet(at, worth);
        }
    }
}
