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

/// <summary>
/// Roughly how many bytes a state takes in memory: what a sender may make as long as they like is counted, the rest
/// is a flat sum.
/// </summary>
internal static class StateSize
{
    private const long Flat = 2_000;
    private const long Item = 120;

    /// <summary>The size of one.</summary>
    public static long Of(LeadState lead)
    {
        var (profile, chars, items) = (lead.Profile, 0L, 0L);
        foreach (var (name, value) in profile.Extra)
        {
            (chars, items) = (chars + name.Length + value.Length, items + 1);
        }

        foreach (var activity in profile.Activity)
        {
            (chars, items) = (chars + activity.Kind.Length + Length(activity.Subject), items + 1);
        }

        foreach (var signal in profile.Signals)
        {
            (chars, items) = (chars + signal.Length, items + 1);
        }

        foreach (var touch in lead.Touches)
        {
            (chars, items) = (chars + touch.Channel.Length + Length(touch.Note), items + 1);
        }

        foreach (var outcome in lead.Dispositions)
        {
            (chars, items) = (chars + outcome.Code.Length + Length(outcome.Reason), items + 1);
        }

        chars += Length(profile.Briefing.News) + Length(profile.Briefing.TalkTrack) + Length(profile.Briefing.Champion)
            + Length(profile.Url)
            + Length(profile.Contact.Name) + Length(profile.Contact.Title) + Length(profile.Company.Name)
            + Length(profile.Company.Industry)
            + Length(lead.Status) + Length(lead.Feedback) + Length(lead.PauseReason) + Length(lead.Rejection?.Note)
            + Length(lead.Rejection?.DisputeNote);
        items += lead.Obligations.Count * 4L + lead.Criteria.Count + lead.Updates.Count + lead.PastOwners.Count;
        return (lead.Undoable is { } open ? Of(open.Before) : 0) + Flat + (chars * sizeof(char)) + (items * Item);
    }

    private static long Length(string? text) => text?.Length ?? 0;
}
