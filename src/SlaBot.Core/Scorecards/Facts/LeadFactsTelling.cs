using NodaTime;
using SlaBot.Core.Leads;

namespace SlaBot.Core.Scorecards.Facts;

/// <content>What is told, each deed with its own time.</content>
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
        (assignments ??= new(1)).Add(new AssignmentFact(second, owner, team));
        if (turns is not null)
        {
            Turned(second, Turn.Given);
        }
    }

    /// <summary>A seller accepted it.</summary>
    public void Accepted(Instant at)
    {
        arrivals++;
        var second = Mark(at);
        if (second < AcceptedSecond)
        {
            (AcceptedSecond, acceptedArrival) = (second, arrivals);
        }
    }

    /// <summary>A seller refused it; <paramref name="reroute"/>: it goes on to the next rep, which is no decision.</summary>
    public void Rejected(Instant at, string? reason, bool reroute)
    {
        rejections = rejections == NoRejections ? new(1) : rejections;
        rejections.Add(new RejectionFact(Mark(at), ++arrivals, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), reroute));
        if (!reroute)
        {
            Turned(at.ToUnixTimeSeconds(), Turn.Away);
        }
    }

    /// <summary>The last rejection before it was overturned: from here on it is no decision.</summary>
    public void Overturned(Instant at)
    {
        var second = Mark(at);
        var last = rejections.FindLast(one => !one.Reroute && one.At <= second && one.OverturnedAt == Never);
        if (last is not null)
        {
            last.OverturnedAt = second;
        }
    }

    /// <summary>An attempt was logged.</summary>
    public void Touched(Instant at, string channel, string? by)
    {
        touches = touches == NoTouches ? new(2) : touches;
        touches.Add(new TouchFact(Mark(at), channel, by));
    }

    /// <summary>An outcome code was given; <paramref name="ends"/>: it ends work; <paramref name="credited"/>: the agreement takes it for a full cadence.</summary>
    public void Disposed(Instant at, string code, bool ends, bool credited)
    {
        var second = Mark(at);
        DisposedSecond = Math.Min(DisposedSecond, second);
        if (ends)
        {
            Turned(second, Turn.Ended);
        }

        if (ends && second < EndedSecond)
        {
            (EndedSecond, EndedCode, EndedCredited) = (second, code, credited);
        }
    }

    /// <summary>It reached SalesQualified, Opportunity, Won or Lost; other stages are passed over.</summary>
    public void StageReached(Instant at, LeadStage stage, decimal? amount, string? reason)
    {
        var second = Mark(at);
        if (stage is LeadStage.SalesQualified or LeadStage.Opportunity or LeadStage.Won or LeadStage.Lost)
        {
            Turned(second, stage is LeadStage.Won or LeadStage.Lost ? Turn.Closed : Turn.Advanced);
        }

        switch (stage)
        {
            case LeadStage.SalesQualified: SqlSecond = Math.Min(SqlSecond, second); break;
            case LeadStage.Opportunity: SqoSecond = Math.Min(SqoSecond, second); break;
            case LeadStage.Won: WonSecond = Math.Min(WonSecond, second); break;
            case LeadStage.Lost when second < LostSecond:
                (LostSecond, LostWithReason) = (second, !string.IsNullOrWhiteSpace(reason));
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
        var second = Mark(at);
        if (second < FeedbackSecond)
        {
            (FeedbackSecond, FeedbackIsBlank) = (second, string.IsNullOrWhiteSpace(reason));
        }
    }

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
        foreach (var one in Obligations)
        {
            if (one.Id == id)
            {
                return one;
            }
        }

        return null;
    }

    private long Mark(Instant at)
    {
        var second = at.ToUnixTimeSeconds();
        EarliestSecond = Math.Min(EarliestSecond, second);
        LatestSecond = Math.Max(LatestSecond, second);
        return second;
    }
}
