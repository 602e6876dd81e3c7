using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>Tells one lead's facts in order of arrival; those of a lead of the past when all of them are known.</summary>
internal sealed class FactReplayer(HistoryFields? fields)
{
    private LeadFacts facts = new("");
    private ImportedReplay? past;

    /// <summary>Starts a lead.</summary>
    internal void Start(string lead) => (facts, past) = (new LeadFacts(lead), null);

    /// <summary>Tells one.</summary>
    internal void Apply(Fact told)
    {
        if (told.Kind == FactKind.Opened)
        {
            past = new ImportedReplay(facts, fields);
        }
        else if (past is not null)
        {
            past.Add(told.Copy());
        }
        else
        {
            To(facts, told);
        }
    }

    /// <summary>The lead's facts.</summary>
    internal LeadFacts Finish()
    {
        past?.Replay();
        return facts;
    }

    /// <summary>Tells a live lead's fact.</summary>
    internal static void To(LeadFacts facts, Fact told)
    {
        var at = Instant.FromUnixTimeSeconds(told.At);
        switch (told.Kind)
        {
            case FactKind.Received:
                facts.Received(at, told.Text, told.Other, told.Flag, told.Amount);
                facts.Located(at, told.Region);
                break;
            case FactKind.Merged: Merged(facts, at, told); break;
            case FactKind.MqlReached:
                facts.MqlReached(at, told.Data, told.FitsIcp);
                facts.Described(at, null, told.Other);
                break;
            case FactKind.Assigned: facts.Assigned(at, told.Text!, told.Other); break;
            case FactKind.Accepted: facts.Accepted(at); break;
            case FactKind.Rejected: facts.Rejected(at, told.Text, told.Flag); break;
            case FactKind.Overturned: facts.Overturned(at); break;
            case FactKind.Touched: facts.Touched(at, told.Text!, told.Other); break;
            case FactKind.Disposed: facts.Disposed(at, told.Text!, told.Flag, told.IsCredited); break;
            case FactKind.StageReached: facts.StageReached(at, told.Stage, told.Amount, told.Flag ? EventFacts.Said : null); break;
            case FactKind.AmountSet: facts.AmountSet(at, told.Amount!.Value); break;
            case FactKind.FeedbackGiven: facts.FeedbackGiven(at, told.Flag ? EventFacts.Said : null); break;
            case FactKind.Rated: facts.Rated(at, (int)told.Number, told.Timing); break;
            case FactKind.Paused: facts.Paused(at); break;
            case FactKind.Resumed: facts.Resumed(at); break;
            case FactKind.PutAway: facts.PutAway(at); break;
            case FactKind.Erased: facts.Erased(at); break;
            case FactKind.Delivered: facts.Delivered(at); break;
            case FactKind.Opened: break;
            case FactKind.ObligationWaived when facts.Find(told.Text!) is null: Excused(facts, at, told.Text!); break;
            case FactKind.ObligationStarted: facts.ObligationStarted(told.Obligation!); break;
            default: facts.Find(told.Text!)?.Apply(told); break;
        }
    }

    /// <summary>A history says which clause was excused; nobody froze an obligation of it.</summary>
    private static void Excused(LeadFacts facts, Instant at, string id)
    {
        if (ClauseNames.TryParse(id.Split('#')[0], out var clause))
        {
            facts.Excused(at, clause);
        }
    }

    private static void Merged(LeadFacts facts, Instant at, Fact told)
    {
        facts.Described(at, told.Text, told.Other);
        facts.Located(at, told.Region);
        if (told.Amount is { } amount)
        {
            facts.AmountSet(at, amount);
        }
    }
}
