using System.Security.Cryptography;
using System.Text;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;

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
    private readonly FieldPack pack = new();
    private readonly HistoryFields fields = new(policy);
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
        if (told is { Type: HistoryType.Touch, Automatic: true })
        {
            return;
        }

        hasDeliveries |= told.Type == HistoryType.Delivered;
        var stage = StageNames.FromShort(told.Stage) ?? LeadStage.Inquiry;
        log.Add(told.Lead, new HistoryEntry(
            told.At.ToUnixTimeSeconds(), told.Type, stage, log.Keep(WordOf(told)), log.Keep(told.By),
            log.Keep(told.Amount), log.Keep(pack.Write(told.Fields)))
        {
            Flag = told.Interim || told.Upheld,
            Rating = ((byte)told.Fit, (byte)told.Timing),
        });
    }

    /// <summary>The facts of every lead, to be asked for once all lines are read. They are made one by one as they are
    /// asked for, and not kept.</summary>
    public IEnumerable<LeadFacts> Facts()
    {
        var telling = new HistoryReplay(log, pack, fields, people, hasDeliveries);
        for (var lead = 0; lead < log.Leads; lead++)
        {
            yield return telling.Of(lead);
        }
    }

    private static string? WordOf(HistoryEvent told) => told.Type switch
    {
        HistoryType.Assigned => told.To,
        HistoryType.Touch => told.Channel,
        HistoryType.Disposition => told.Code,
        HistoryType.Delivered => told.To,
        HistoryType.Waived => told.Clause,
        HistoryType.Updated => told.Status,
        HistoryType.LeadReceived or HistoryType.MqlReached or HistoryType.Accepted or HistoryType.Rejected
            or HistoryType.Stage or HistoryType.Amount or HistoryType.Feedback or HistoryType.Rerouted
            or HistoryType.Recycled or HistoryType.Disputed or HistoryType.Ruled or HistoryType.Paused
            or HistoryType.Resumed or HistoryType.Rated => told.Reason,
    };

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

/// <summary>
/// Tells the facts of a history's lead in order of arrival. Of arrivals and MQL lines the first by its own time counts;
/// the MQL's data is what all of them have said by the MQL instant.
/// </summary>
internal sealed class HistoryReplay(HistoryLog log, FieldPack pack, HistoryFields fields, People? people,
    bool tellsDeliveries)
{
    private readonly List<HistoryEntry> events = [];

    internal LeadFacts Of(int lead)
    {
        events.Clear();
        events.AddRange(log.EventsOf(lead));
        var facts = new LeadFacts(log.LeadAt(lead)) { TellsDeliveries = tellsDeliveries };
        var (received, mql) = (FirstOf(HistoryType.LeadReceived), FirstOf(HistoryType.MqlReached));
        for (var i = 0; i < events.Count; i++)
        {
            var historyEntry = events[i];
            if (historyEntry.Type is HistoryType.LeadReceived && i == received)
            {
                SentReplay.Received(facts, Instant.FromUnixTimeSeconds(historyEntry.At), Sent(historyEntry),
                    log.Amount(historyEntry.Amount));
            }
            else if (historyEntry.Type is HistoryType.MqlReached && i == mql)
            {
                TellMql(facts, historyEntry);
            }
            else if (historyEntry.Type is HistoryType.LeadReceived or HistoryType.MqlReached)
            {
                if (mql >= 0 && historyEntry.At <= events[mql].At)
                {
                    SentReplay.Further(facts, Instant.FromUnixTimeSeconds(historyEntry.At), Sent(historyEntry));
                }
            }
            else
            {
                Replay(facts, historyEntry);
            }
        }

        return facts;
    }

    private void Replay(LeadFacts facts, HistoryEntry historyEntry)
    {
        var (at, word) = (Instant.FromUnixTimeSeconds(historyEntry.At), log.Word(historyEntry.Word));
        switch (historyEntry.Type)
        {
            case HistoryType.Assigned: facts.Assigned(at, word ?? NameCounts.Blank, people?.Find(word)?.Team); break;
            case HistoryType.Accepted: facts.Accepted(at); break;
            case HistoryType.Rejected: facts.Rejected(at, word, fields.IsReroute(word)); break;
            case HistoryType.Rerouted: facts.Rejected(at, word, reroute: true); break;
            case HistoryType.Ruled when !historyEntry.Flag: facts.Overturned(at); break;
            case HistoryType.Recycled: facts.PutAway(at); break;
            case HistoryType.Paused: facts.Paused(at); break;
            case HistoryType.Resumed: facts.Resumed(at); break;
            case HistoryType.Delivered: facts.Delivered(at); break;
            case HistoryType.Rated when historyEntry.Rating is (> 0, > 0): facts.Rated(at, historyEntry.Rating.Fit,
                historyEntry.Rating.Timing); break;
            case HistoryType.Waived when ClauseNames.TryParse(word, out var clause): facts.Excused(at, clause); break;
            case HistoryType.Touch: facts.Touched(at, word ?? NameCounts.Blank, log.Word(historyEntry.By)); break;
            case HistoryType.Disposition: facts.Disposed(at, word ?? NameCounts.Blank, ends: !historyEntry.Flag,
                credited: false); break;
            case HistoryType.Stage when historyEntry.Stage != LeadStage.Inquiry: facts.StageReached(at,
                historyEntry.Stage, log.Amount(historyEntry.Amount), word); break;
            case HistoryType.Amount when log.Amount(historyEntry.Amount) is { } amount: facts.AmountSet(at,
                amount); break;
            case HistoryType.Feedback: facts.FeedbackGiven(at, word); break;
        }
    }

    private void TellMql(LeadFacts facts, HistoryEntry historyEntry)
    {
        var at = Instant.FromUnixTimeSeconds(historyEntry.At);

        // What the MQL line says wins over what was said before, and of that the later.
        var all = Sent(historyEntry);
        foreach (var known in Enumerable.Reverse(events)
            .Where(known =>
                known.At <= historyEntry.At && known.Type is (HistoryType.LeadReceived or HistoryType.MqlReached))
                .OrderByDescending(known => known.At))
        {
            pack.Read(log.Fields(known.Fields), all);
        }

        SentReplay.Mql(facts, at, Sent(historyEntry), log.Amount(historyEntry.Amount), fields.Find(all, at));
    }

    private Dictionary<string, string> Sent(HistoryEntry historyEntry)
    {
        var sent = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        pack.Read(log.Fields(historyEntry.Fields), sent);
        return sent;
    }

    private int FirstOf(HistoryType type)
    {
        var first = -1;
        for (var i = 0; i < events.Count; i++)
        {
            first = events[i].Type == type && (first < 0 || events[i].At < events[first].At) ? i : first;
        }

        return first;
    }
}
