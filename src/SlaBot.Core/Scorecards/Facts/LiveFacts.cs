using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>The definition of a lead's facts: what its live events say, told in order of arrival.</summary>
public static class LiveFacts
{
    /// <summary>The facts of one lead from its events in order of arrival.</summary>
    /// <param name="lead">The lead's id.</param>
    /// <param name="events">Its events.</param>
    /// <param name="policy">The agreement under which an imported lead's data is looked at; null for what was found at the import.</param>
    public static LeadFacts Of(string lead, IEnumerable<LeadEvent> events, SlaPolicy? policy = null) =>
        OfMany(events.Select(happened => (lead, happened)), policy).FirstOrDefault() ?? new LeadFacts(lead);

    /// <summary>The facts of many leads from events that come lead by lead, each lead's in order of arrival. Streams.</summary>
    /// <param name="events">The events.</param>
    /// <param name="policy">The agreement under which an imported lead's data is looked at; null for what was found at the import.</param>
    public static IEnumerable<LeadFacts> OfMany(IEnumerable<(string Lead, LeadEvent Event)> events, SlaPolicy? policy = null)
    {
        var teller = new FactReplayer(policy is null ? null : new HistoryFields(policy));
        string? last = null;
        foreach (var (lead, happened) in events)
        {
            if (lead != last)
            {
                if (last is not null)
                {
                    yield return teller.Finish();
                }

                teller.Start(last = lead);
            }

            if (EventFacts.Of(happened) is { } fact)
            {
                teller.Apply(fact);
            }
        }

        if (last is not null)
        {
            yield return teller.Finish();
        }
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
