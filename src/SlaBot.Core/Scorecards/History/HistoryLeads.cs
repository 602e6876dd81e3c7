using System.Security.Cryptography;
using System.Text;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.History;

/// <summary>
/// Gathers a history file line by line into the facts of its leads, under one agreement. A repeated id is passed over;
/// lines that cannot be used are counted, the first of them with number and fault. Not safe from many threads.
/// </summary>
/// <param name="policy">Whose required and enriched fields, and fit criteria, are looked for.</param>
/// <param name="people">For the teams of owners; null where they do not matter.</param>
public sealed class HistoryLeads(SlaPolicy policy, People? people = null)
{
    /// <summary>The most faults that are kept with their line; all are counted.</summary>
    public const int MostFaults = 1_000_000;

    /// <summary>Everybody, where they matter.</summary>
    public People? People => people;

    private readonly HistoryLog log = new();
    private readonly HashSet<UInt128> ids = [];
    private bool hasDeliveries;
    private readonly List<(long Line, string Fault)> faults = [];

    /// <summary>Lines read so far, blank ones too.</summary>
    public long Lines { get; private set; }

    /// <summary>Events taken so far.</summary>
    public long Events { get; private set; }

    /// <summary>Lines that could not be used.</summary>
    public long BadLines { get; private set; }

    /// <summary>Lines whose id was there before.</summary>
    public long Repeats { get; private set; }

    /// <summary>The first faults, each with its line number, from 1.</summary>
    public IReadOnlyList<(long Line, string Fault)> Faults => faults;

    /// <summary>Leads seen so far.</summary>
    public int Count => log.Leads;

    /// <summary>The earliest event; null when there is none.</summary>
    public Instant? First { get; private set; }

    /// <summary>The latest event; null when there is none.</summary>
    public Instant? Last { get; private set; }

    /// <summary>Reads the next line of the file, without its line end; a blank one only counts as a line.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        Lines++;
        var text = Lines == 1 && line is [0xEF, 0xBB, 0xBF, ..] ? line[3..] : line;
        if (text.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return;
        }

        if (HistoryReader.TryRead(text, out var told, out var fault))
        {
            Add(told);
        }
        else
        {
            Refuse(fault);
        }
    }

    /// <summary>Counts the next line of the file as one that cannot be used, because it is too long to be
    /// read.</summary>
    public void SkipLine(string fault)
    {
        Lines++;
        Refuse(fault);
    }

    /// <summary>Takes an event; one whose id was there before changes nothing.</summary>
    public void Add(HistoryEvent told)
    {
        if (told.Id is { } id && !ids.Add(Digest(id)))
        {
            Repeats++;
            return;
        }

        Events++;
        First = First <= told.At ? First : told.At;
        Last = Last >= told.At ? Last : told.At;
        hasDeliveries |= told.Type == HistoryType.Delivered;
        log.Add(told.Lead, HistoryFacts.Of(told, people) is { } happened ? EventFacts.Of(happened) : null);
    }

    /// <summary>The facts of every lead, to be asked for once all lines are read. They are made one by one as they are
    /// asked for, and not kept.</summary>
    public IEnumerable<LeadFacts> Facts()
    {
        var teller = new FactReplayer(new HistoryFields(policy, people), hasDeliveries);
        for (var lead = 0; lead < log.Leads; lead++)
        {
            teller.StartHistory(log.LeadAt(lead));
            foreach (var fact in log.FactsOf(lead))
            {
                teller.Apply(fact);
            }

            yield return teller.Finish();
        }
    }

    private void Refuse(string fault)
    {
        BadLines++;
        if (faults.Count < MostFaults)
        {
            faults.Add((Lines, fault));
        }
    }

    /// <summary>Half a SHA-256: a file of millions of ids is kept in 16 bytes each.</summary>
    private static UInt128 Digest(string id)
    {
        Span<byte> hash = stackalloc byte[32];
        Span<byte> small = stackalloc byte[256];
        SHA256.HashData(
            Encoding.UTF8.TryGetBytes(id, small, out var length) ? small[..length] : Encoding.UTF8.GetBytes(id), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
