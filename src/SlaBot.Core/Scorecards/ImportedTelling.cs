using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards;

/// <summary>
/// Tells the facts of an imported lead as a rehearsal of the same lines would: of arrivals and MQL lines only the first by its own time
/// counts, and the MQL's data is what both had said by then, under the agreement of the reader. After an erasure, what was frozen stands for it.
/// </summary>
internal sealed class ImportedTelling(LeadFacts facts, HistoryFields? fields)
{
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<LeadEvent> events = [];

    internal void Add(LeadEvent one) => events.Add(one);

    internal void Tell()
    {
        var (received, mql) = (FirstOf<LeadReceived>(), FirstOf<MqlReached>());
        foreach (var one in events)
        {
            if (one is LeadReceived arrival)
            {
                Received(arrival, received);
            }
            else if (one is MqlReached reached)
            {
                Mql(reached, mql, received);
            }
            else
            {
                facts.Tell(one);
            }
        }
    }

    private void Received(LeadReceived one, LeadReceived? first)
    {
        if (ReferenceEquals(one, first))
        {
            SentTelling.Received(facts, one.At, one.Sent is { } sent ? Own(sent) : Nothing, one.Profile.Amount);
        }
    }

    private void Mql(MqlReached one, MqlReached? first, LeadReceived? received)
    {
        if (!ReferenceEquals(one, first))
        {
            return;
        }

        var sent = one.Sent is { } told ? Own(told) : Nothing;
        var all = Own(sent);
        foreach (var (name, value) in received is not null && received.At <= one.At ? received.Sent ?? Nothing : Nothing)
        {
            all.TryAdd(name, value);
        }

        var isFrozen = fields is null || all.ContainsKey(LeadEraser.Blanked);
        SentTelling.Mql(facts, one.At, sent, one.Amount, isFrozen ? new MqlFound(one.Data, one.FitsIcp, null) : fields!.Find(all, one.At));
    }

    private T? FirstOf<T>()
        where T : LeadEvent => events.OfType<T>().MinBy(one => one.At);

    private static Dictionary<string, string> Own(IReadOnlyDictionary<string, string> sent) => new(sent, StringComparer.OrdinalIgnoreCase);
}
