using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards;

/// <summary>Tells <see cref="LeadFacts"/> what the live events of a lead say.</summary>
public static class LiveFacts
{
    /// <summary>The facts of one lead from its events in order of arrival.</summary>
    /// <param name="lead">The lead's id.</param>
    /// <param name="events">Its events.</param>
    /// <param name="policy">The agreement under which an imported lead's data is looked at; null for what was found at the import.</param>
    public static LeadFacts Of(string lead, IEnumerable<LeadEvent> events, SlaPolicy? policy = null) =>
        OfMany(events.Select(one => (lead, one)), policy).FirstOrDefault() ?? new LeadFacts(lead);

    /// <summary>The facts of many leads from events that come lead by lead, each lead's in order of arrival. Streams.</summary>
    /// <param name="events">The events.</param>
    /// <param name="policy">The agreement under which an imported lead's data is looked at; null for what was found at the import.</param>
    public static IEnumerable<LeadFacts> OfMany(IEnumerable<(string Lead, LeadEvent Event)> events, SlaPolicy? policy = null)
    {
        var fields = policy is null ? null : new HistoryFields(policy);
        LeadFacts? facts = null;
        ImportedTelling? past = null;
        foreach (var (lead, one) in events)
        {
            if (facts is not null && facts.Lead != lead)
            {
                past?.Tell();
                yield return facts;
                (facts, past) = (null, null);
            }

            facts ??= new LeadFacts(lead);
            if (one is HistoryOpened)
            {
                past = new ImportedTelling(facts, fields);
            }
            else if (past is not null)
            {
                past.Add(one);
            }
            else
            {
                facts.Tell(one);
            }
        }

        past?.Tell();
        if (facts is not null)
        {
            yield return facts;
        }
    }

    /// <summary>Tells one event; those that no number needs are passed over.</summary>
    public static void Tell(this LeadFacts facts, LeadEvent told)
    {
        switch (told)
        {
            case LeadReceived one:
                facts.Received(one.At, one.Profile.Source, one.Profile.Tier, one.Profile.MarketingSourced, one.Profile.Amount);
                facts.Located(one.At, one.Profile.Region);
                break;
            case ProfileMerged one: TellMerged(facts, one); break;
            case MqlReached one:
                facts.MqlReached(one.At, one.Data, one.FitsIcp);
                facts.Described(one.At, null, one.Tier);
                break;
            case Assigned one: facts.Assigned(one.At, one.Owner, one.Team); break;
            case Accepted one: facts.Accepted(one.At); break;
            case Rejected one: facts.Rejected(one.At, one.Reason, one.Then == Policy.RejectConsequence.Reroute); break;
            case Ruled { Upheld: false } one: facts.Overturned(one.At); break;
            case Touched one: facts.Touched(one.At, one.Channel, one.Owner ?? one.By); break;
            case Disposed one: facts.Disposed(one.At, one.Code, one.Ends, one.Credited); break;
            case StageReached one: facts.StageReached(one.At, one.Stage, one.Amount, one.Reason); break;
            case AmountSet one: facts.AmountSet(one.At, one.Amount); break;
            case FeedbackGiven one: facts.FeedbackGiven(one.At, one.Reason); break;
            case Rated one: facts.Rated(one.At, one.Fit, one.Timing); break;
            case Paused one: facts.Paused(one.At); break;
            case Resumed one: facts.Resumed(one.At); break;
            default: TellObligation(facts, told); break;
        }
    }

    private static void TellMerged(LeadFacts facts, ProfileMerged one)
    {
        facts.Described(one.At, one.Profile.Source, one.Profile.Tier);
        facts.Located(one.At, one.Profile.Region);
        if (one.Profile.Amount is { } amount && one.Changed.Contains("amount", StringComparer.OrdinalIgnoreCase))
        {
            facts.AmountSet(one.At, amount);
        }
    }

    private static void TellObligation(LeadFacts facts, LeadEvent told)
    {
        var at = told.At.ToUnixTimeSeconds();
        switch (told)
        {
            case ObligationStarted one: facts.ObligationStarted(new ObligationFacts(one.Obligation)); break;
            case ObligationMet one: On(one.Id, duty => duty.MetAt = Math.Min(duty.MetAt, at)); break;
            case ObligationBreached one: On(one.Id, duty => duty.BreachedAt = Math.Min(duty.BreachedAt, at)); break;
            case ObligationFulfilled one: On(one.Id, duty => duty.FulfilledAt = Math.Min(duty.FulfilledAt, at)); break;
            case ObligationCancelled one: On(one.Id, duty => duty.CancelledAt = Math.Min(duty.CancelledAt, at)); break;
            case ObligationWaived one: On(one.Id, duty => duty.WaivedAt = Math.Min(duty.WaivedAt, at)); break;
            case DeadlineMoved one: On(one.Id, duty => duty.MovedAt(at, one.DueAt.ToUnixTimeSeconds())); break;
        }

        void On(string id, Action<ObligationFacts> tell)
        {
            if (facts.Obligations.Find(duty => duty.Id == id) is { } duty)
            {
                tell(duty);
            }
        }
    }
}
