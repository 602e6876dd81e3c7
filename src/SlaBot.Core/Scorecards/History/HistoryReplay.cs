using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;

namespace SlaBot.Core.Scorecards.History;

/// <summary>
/// Tells the facts of a history's lead in order of arrival. Of arrivals and MQL lines the first by its own time counts; the MQL's
/// data is what all of them have said by the MQL instant.
/// </summary>
internal sealed class HistoryReplay(HistoryLog log, FieldPack pack, HistoryFields fields, People? people, bool tellsDeliveries)
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
                SentReplay.Received(facts, Instant.FromUnixTimeSeconds(historyEntry.At), Sent(historyEntry), log.Amount(historyEntry.Amount));
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
            case HistoryType.Rated when historyEntry.Rating is (> 0, > 0): facts.Rated(at, historyEntry.Rating.Fit, historyEntry.Rating.Timing); break;
            case HistoryType.Waived when ClauseNames.TryParse(word, out var clause): facts.Excused(at, clause); break;
            case HistoryType.Touch: facts.Touched(at, word ?? NameCounts.Blank, log.Word(historyEntry.By)); break;
            case HistoryType.Disposition: facts.Disposed(at, word ?? NameCounts.Blank, ends: !historyEntry.Flag, credited: false); break;
            case HistoryType.Stage when historyEntry.Stage != LeadStage.Inquiry: facts.StageReached(at, historyEntry.Stage, log.Amount(historyEntry.Amount), word); break;
            case HistoryType.Amount when log.Amount(historyEntry.Amount) is { } amount: facts.AmountSet(at, amount); break;
            case HistoryType.Feedback: facts.FeedbackGiven(at, word); break;
        }
    }

    private void TellMql(LeadFacts facts, HistoryEntry historyEntry)
    {
        var at = Instant.FromUnixTimeSeconds(historyEntry.At);

        // What the MQL line says wins over what was said before, and of that the later.
        var all = Sent(historyEntry);
        foreach (var known in Enumerable.Reverse(events).Where(known => known.At <= historyEntry.At && known.Type is (HistoryType.LeadReceived or HistoryType.MqlReached)).OrderByDescending(known => known.At))
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
