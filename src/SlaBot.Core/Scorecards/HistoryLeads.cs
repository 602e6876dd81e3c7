using System.Security.Cryptography;
using System.Text;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards;

/// <summary>
/// Gathers a history file line by line into the facts of its leads, under one agreement. A repeated id is passed over; lines that
/// cannot be used are counted, the first of them with number and fault. Not safe from many threads.
/// </summary>
/// <param name="policy">Whose required and enriched fields, and fit criteria, are looked for.</param>
/// <param name="people">For the teams of owners; null where they do not matter.</param>
public sealed class HistoryLeads(SlaPolicy policy, People? people = null)
{
    /// <summary>The most faults that are kept with their line; all are counted.</summary>
    public const int MostFaults = 100;

    private const int MostWords = 10_000;

    private readonly Dictionary<string, HistoryLead> leads = [];
    private readonly HashSet<UInt128> ids = [];
    private readonly Dictionary<string, string> words = [];
    private readonly HistoryFields fields = new(policy);
    private readonly List<(long Line, string Fault)> faults = [];

    /// <summary>Lines read so far, blank ones too.</summary>
    public long Lines { get; private set; }

    /// <summary>Lines that could not be used.</summary>
    public long BadLines { get; private set; }

    /// <summary>Lines whose id was there before.</summary>
    public long Repeats { get; private set; }

    /// <summary>The first faults, each with its line number, from 1.</summary>
    public IReadOnlyList<(long Line, string Fault)> Faults => faults;

    /// <summary>Leads seen so far.</summary>
    public int Count => leads.Count;

    /// <summary>Reads the next line of the file, without its line end; a blank one only counts as a line.</summary>
    public void Add(ReadOnlyMemory<byte> line)
    {
        Lines++;
        var text = line.Span is [0xEF, 0xBB, 0xBF, ..] ? line[3..] : line;
        if (text.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return;
        }

        if (HistoryReader.TryRead(text, out var told, out var fault))
        {
            Add(told);
            return;
        }

        BadLines++;
        if (faults.Count < MostFaults)
        {
            faults.Add((Lines, fault));
        }
    }

    /// <summary>Takes an event; one whose id was there before changes nothing.</summary>
    public void Add(HistoryEvent told)
    {
        if (told.Id is { } id && !ids.Add(Digest(id)))
        {
            Repeats++;
            return;
        }

        if (!leads.TryGetValue(told.Lead, out var lead))
        {
            leads[told.Lead] = lead = new HistoryLead(told.Lead);
        }

        lead.Tell(WithShared(told), fields, people);
    }

    private HistoryEvent WithShared(HistoryEvent told) => told with
    {
        To = Shared(told.To),
        By = Shared(told.By),
        Channel = Shared(told.Channel),
        Code = Shared(told.Code),
        Reason = Shared(told.Reason),
    };

    /// <summary>One copy of a word that is told again and again; a file of ever new words is not gathered for ever.</summary>
    private string? Shared(string? word)
    {
        if (word is null)
        {
            return null;
        }

        return words.TryGetValue(word, out var kept) ? kept : words.Count < MostWords ? words[word] = word : word;
    }

    /// <summary>The facts of every lead, to be asked for once all lines are read.</summary>
    public IEnumerable<LeadFacts> Facts() => leads.Values.Select(lead => lead.Finish(fields));

    /// <summary>Half a SHA-256: a file of millions of ids is kept in 16 bytes each.</summary>
    private static UInt128 Digest(string id)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
