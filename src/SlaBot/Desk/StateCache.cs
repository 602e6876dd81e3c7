using SlaBot.Core.Leads;

namespace SlaBot.Desk;

/// <summary>The states used last; the writer is the only one who changes them, so what stands here is true.</summary>
internal sealed class StateCache(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<LeadState>> byId = [];
    private readonly LinkedList<LeadState> recent = [];

    /// <summary>The state, when it was used lately.</summary>
    public LeadState? Find(string lead)
    {
        if (!byId.TryGetValue(lead, out var node))
        {
            return null;
        }

        recent.Remove(node);
        recent.AddFirst(node);
        return node.Value;
    }

    /// <summary>Keeps a state, letting the one unused for longest go.</summary>
    public void Put(LeadState lead)
    {
        if (byId.TryGetValue(lead.Id, out var node))
        {
            recent.Remove(node);
        }
        else if (byId.Count >= capacity)
        {
            byId.Remove(recent.Last!.Value.Id);
            recent.RemoveLast();
        }

        byId[lead.Id] = recent.AddFirst(lead);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        byId.Clear();
        recent.Clear();
    }
}
