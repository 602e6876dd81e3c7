using SlaBot.Core.Leads;

namespace SlaBot.Engine;

/// <summary>The states used last; the writer is the only one who changes them, so what stands here is true.</summary>
/// <param name="capacity">How many leads at most.</param>
/// <param name="mostBytes">Roughly how many bytes at most, all together; a larger state is not kept.</param>
internal sealed class StateCache(int capacity, long mostBytes)
{
    private readonly Dictionary<string, LinkedListNode<Entry>> byId = [];
    private readonly LinkedList<Entry> recent = [];

    private readonly record struct Entry(LeadState Lead, long Bytes);

    /// <summary>Roughly the bytes that it holds.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many states it holds.</summary>
    public int Count => byId.Count;

    /// <summary>The state, when it was used lately.</summary>
    public LeadState? Find(string lead)
    {
        if (!byId.TryGetValue(lead, out var node))
        {
            return null;
        }

        recent.Remove(node);
        recent.AddFirst(node);
        return node.Value.Lead;
    }

    /// <summary>Keeps a state, letting those unused for longest go.</summary>
    public void Put(LeadState lead)
    {
        if (byId.TryGetValue(lead.Id, out var node))
        {
            Remove(node);
        }

        var entry = new Entry(lead, StateSize.Of(lead));
        byId[lead.Id] = recent.AddFirst(entry);
        Bytes += entry.Bytes;
        while (byId.Count > capacity || Bytes > mostBytes)
        {
            Remove(recent.Last!);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        byId.Clear();
        recent.Clear();
        Bytes = 0;
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        recent.Remove(node);
        byId.Remove(node.Value.Lead.Id);
        Bytes -= node.Value.Bytes;
    }
}
