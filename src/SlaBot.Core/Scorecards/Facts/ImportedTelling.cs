using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Scorecards.History;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>
/// Tells the facts of an imported lead as a rehearsal of the same lines would: of arrivals and MQL lines only the first by its own time
/// counts, and the MQL's data is what both had said by then, under the agreement of the reader. After an erasure, what was frozen stands for it.
/// </summary>
internal sealed class ImportedTelling(LeadFacts facts, HistoryFields? fields)
{
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Fact> told = [];

    internal void Add(Fact one) => told.Add(one);

    internal void Tell()
    {
        var (received, mql) = (FirstOf(FactKind.Received), FirstOf(FactKind.MqlReached));
        for (var i = 0; i < told.Count; i++)
        {
            if (told[i].Kind is not (FactKind.Received or FactKind.MqlReached))
            {
                FactTeller.To(facts, told[i]);
            }
            else if (i == received)
            {
                SentTelling.Received(facts, Instant.FromUnixTimeSeconds(told[i].At), Own(told[i].Sent), told[i].Amount);
            }
            else if (i == mql)
            {
                Mql(told[i], received >= 0 && told[received].At <= told[i].At ? told[received].Sent : null);
            }
        }
    }

    private void Mql(Fact one, IReadOnlyDictionary<string, string>? known)
    {
        var at = Instant.FromUnixTimeSeconds(one.At);
        var sent = Own(one.Sent);
        var all = Own(sent);
        foreach (var (name, value) in known ?? Nothing)
        {
            all.TryAdd(name, value);
        }

        var isFrozen = fields is null || all.ContainsKey(LeadEraser.Blanked);
        SentTelling.Mql(facts, at, sent, one.Amount, isFrozen ? new MqlFound(one.Data!, one.FitsIcp, one.Other) : fields!.Find(all, at));
    }

    /// <summary>The first of a kind by its own time, then by arrival; -1 when there is none.</summary>
    private int FirstOf(FactKind kind)
    {
        var first = -1;
        for (var i = 0; i < told.Count; i++)
        {
            first = told[i].Kind == kind && (first < 0 || told[i].At < told[first].At) ? i : first;
        }

        return first;
    }

    private static Dictionary<string, string> Own(IReadOnlyDictionary<string, string>? sent) => new(sent ?? Nothing, StringComparer.OrdinalIgnoreCase);
}
