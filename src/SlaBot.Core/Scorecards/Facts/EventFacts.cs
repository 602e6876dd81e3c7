using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>The one place that knows what of an event the numbers need.</summary>
internal static class EventFacts
{
    // Whether a reason was given counts, not its words, which may tell who somebody is.
    internal const string Said = "said";

    /// <summary>The fact of an event; null for one that no number needs.</summary>
    internal static Fact? Of(LeadEvent told)
    {
        var at = told.At.ToUnixTimeSeconds();
        return told switch
        {
            HistoryOpened => new Fact(FactKind.Opened, at),
            LeadReceived one => Received(one, at),
            ProfileMerged one => Merged(one, at),
            MqlReached one => new Fact(FactKind.MqlReached, at) { Data = one.Data, FitsIcp = one.FitsIcp, Other = one.Tier, Sent = one.Sent, Amount = one.Amount },
            Assigned one => new Fact(FactKind.Assigned, at) { Text = one.Owner, Other = one.Team },
            Accepted => new Fact(FactKind.Accepted, at),
            Rejected one => new Fact(FactKind.Rejected, at) { Text = one.Reason, Flag = one.Then == RejectConsequence.Reroute },
            Ruled { Upheld: false } => new Fact(FactKind.Overturned, at),
            Touched one => new Fact(FactKind.Touched, at) { Text = one.Channel, Other = one.Owner ?? one.By },
            Disposed one => new Fact(FactKind.Disposed, at) { Text = one.Code, Flag = one.Ends, IsCredited = one.Credited },
            StageReached one => new Fact(FactKind.StageReached, at) { Stage = one.Stage, Amount = one.Amount, Flag = !string.IsNullOrWhiteSpace(one.Reason) },
            AmountSet one => new Fact(FactKind.AmountSet, at) { Amount = one.Amount },
            FeedbackGiven one => new Fact(FactKind.FeedbackGiven, at) { Flag = !string.IsNullOrWhiteSpace(one.Reason) },
            Rated one => new Fact(FactKind.Rated, at) { Number = one.Fit, Timing = one.Timing },
            Paused => new Fact(FactKind.Paused, at),
            Resumed => new Fact(FactKind.Resumed, at),
            Queued or Recycled => new Fact(FactKind.PutAway, at),
            Erased => new Fact(FactKind.Erased, at),
            CardDelivered => new Fact(FactKind.Delivered, at),
            _ => OfObligation(told, at),
        };
    }

    private static Fact Received(LeadReceived one, long at)
    {
        var isLive = one.Sent is null;
        return new Fact(FactKind.Received, at)
        {
            Sent = one.Sent,
            Amount = one.Profile.Amount,
            Text = isLive ? one.Profile.Source : null,
            Other = isLive ? one.Profile.Tier : null,
            Region = isLive ? one.Profile.Region : null,
            Flag = isLive && one.Profile.MarketingSourced,
        };
    }

    private static Fact Merged(ProfileMerged one, long at) => new(FactKind.Merged, at)
    {
        Text = one.Profile.Source,
        Other = one.Profile.Tier,
        Region = one.Profile.Region,
        Amount = one.Changed.Contains("amount", StringComparer.OrdinalIgnoreCase) ? one.Profile.Amount : null,
    };

    private static Fact? OfObligation(LeadEvent told, long at) => told switch
    {
        ObligationStarted one => new Fact(FactKind.ObligationStarted, at) { Obligation = ObligationFacts.Of(one.Obligation) },
        ObligationMet one => new Fact(FactKind.ObligationMet, at) { Text = one.Id },
        ObligationBreached one => new Fact(FactKind.ObligationBreached, at) { Text = one.Id },
        ObligationFulfilled one => new Fact(FactKind.ObligationFulfilled, at) { Text = one.Id },
        ObligationCancelled one => new Fact(FactKind.ObligationCancelled, at) { Text = one.Id },
        ObligationWaived one => new Fact(FactKind.ObligationWaived, at) { Text = one.Id },
        DeadlineMoved one => new Fact(FactKind.DeadlineMoved, at) { Text = one.Id, Number = one.DueAt.ToUnixTimeSeconds() },
        _ => null,
    };
}
