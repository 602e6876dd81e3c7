using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Tallies;

namespace SlaBot.Core.Scorecards.History;

/// <summary>
/// Tells the facts of a history's lead in order of arrival. Of arrivals and MQL lines only the first by its own time counts; the MQL's
/// data is what both have said by the MQL instant.
/// </summary>
internal sealed class HistoryTelling(HistoryLog log, FieldPack pack, HistoryFields fields, People? people)
{
    private readonly List<HistoryEntry> events = [];

    internal LeadFacts Of(int lead)
    {
        events.Clear();
        events.AddRange(log.EventsOf(lead));
        var facts = new LeadFacts(log.LeadAt(lead));
        var (received, mql) = (FirstOf(HistoryType.LeadReceived), FirstOf(HistoryType.MqlReached));
        for (var i = 0; i < events.Count; i++)
        {
            var one = events[i];
            if (one.Type == HistoryType.LeadReceived)
            {
                TellReceived(facts, one, i == received);
            }
            else if (one.Type == HistoryType.MqlReached)
            {
                TellMql(facts, one, i == mql, received >= 0 && events[received].At <= one.At ? events[received] : null);
            }
            else
            {
                Tell(facts, one);
            }
        }

        return facts;
    }

    private void Tell(LeadFacts facts, HistoryEntry one)
    {
        var (at, word) = (Instant.FromUnixTimeSeconds(one.At), log.Word(one.Word));
        switch (one.Type)
        {
            case HistoryType.Assigned: facts.Assigned(at, word ?? NameCounts.Blank, people?.Find(word)?.Team); break;
            case HistoryType.Accepted: facts.Accepted(at); break;
            case HistoryType.Rejected: facts.Rejected(at, word, reroute: false); break;
            case HistoryType.Touch: facts.Touched(at, word ?? NameCounts.Blank, log.Word(one.By)); break;
            case HistoryType.Disposition: facts.Disposed(at, word ?? NameCounts.Blank, ends: true, credited: false); break;
            case HistoryType.Stage when one.Stage != LeadStage.Inquiry: facts.StageReached(at, one.Stage, log.Amount(one.Amount), word); break;
            case HistoryType.Amount when log.Amount(one.Amount) is { } amount: facts.AmountSet(at, amount); break;
            case HistoryType.Feedback: facts.FeedbackGiven(at, word); break;
        }
    }

    private void TellReceived(LeadFacts facts, HistoryEntry one, bool counts)
    {
        if (!counts)
        {
            return;
        }

        SentTelling.Received(facts, Instant.FromUnixTimeSeconds(one.At), Sent(one), log.Amount(one.Amount));
    }

    private void TellMql(LeadFacts facts, HistoryEntry one, bool counts, HistoryEntry? received)
    {
        if (!counts)
        {
            return;
        }

        var at = Instant.FromUnixTimeSeconds(one.At);
        var sent = Sent(one);

        // What the MQL line says wins over what was said before.
        var all = new Dictionary<string, string>(sent, StringComparer.OrdinalIgnoreCase);
        pack.Read(received is { } known ? log.Fields(known.Fields) : null, all);
        SentTelling.Mql(facts, at, sent, log.Amount(one.Amount), fields.Find(all, at));
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
