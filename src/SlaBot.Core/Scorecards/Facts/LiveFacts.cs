using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>The definition of a lead's facts: what its live events say, told in order of arrival.</summary>
public static class LiveFacts
{
    /// <summary>The facts of one lead from its events in order of arrival.</summary>
    /// <param name="lead">The lead's id.</param>
    /// <param name="events">Its events.</param>
    /// <param name="policy">The agreement under which an imported lead's data is looked at; null for what was found at
    /// the import.</param>
    /// <param name="people">For the calendars of an imported lead's owners.</param>
    public static LeadFacts Of(string lead, IEnumerable<LeadEvent> events, SlaPolicy? policy = null,
        People? people = null) =>
        OfMany(events.Select(happened => (lead, happened)), policy, people).FirstOrDefault() ?? new LeadFacts(lead);

    /// <summary>The facts of many leads from events that come lead by lead, each lead's in order of arrival.
    /// Streams.</summary>
    /// <param name="events">The events.</param>
    /// <param name="policy">The agreement under which an imported lead's data is looked at; null for what was found at
    /// the import.</param>
    /// <param name="people">For the calendars of an imported lead's owners.</param>
    public static IEnumerable<LeadFacts> OfMany(IEnumerable<(string Lead, LeadEvent Event)> events,
        SlaPolicy? policy = null, People? people = null)
    {
        var teller = new FactReplayer(policy is null ? null : new HistoryFields(policy, people));
        string? last = null;
        var life = new List<LeadEvent>();
        foreach (var (lead, happened) in events)
        {
            if (lead != last && last is not null)
            {
                yield return Tell(teller, last, life);
                life.Clear();
            }

            last = lead;
            life.Add(happened);
        }

        if (last is not null)
        {
            yield return Tell(teller, last, life);
        }
    }

    private static LeadFacts Tell(FactReplayer teller, string lead, IReadOnlyList<LeadEvent> life)
    {
        teller.Start(lead);
        foreach (var happened in LeadLog.WithoutUndone(life))
        {
            if (EventFacts.Of(happened) is { } fact)
            {
                teller.Apply(fact);
            }
        }

        return teller.Finish();
    }

    /// <summary>Tells a live lead's event; those that no number needs are passed over.</summary>
    public static void Apply(this LeadFacts facts, LeadEvent told)
    {
        if (EventFacts.Of(told) is { } fact)
        {
            FactReplayer.To(facts, fact);
        }
    }
}

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
            LeadReceived leadReceived => Received(leadReceived, at),
            ProfileMerged profileMerged => Merged(profileMerged, at),
            MqlReached mqlReached =>
                new Fact(FactKind.MqlReached, at) { Data = mqlReached.Data, FitsIcp = mqlReached.FitsIcp,
                    Other = mqlReached.Tier, Sent = mqlReached.Sent, Amount = mqlReached.Amount },
            // A miss that takes the lead away in its own second stays with whom it was: the handover comes after it.
            Assigned assigned => new Fact(FactKind.Assigned, assigned.Missed is null ? at : at + 1)
            {
                Text = assigned.Owner, Other = assigned.Team,
            },
            Accepted => new Fact(FactKind.Accepted, at),
            Rejected rejected =>
                new Fact(FactKind.Rejected, at) { Text = rejected.Reason,
                    Flag = rejected.Then == RejectConsequence.Reroute },
            Disputed => new Fact(FactKind.Disputed, at),
            Ruled ruled => new Fact(FactKind.Ruled, at) { Flag = ruled.Upheld },
            StatusUpdated => new Fact(FactKind.Updated, at),
            Touched { IsAutomatic: true } => null,
            Touched touched =>
                new Fact(FactKind.Touched, at) { Text = touched.Channel, Other = touched.Owner ?? touched.By },
            Disposed disposed =>
                new Fact(FactKind.Disposed, at) { Text = disposed.Code, Flag = disposed.Ends,
                    IsCredited = disposed.Credited },
            StageReached stageReached =>
                new Fact(FactKind.StageReached, at) { Stage = stageReached.Stage, Amount = stageReached.Amount,
                    Flag = !string.IsNullOrWhiteSpace(stageReached.Reason) },
            AmountSet amountSet => new Fact(FactKind.AmountSet, at) { Amount = amountSet.Amount },
            FeedbackGiven feedbackGiven =>
                new Fact(FactKind.FeedbackGiven, at) { Flag = !string.IsNullOrWhiteSpace(feedbackGiven.Reason) },
            Rated rated => new Fact(FactKind.Rated, at) { Number = rated.Fit, Timing = rated.Timing },
            Paused => new Fact(FactKind.Paused, at),
            Resumed => new Fact(FactKind.Resumed, at),
            Queued or Recycled => new Fact(FactKind.PutAway, at),
            Erased => new Fact(FactKind.Erased, at),
            CardDelivered => new Fact(FactKind.Delivered, at),
            _ => OfObligation(told, at),
        };
    }

    private static Fact Received(LeadReceived leadReceived, long at)
    {
        var isLive = leadReceived.Sent is null;
        return new Fact(FactKind.Received, at)
        {
            Sent = leadReceived.Sent,
            Amount = leadReceived.Profile.Amount,
            Text = isLive ? leadReceived.Profile.Source : null,
            Other = isLive ? leadReceived.Profile.Tier : null,
            Region = isLive ? leadReceived.Profile.Region : null,
            Flag = isLive && leadReceived.Profile.MarketingSourced,
        };
    }

    private static Fact Merged(ProfileMerged profileMerged, long at) => new(FactKind.Merged, at)
    {
        Text = profileMerged.Profile.Source,
        Other = profileMerged.Profile.Tier,
        Region = profileMerged.Profile.Region,
        Amount = profileMerged.Changed.Contains("amount", StringComparer.OrdinalIgnoreCase)
            ? profileMerged.Profile.Amount : null,
    };

    private static Fact? OfObligation(LeadEvent told, long at) => told switch
    {
        ObligationStarted obligationStarted =>
            new Fact(FactKind.ObligationStarted, at) { Obligation = ObligationFacts.Of(obligationStarted.Obligation) },
        ObligationMet obligationMet => new Fact(FactKind.ObligationMet, at) { Text = obligationMet.Id },
        ObligationBreached obligationBreached =>
            new Fact(FactKind.ObligationBreached, at) { Text = obligationBreached.Id },
        BreachWithdrawn breachWithdrawn => new Fact(FactKind.BreachWithdrawn, at) { Text = breachWithdrawn.Id },
        ObligationFulfilled obligationFulfilled =>
            new Fact(FactKind.ObligationFulfilled, at) { Text = obligationFulfilled.Id },
        ObligationCancelled obligationCancelled =>
            new Fact(FactKind.ObligationCancelled, at) { Text = obligationCancelled.Id },
        ObligationWaived obligationWaived => new Fact(FactKind.ObligationWaived, at) { Text = obligationWaived.Id },
        DeadlineMoved deadlineMoved =>
            new Fact(FactKind.DeadlineMoved, at) { Text = deadlineMoved.Id,
                Number = deadlineMoved.DueAt.ToUnixTimeSeconds() },

        // No number needs them.
        ActivityAdded or DuplicateFlagged or CardUndelivered or RevisitCame or StatusUpdated or Disputed or Ruled
            or RemindersMoved or NoticeRaised or Undone or Reached => null,
        _ => throw new ArgumentOutOfRangeException(nameof(told), told.GetType().Name,
            "Nothing says what of this event the numbers need."),
    };
}
