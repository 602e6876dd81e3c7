using System.Runtime.InteropServices;
using SlaBot.Core.Leads;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.History;

/// <summary>One fact as it is kept, 32 bytes: indices of words, of an amount and of fields stand for them; -1 where
/// there is none. <c>Detail</c> is the stage, or the rating.</summary>
internal record struct HistoryEntry(long At, FactKind Kind, byte Detail, bool Flag, int Text, int Other, int Amount,
    int Fields)
{
    /// <summary>The next fact of the same lead, in order of arrival; -1 after the last.</summary>
    internal int Next { get; set; } = -1;
}

/// <summary>The facts of a history, small enough that millions fit: chained by lead in order of arrival.</summary>
internal sealed class HistoryLog
{
    private const int ChunkBits = 15;
    private const int MostSharedWords = 10_000;
    private const int RatingBase = 16;

    private static readonly MqlData NotCounted = new(0, 0, 0, 0);
    private readonly List<HistoryEntry[]> chunks = [];
    private readonly List<(string Lead, int First, int Last)> leads = [];
    private readonly Dictionary<string, int> leadIndex = [];
    private readonly List<string> words = [];
    private readonly Dictionary<string, int> wordIndex = [];
    private readonly List<decimal> amounts = [];
    private readonly List<byte[]> fields = [];
    private readonly FieldPack pack = new();
    private readonly Fact told = new(FactKind.Opened, 0);
    private int count;

    internal int Leads => leads.Count;

    internal string LeadAt(int lead) => leads[lead].Lead;

    /// <summary>A lead's facts in order of arrival, all told by one object.</summary>
    internal IEnumerable<Fact> FactsOf(int lead)
    {
        for (var at = leads[lead].First; at >= 0; at = At(at).Next)
        {
            yield return Read(At(at));
        }
    }

    /// <summary>Keeps what a line tells; a line without a fact makes its lead known.</summary>
    internal void Add(string lead, Fact? fact)
    {
        var index = IndexOf(lead);
        ref var known = ref CollectionsMarshal.AsSpan(leads)[index];
        if (fact is null)
        {
            return;
        }

        if ((count & ((1 << ChunkBits) - 1)) == 0)
        {
            chunks.Add(new HistoryEntry[1 << ChunkBits]);
        }

        var here = count++;
        At(here) = Entry(fact);
        if (known.First < 0)
        {
            known.First = here;
        }
        else
        {
            At(known.Last).Next = here;
        }

        known.Last = here;
    }

    private HistoryEntry Entry(Fact fact) => new(
        fact.At, fact.Kind,
        (byte)(fact.Kind == FactKind.Rated ? fact.Number * RatingBase + fact.Timing : (int)fact.Stage), fact.Flag,
        Keep(fact.Text), Keep(fact.Other), Keep(fact.Amount), Keep(pack.Write(fact.Sent)));

    private Fact Read(HistoryEntry entry)
    {
        told.As(entry.Kind, entry.At).Flag = entry.Flag;
        (told.Text, told.Other) = (Word(entry.Text), Word(entry.Other));
        told.Amount = entry.Amount < 0 ? null : amounts[entry.Amount];
        told.Sent = entry.Fields < 0 ? null : pack.Read(fields[entry.Fields]);
        told.Data = entry.Kind == FactKind.MqlReached ? NotCounted : null;
        told.Stage = entry.Kind == FactKind.StageReached ? (LeadStage)entry.Detail : default;
        (told.Number, told.Timing) = entry.Kind == FactKind.Rated
            ? (entry.Detail / RatingBase, entry.Detail % RatingBase) : (0, 0);
        return told;
    }

    private string? Word(int index) => index < 0 ? null : words[index];

    private int IndexOf(string lead)
    {
        if (!leadIndex.TryGetValue(lead, out var index))
        {
            leadIndex[lead] = index = leads.Count;
            leads.Add((lead, -1, -1));
        }

        return index;
    }

    /// <summary>The index of a word; what is told again and again is kept once, but a file of ever new words is not
    /// looked through for ever.</summary>
    private int Keep(string? word)
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

    private int Keep(decimal? amount)
    {
        if (amount is not { } item)
        {
            return -1;
        }

        amounts.Add(item);
        return amounts.Count - 1;
    }

    private int Keep(byte[]? sent)
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
