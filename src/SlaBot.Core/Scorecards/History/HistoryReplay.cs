using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Tallies;

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
            var one = events[i];
            if (one.Type is HistoryType.LeadReceived && i == received)
            {
                SentReplay.Received(facts, Instant.FromUnixTimeSeconds(one.At), Sent(one), log.Amount(one.Amount));
            }
            else if (one.Type is HistoryType.MqlReached && i == mql)
            {
                TellMql(facts, one);
            }
            else if (one.Type is HistoryType.LeadReceived or HistoryType.MqlReached)
            {
                if (mql >= 0 && one.At <= events[mql].At)
                {
                    SentReplay.Further(facts, Instant.FromUnixTimeSeconds(one.At), Sent(one));
                }
            }
            else
            {
                Replay(facts, one);
            }
        }

        return facts;
    }

    private void Replay(LeadFacts facts, HistoryEntry one)
    {
        var (at, word) = (Instant.FromUnixTimeSeconds(one.At), log.Word(one.Word));
        switch (one.Type)
        {
            case HistoryType.Assigned: facts.Assigned(at, word ?? NameCounts.Blank, people?.Find(word)?.Team); break;
            case HistoryType.Accepted: facts.Accepted(at); break;
            case HistoryType.Rejected: facts.Rejected(at, word, fields.IsReroute(word)); break;
            case HistoryType.Rerouted: facts.Rejected(at, word, reroute: true); break;
            case HistoryType.Ruled when !one.Flag: facts.Overturned(at); break;
            case HistoryType.Recycled: facts.PutAway(at); break;
            case HistoryType.Paused: facts.Paused(at); break;
            case HistoryType.Resumed: facts.Resumed(at); break;
            case HistoryType.Delivered: facts.Delivered(at); break;
            case HistoryType.Rated when one.Rating is (> 0, > 0): facts.Rated(at, one.Rating.Fit, one.Rating.Timing); break;
            case HistoryType.Waived when ClauseNames.TryParse(word, out var clause): facts.Excused(at, clause); break;
            case HistoryType.Touch: facts.Touched(at, word ?? NameCounts.Blank, log.Word(one.By)); break;
            case HistoryType.Disposition: facts.Disposed(at, word ?? NameCounts.Blank, ends: !one.Flag, credited: false); break;
            case HistoryType.Stage when one.Stage != LeadStage.Inquiry: facts.StageReached(at, one.Stage, log.Amount(one.Amount), word); break;
            case HistoryType.Amount when log.Amount(one.Amount) is { } amount: facts.AmountSet(at, amount); break;
            case HistoryType.Feedback: facts.FeedbackGiven(at, word); break;
        }
    }

    private void TellMql(LeadFacts facts, HistoryEntry one)
    {
        var at = Instant.FromUnixTimeSeconds(one.At);

        // What the MQL line says wins over what was said before, and of that the later.
        var all = Sent(one);
        foreach (var known in Enumerable.Reverse(events).Where(known => known.At <= one.At && known.Type is (HistoryType.LeadReceived or HistoryType.MqlReached)).OrderByDescending(known => known.At))
        {
            pack.Read(log.Fields(known.Fields), all);
        }

        SentReplay.Mql(facts, at, Sent(one), log.Amount(one.Amount), fields.Find(all, at));
    }

    private Dictionary<string, string> Sent(HistoryEntry one)
    {
        var sent = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        pack.Read(log.Fields(one.Fields), sent);
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
