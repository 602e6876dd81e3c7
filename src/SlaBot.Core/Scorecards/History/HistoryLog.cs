using System.Runtime.InteropServices;
using SlaBot.Core.Leads;

namespace SlaBot.Core.Scorecards.History;

/// <summary>One event as it is kept, 32 bytes: indices of words, of an amount and of fields stand for them; -1 where
/// there is none.</summary>
internal record struct HistoryEntry(long At, HistoryType Type, LeadStage Stage, int Word, int By, int Amount,
    int Fields)
{
    /// <summary>The next event of the same lead, in order of arrival; -1 after the last.</summary>
    internal int Next { get; set; } = -1;

    /// <summary>An outcome that ends nothing; a ruling by which the rejection stands.</summary>
    internal bool Flag { get; init; }

    /// <summary>The rating of fit and timing; 0 where there is none.</summary>
    internal (byte Fit, byte Timing) Rating { get; init; }
}

/// <summary>The events of a history, small enough that millions fit: chained by lead in order of arrival.</summary>
internal sealed class HistoryLog
{
    private const int ChunkBits = 15;
    private const int MostSharedWords = 10_000;

    private readonly List<HistoryEntry[]> chunks = [];
    private readonly List<(string Lead, int First, int Last)> leads = [];
    private readonly Dictionary<string, int> leadIndex = [];
    private readonly List<string> words = [];
    private readonly Dictionary<string, int> wordIndex = [];
    private readonly List<decimal> amounts = [];
    private readonly List<byte[]> fields = [];
    private int count;

    internal int Leads => leads.Count;

    internal string LeadAt(int lead) => leads[lead].Lead;

    internal string? Word(int index) => index < 0 ? null : words[index];

    internal decimal? Amount(int index) => index < 0 ? null : amounts[index];

    internal byte[]? Fields(int index) => index < 0 ? null : fields[index];

    internal IEnumerable<HistoryEntry> EventsOf(int lead)
    {
        for (var at = leads[lead].First; at >= 0; at = At(at).Next)
        {
            yield return At(at);
        }
    }

    internal void Add(string lead, HistoryEntry entry)
    {
        if ((count & ((1 << ChunkBits) - 1)) == 0)
        {
            chunks.Add(new HistoryEntry[1 << ChunkBits]);
        }

        var here = count++;
        At(here) = entry;
        if (!leadIndex.TryGetValue(lead, out var index))
        {
            leadIndex[lead] = leads.Count;
            leads.Add((lead, here, here));
            return;
        }

        ref var known = ref CollectionsMarshal.AsSpan(leads)[index];
        At(known.Last).Next = here;
        known.Last = here;
    }

    /// <summary>The index of a word; what is told again and again is kept once, but a file of ever new words is not
    /// looked through for ever.</summary>
    internal int Keep(string? word)
    {
        if (word is null)
        {
            return -1;
        }

        if (wordIndex.TryGetValue(word, out var known))
        {
            return known;
        }

        words.Add(word);
        if (wordIndex.Count < MostSharedWords)
        {
            wordIndex[word] = words.Count - 1;
        }

        return words.Count - 1;
    }

    internal int Keep(decimal? amount)
    {
        if (amount is not { } item)
        {
            return -1;
        }

        amounts.Add(item);
        return amounts.Count - 1;
    }

    internal int Keep(byte[]? sent)
    {
        if (sent is null)
        {
            return -1;
        }

        fields.Add(sent);
        return fields.Count - 1;
    }

    private ref HistoryEntry At(int index) => ref chunks[index >> ChunkBits][index & ((1 << ChunkBits) - 1)];
}
