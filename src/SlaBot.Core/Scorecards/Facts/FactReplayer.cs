using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Decisions;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>Tells one lead's facts in order of arrival; those of a lead of the past when all of them are
/// known.</summary>
/// <param name="fields">How a lead of the past is looked at; null for what was found at its import.</param>
/// <param name="tellsDeliveries">True where the leads come of something that tells deliveries, whether or not one of
/// this lead is among them.</param>
internal sealed class FactReplayer(HistoryFields? fields, bool tellsDeliveries = false)
{
    private LeadFacts facts = new("");
    private HistoryReplay? past;

    /// <summary>Starts a lead.</summary>
    internal void Start(string lead) =>
        (facts, past) = (new LeadFacts(lead) { TellsDeliveries = tellsDeliveries }, null);

    /// <summary>Starts a lead of the past.</summary>
    internal void StartHistory(string lead)
    {
        Start(lead);
        past = new HistoryReplay(facts, fields);
    }

    /// <summary>Tells one.</summary>
    internal void Apply(Fact told)
    {
        if (told.Kind == FactKind.Opened)
        {
            past = new HistoryReplay(facts, fields);
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
            case FactKind.Ruled when !told.Flag: facts.Overturned(at); break;
            case FactKind.Touched: facts.Touched(at, told.Text!, told.Other); break;
            case FactKind.Disposed: facts.Disposed(at, told.Text!, told.Flag, told.IsCredited); break;
            case FactKind.StageReached: facts.StageReached(at, told.Stage, told.Amount,
                told.Flag ? EventFacts.Said : null); break;
            case FactKind.AmountSet: facts.AmountSet(at, told.Amount!.Value); break;
            case FactKind.FeedbackGiven: facts.FeedbackGiven(at, told.Flag ? EventFacts.Said : null); break;
            case FactKind.Rated: facts.Rated(at, (int)told.Number, told.Timing); break;
            case FactKind.Paused: facts.Paused(at); break;
            case FactKind.Resumed: facts.Resumed(at); break;
            case FactKind.PutAway: facts.PutAway(at); break;
            case FactKind.Erased: facts.Erased(at); break;
            case FactKind.Delivered: facts.Delivered(at); break;
            case FactKind.Opened or FactKind.Ruled or FactKind.Disputed or FactKind.Updated: break;
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

/// <summary>
/// Tells the facts of a lead of the past, whether it was imported or is rehearsed: of arrivals and MQL lines only the
/// first by its own time counts, and the MQL's data is what both had said by then, under the agreement of the reader.
/// After an erasure, what was frozen stands for it.
/// </summary>
internal sealed class HistoryReplay(LeadFacts facts, HistoryFields? fields)
{
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.OrdinalIgnoreCase);
    private static readonly MqlData NoData = new(0, 0, 0, 0);
    private readonly List<Fact> told = [];

    internal void Add(Fact fact) => told.Add(fact);

    internal void Replay()
    {
        var (received, mql) = (FirstOf(FactKind.Received), FirstOf(FactKind.MqlReached));
        for (var i = 0; i < told.Count; i++)
        {
            if (told[i].Kind is not (FactKind.Received or FactKind.MqlReached))
            {
                TellAction(told[i]);
            }
            else if (i == received)
            {
                Received(told[i]);
            }
            else if (i == mql)
            {
                Mql(told[i]);
            }
            else if (mql >= 0 && told[i].At <= told[mql].At)
            {
                Further(Instant.FromUnixTimeSeconds(told[i].At), Own(told[i].Sent));
            }
        }

        if (fields?.NeedsClocksFrom(told) is { } from and < LeadFacts.Never)
        {
            (facts.Replayed, facts.ReplayedFrom) = (Obligations(mql < 0 ? null : told[mql]), from);
        }
    }

    /// <summary>The obligations that the same past would have had, decided on as it happened.</summary>
    private List<ObligationFacts> Obligations(Fact? mql)
    {
        var obligations = new List<ObligationFacts>();
        var events = told.Select(fact => EventOf(fact, mql)).OfType<LeadEvent>();
        foreach (var happened in HistoryClocks.Of(facts.Lead, events, fields!.Terms))
        {
            var fact = EventFacts.Of(happened);
            if (fact?.Obligation is { } begun)
            {
                obligations.Add(begun);
            }
            else if (fact is not null)
            {
                obligations.Find(obligation => obligation.Id == fact.Text)?.Apply(fact);
            }
        }

        return obligations;
    }

    private LeadEvent? EventOf(Fact fact, Fact? mql)
    {
        var at = Instant.FromUnixTimeSeconds(fact.At);
        return fact.Kind switch
        {
            FactKind.Received => fact.At > mql?.At ? null : new LeadReceived(facts.Lead,
                SentProfile.Of(fact.Sent, fact.Amount), null) { At = at, RecordedAt = at },
            FactKind.MqlReached => new MqlReached(true, [], null, NoData)
            {
                At = at,
                RecordedAt = at,
                Sent = fact.At > mql?.At ? null : fact.Sent,
                Tier = fact == mql ? facts.TierAsOf(fact.At) : null,
            },
            FactKind.Assigned =>
                new Assigned(fact.Text!, null, AssignmentWay.Sender, "", fact.Other) { At = at, RecordedAt = at },
            FactKind.Accepted => new Accepted("") { At = at, RecordedAt = at },
            FactKind.Rejected => new Rejected("", fact.Text, null,
                fact.Flag ? RejectConsequence.Reroute : RejectConsequence.Nurture) { At = at, RecordedAt = at },
            FactKind.Disputed => new Disputed(null as string) { At = at, RecordedAt = at },
            FactKind.Ruled => new Ruled(fact.Flag, null) { At = at, RecordedAt = at },
            FactKind.Touched => new Touched(null, fact.Text!, null, null, false) { At = at, RecordedAt = at },
            FactKind.Disposed =>
                new Disposed("", fact.Text!, null, fact.Flag, fact.IsCredited) { At = at, RecordedAt = at },
            FactKind.StageReached => new StageReached(fact.Stage, null, fact.Flag ? EventFacts.Said : null, [])
            {
                At = at, RecordedAt = at,
            },
            FactKind.FeedbackGiven when fact.Flag => new FeedbackGiven(EventFacts.Said) { At = at, RecordedAt = at },
            FactKind.Updated => new StatusUpdated("") { At = at, RecordedAt = at },
            FactKind.Paused => new Paused("") { At = at, RecordedAt = at },
            FactKind.Resumed => new Resumed { At = at, RecordedAt = at },
            FactKind.PutAway => new Recycled(at.InUtc().Date, Instant.MaxValue) { At = at, RecordedAt = at },
            FactKind.Delivered => new CardDelivered("") { At = at, RecordedAt = at },
            FactKind.ObligationWaived => new ObligationWaived(fact.Text!, "") { At = at, RecordedAt = at },
            FactKind.Opened or FactKind.Merged or FactKind.AmountSet or FactKind.FeedbackGiven or FactKind.Rated
                or FactKind.ObligationStarted or FactKind.ObligationMet or FactKind.ObligationBreached
                or FactKind.BreachWithdrawn or FactKind.ObligationFulfilled or FactKind.ObligationCancelled
                or FactKind.DeadlineMoved or FactKind.Erased => null,
        };
    }

    private void Received(Fact fact)
    {
        var (at, sent) = (Instant.FromUnixTimeSeconds(fact.At), Own(fact.Sent));
        facts.Received(at, sent.GetValueOrDefault("source"), sent.GetValueOrDefault("tier"),
            SentProfile.IsMarketingSourced(sent), SentProfile.Number(sent.GetValueOrDefault("amount")) ?? fact.Amount);
        facts.Located(at, sent.GetValueOrDefault("region"));
    }

    /// <summary>What a later line of the kind says by the MQL instant fills what the first left out.</summary>
    private void Further(Instant at, Dictionary<string, string> sent)
    {
        facts.Described(at, sent.GetValueOrDefault("source"), sent.GetValueOrDefault("tier"));
        facts.Located(at, sent.GetValueOrDefault("region"));
    }

    /// <summary>A rejection that the agreement's reasons call a reroute is no decision, also where it was kept as
    /// one.</summary>
    private void TellAction(Fact fact)
    {
        if (fact is { Kind: FactKind.Rejected, Flag: false } && fields?.IsReroute(fact.Text) == true)
        {
            fact.Flag = true;
        }

        FactReplayer.To(facts, fact);
    }

    private void Mql(Fact fact)
    {
        var at = Instant.FromUnixTimeSeconds(fact.At);
        var sent = Own(fact.Sent);
        var all = Own(sent);
        var known = Enumerable.Reverse(told)
            .Where(line => line.Kind is (FactKind.Received or FactKind.MqlReached) && line.At <= fact.At)
            .OrderByDescending(line => line.At);
        foreach (var (name, value) in known.SelectMany(line => line.Sent ?? Nothing))
        {
            all.TryAdd(name, value);
        }

        var isFrozen = fields is null || all.ContainsKey(LeadEraser.Blanked);
        var found = isFrozen ? new MqlFound(fact.Data!, fact.FitsIcp, fact.Other) : fields!.Find(all, at);
        facts.MqlReached(at, found.Data, found.FitsIcp);
        facts.Described(at, sent.GetValueOrDefault("source"), sent.GetValueOrDefault("tier"));
        facts.Described(at, null, found.Tier);
        facts.Located(at, sent.GetValueOrDefault("region"));
        if ((SentProfile.Number(sent.GetValueOrDefault("amount")) ?? fact.Amount) is { } worth)
        {
            facts.AmountSet(at, worth);
        }
    }

    /// <summary>The first of a kind by its own time, then by arrival; -1 when there is none.</summary>
    private int FirstOf(FactKind kind)
    {
        var first = -1;
        for (var i = 0; i < told.Count; i++)
        {
            first = told[i].Kind == kind && (first < 0 || told[i].At < told[first].At) ? i : first;
        }

        return first;
    }

    private static Dictionary<string, string> Own(IReadOnlyDictionary<string, string>? sent) =>
        new(sent ?? Nothing, StringComparer.OrdinalIgnoreCase);
}

/// <summary>What was found at the MQL instant: the data counted, the fit, and the tier where the agreement's own
/// criteria give one.</summary>
internal readonly record struct MqlFound(MqlData Data, bool? FitsIcp, string? Tier);
