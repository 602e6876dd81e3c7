using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Facts;

/// <content>What is told, each action with its own time.</content>
public sealed partial class LeadFacts
{
    /// <summary>It arrived.</summary>
    public void Received(Instant at, string? source, string? tier, bool marketingSourced, decimal? amount)
    {
        var second = Mark(at);
        if (second < ReceivedSecond)
        {
            ReceivedSecond = second;
            MarketingSourced = marketingSourced;
        }

        Described(at, source, tier);

        if (amount is { } worth)
        {
            AmountSet(at, worth);
        }
    }

    /// <summary>Its source or segment was said; the first of each that is not blank counts.</summary>
    public void Described(Instant at, string? source, string? tier)
    {
        var second = Mark(at);
        if (!string.IsNullOrWhiteSpace(source) && second < SourceSecond)
        {
            (SourceSecond, Source) = (second, source);
        }

        if (!string.IsNullOrWhiteSpace(tier) && second < TierSecond)
        {
            (TierSecond, Tier) = (second, tier);
        }
    }

    /// <summary>It became an MQL, with its data counted at that instant.</summary>
    public void MqlReached(Instant at, MqlData? data, bool? fitsIcp)
    {
        var second = Mark(at);
        if (second < MqlSecond)
        {
            (MqlSecond, Data, FitsIcp) = (second, data, fitsIcp);
        }
    }

    /// <summary>It was given to an owner.</summary>
    public void Assigned(Instant at, string owner, string? team)
    {
        var second = Mark(at);
        AssignedSecond = Math.Min(AssignedSecond, second);
        (assignments ??= new(1)).Add(new AssignmentFact(second, owner, team, arrivals));
        if (turns is not null)
        {
            Turned(second, Turn.Given);
        }
    }

    /// <summary>A seller accepted it.</summary>
    public void Accepted(Instant at)
    {
        AcceptedAt = Moment.Min(AcceptedAt, At(at));
    }

    /// <summary>A seller refused it; <paramref name="reroute"/>: it goes on to the next rep, which is no
    /// decision.</summary>
    public void Rejected(Instant at, string? reason, bool reroute)
    {
        rejections = rejections == NoRejections ? new(1) : rejections;
        var moment = At(at);
        rejections.Add(
            new RejectionFact(moment.At, moment.Arrival, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
                reroute));
        if (!reroute)
        {
            Reasoned(moment, reason);
            Turned(at.ToUnixTimeSeconds(), Turn.Away);
        }
    }

    /// <summary>The last rejection before it was overturned: from here on it is no decision.</summary>
    public void Overturned(Instant at)
    {
        var second = Mark(at);
        var last = rejections.FindLast(
            rejection => !rejection.Reroute && rejection.At <= second && rejection.OverturnedAt == Never);
        if (last is not null)
        {
            last.OverturnedAt = second;
        }
    }

    /// <summary>An attempt was logged.</summary>
    public void Touched(Instant at, string channel, string? by)
    {
        touches = touches == NoTouches ? new(2) : touches;
        var moment = At(at);
        touches.Add(new TouchFact(moment.At, channel, by, moment.Arrival));
    }

    /// <summary>An outcome code was given; <paramref name="ends"/>: it ends work; <paramref name="credited"/>: the
    /// agreement takes it for a full cadence.</summary>
    public void Disposed(Instant at, string code, bool ends, bool credited)
    {
        var moment = At(at);
        var second = moment.At;
        DisposedSecond = Math.Min(DisposedSecond, second);
        if (ends)
        {
            Turned(second, Turn.Ended);
        }

        if (ends && moment < EndedAt)
        {
            (EndedAt, EndedCode, EndedCredited) = (moment, code, credited);
        }
    }

    /// <summary>It reached SalesQualified, Opportunity, Won or Lost; other stages are passed over.</summary>
    public void StageReached(Instant at, LeadStage stage, decimal? amount, string? reason)
    {
        var moment = At(at);
        var second = moment.At;
        if (stage is LeadStage.SalesQualified or LeadStage.Opportunity or LeadStage.Won or LeadStage.Lost)
        {
            Turned(second, stage is LeadStage.Won or LeadStage.Lost ? Turn.Closed : Turn.Advanced);
        }

        switch (stage)
        {
            case LeadStage.SalesQualified: SqlAt = Moment.Min(SqlAt, moment); break;
            case LeadStage.Opportunity: SqoAt = Moment.Min(SqoAt, moment); break;
            case LeadStage.Won: WonAt = Moment.Min(WonAt, moment); break;
            case LeadStage.Lost:
                LostAt = Moment.Min(LostAt, moment);
                Reasoned(moment, reason);
                break;
        }

        if (amount is { } worth)
        {
            AmountSet(at, worth);
        }
    }

    /// <summary>Its expected worth was said.</summary>
    public void AmountSet(Instant at, decimal amount) => (amounts ??= new(1)).Add((Mark(at), amount));

    /// <summary>A reason was given for a rejection or loss.</summary>
    public void FeedbackGiven(Instant at, string? reason)
    {
        Reasoned(At(at), reason);
    }

    /// <summary>Its card reached an owner.</summary>
    public void Delivered(Instant at)
    {
        TellsDeliveries = true;
        DeliveredSecond = Math.Min(DeliveredSecond, Mark(at));
    }

    /// <summary>A duty was excused by name; of a lead of the past, whose obligations nobody froze.</summary>
    public void Excused(Instant at, ClauseKind clause) => (excuses ??= new(1)).Add((clause, Mark(at)));

    /// <summary>Sales rated fit and timing, 1 to 5 each.</summary>
    public void Rated(Instant at, int fit, int timing)
    {
        var second = Mark(at);
        if (second < RatedSecond)
        {
            (RatedSecond, Rating) = (second, (fit + timing) / 2m);
        }
    }

    internal void ObligationStarted(ObligationFacts obligation)
    {
        Obligations = Obligations == NoObligations ? new(4) : Obligations;
        Obligations.Add(obligation);
        FirstObligationSecond = Math.Min(FirstObligationSecond, obligation.StartedAt);
        EarliestSecond = Math.Min(EarliestSecond, obligation.StartedAt);
    }

    internal ObligationFacts? Find(string id)
    {
        foreach (var obligation in Obligations)
        {
            if (obligation.Id == id)
            {
                return obligation;
            }
        }

        return null;
    }

    private void Reasoned(Moment moment, string? reason)
    {
        if (!string.IsNullOrWhiteSpace(reason))
        {
            (reasons ??= new(1)).Add(moment);
        }
    }

    /// <summary>The moment of what is told now: everything told has its own place in the order of arrival.</summary>
    private Moment At(Instant at) => new(Mark(at), arrivals);

    private long Mark(Instant at)
    {
        arrivals++;
        var second = at.ToUnixTimeSeconds();
        EarliestSecond = Math.Min(EarliestSecond, second);
        LatestSecond = Math.Max(LatestSecond, second);
        return second;
    }
}
