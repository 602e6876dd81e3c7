using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards;

/// <summary>One lead of a history file while it is read: the facts, and the fields of its first arrival and first MQL line, which meet at the end.</summary>
internal sealed class HistoryLead(string lead)
{
    private readonly LeadFacts facts = new(lead);
    private Sent? received;
    private Sent? mql;

    internal void Tell(HistoryEvent told, HistoryFields fields, People? people)
    {
        switch (told.Type)
        {
            case HistoryType.LeadReceived: received = Earlier(received, told, fields); break;
            case HistoryType.MqlReached: mql = Earlier(mql, told, fields); break;
            case HistoryType.Assigned: facts.Assigned(told.At, told.To ?? NameCounts.Blank, people?.Find(told.To)?.Team); break;
            case HistoryType.Accepted: facts.Accepted(told.At); break;
            case HistoryType.Rejected: facts.Rejected(told.At, told.Reason, reroute: false); break;
            case HistoryType.Touch: facts.Touched(told.At, told.Channel ?? NameCounts.Blank, told.By); break;
            case HistoryType.Disposition: facts.Disposed(told.At, told.Code ?? NameCounts.Blank, ends: true, credited: false); break;
            case HistoryType.Stage when StageNames.FromShort(told.Stage) is { } stage: facts.StageReached(told.At, stage, told.Amount, told.Reason); break;
            case HistoryType.Amount when told.Amount is { } amount: facts.AmountSet(told.At, amount); break;
            case HistoryType.Feedback: facts.FeedbackGiven(told.At, told.Reason); break;
        }
    }

    internal LeadFacts Finish(HistoryFields fields)
    {
        if (received is { } first)
        {
            facts.Received(first.At, first.Source, first.Tier, first.MarketingSourced, first.Amount);
        }

        if (mql is { } at)
        {
            TellMql(at, received is { } known && known.At <= at.At ? known : null, fields);
        }

        (received, mql) = (null, null);
        return facts;
    }

    private void TellMql(Sent at, Sent? known, HistoryFields fields)
    {
        var all = at.Fields;
        foreach (var (name, value) in known?.Fields ?? [])
        {
            // What the MQL line says wins over what was said before.
            all?.TryAdd(name, value);
        }

        var data = fields.Data(at.Required | (known?.Required ?? 0), at.Enriched | (known?.Enriched ?? 0));
        facts.MqlReached(at.At, data, all is null ? null : fields.FitsIcp(all, at.At));
        facts.Described(at.At, at.Source, at.Tier);
        if (at.Amount is { } amount)
        {
            facts.AmountSet(at.At, amount);
        }
    }

    private static Sent? Earlier(Sent? kept, HistoryEvent told, HistoryFields fields) =>
        kept is { } one && one.At <= told.At ? kept : new Sent(told, fields);

    private sealed class Sent(HistoryEvent told, HistoryFields fields)
    {
        internal Instant At { get; } = told.At;

        internal string? Source { get; } = told.Fields!.GetValueOrDefault("source");

        internal string? Tier { get; } = told.Fields!.GetValueOrDefault("tier");

        internal bool MarketingSourced { get; } = HistoryFields.IsMarketingSourced(told.Fields);

        internal decimal? Amount { get; } = HistoryReader.Number(told.Fields!.GetValueOrDefault("amount")) ?? told.Amount;

        internal UInt128 Required { get; } = fields.Required(told.Fields!);

        internal UInt128 Enriched { get; } = fields.Enriched(told.Fields!);

        internal Dictionary<string, string>? Fields { get; } = fields.NeedsProfile ? new(told.Fields!, StringComparer.OrdinalIgnoreCase) : null;
    }
}
