using NodaTime;
using SlaBot.Core.Leads;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>
/// Tells the facts of an imported lead as a rehearsal of the same lines would: of arrivals and MQL lines only the first by its own time
/// counts, and the MQL's data is what both had said by then, under the agreement of the reader. After an erasure, what was frozen stands for it.
/// </summary>
internal sealed class ImportedReplay(LeadFacts facts, HistoryFields? fields)
{
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Fact> told = [];

    internal void Add(Fact fact) => told.Add(fact);

    internal void Replay()
    {
        var (received, mql) = (FirstOf(FactKind.Received), FirstOf(FactKind.MqlReached));
        for (var i = 0; i < told.Count; i++)
        {
            if (told[i].Kind is not (FactKind.Received or FactKind.MqlReached))
            {
                TellAction(told[i]);
            }
            else if (i == received)
            {
                SentReplay.Received(facts, Instant.FromUnixTimeSeconds(told[i].At), Own(told[i].Sent), told[i].Amount);
            }
            else if (i == mql)
            {
                Mql(told[i]);
            }
            else if (mql >= 0 && told[i].At <= told[mql].At)
            {
                SentReplay.Further(facts, Instant.FromUnixTimeSeconds(told[i].At), Own(told[i].Sent));
            }
        }
    }

    /// <summary>A rejection that the agreement's reasons call a reroute is no decision, also where it was kept as one.</summary>
    private void TellAction(Fact fact)
    {
        if (fact is { Kind: FactKind.Rejected, Flag: false } && fields?.IsReroute(fact.Text) == true)
        {
            fact.Flag = true;
        }

        FactReplayer.To(facts, fact);
    }

    private void Mql(Fact fact)
    {
        var at = Instant.FromUnixTimeSeconds(fact.At);
        var sent = Own(fact.Sent);
        var all = Own(sent);
        var known = Enumerable.Reverse(told).Where(line => line.Kind is (FactKind.Received or FactKind.MqlReached) && line.At <= fact.At).OrderByDescending(line => line.At);
        foreach (var (name, value) in known.SelectMany(line => line.Sent ?? Nothing))
        {
            all.TryAdd(name, value);
        }

        var isFrozen = fields is null || all.ContainsKey(LeadEraser.Blanked);
        SentReplay.Mql(facts, at, sent, fact.Amount, isFrozen ? new MqlFound(fact.Data!, fact.FitsIcp, fact.Other) : fields!.Find(all, at));
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
