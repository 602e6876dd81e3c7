using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Tallies;

/// <summary>Metric 19, the reps' lines and the list of breaches: each frozen obligation on its own, and the computed duties of history leads.</summary>
internal sealed class PeopleTally(Frame frame)
{
    private readonly SortedDictionary<ClauseKind, AttainmentCount> attainment = [];
    private readonly SortedDictionary<string, OwnerCount> owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly BreachList breaches = new();

    internal void Add(LeadFacts lead, List<Duty> duties)
    {
        foreach (var one in lead.Obligations)
        {
            var done = one.FulfilledAt <= frame.AsOf ? one.FulfilledAt : LeadFacts.Never;
            Count(lead, one.Clause, one.Owner, one.Settle(frame.AsOf, lead), done, one.WaivedAt <= frame.AsOf);
        }

        foreach (var duty in duties.Where(one => one.IsComputed))
        {
            var settled = duty.Settle(frame.AsOf);
            var done = duty.Done <= frame.AsOf && duty.Full is null ? duty.Done : LeadFacts.Never;
            Count(lead, duty.Clause, OwnerOf(lead, duty, settled), settled, done, false);
        }

        AddTouches(lead);
        if (lead.IsOpenAsOf(frame.AsOf) && lead.AssignmentAt(frame.AsOf).Owner is { } owner)
        {
            Of(owner).Open++;
        }
    }

    internal void Add(IReadOnlyDictionary<string, (long Open, long Pending)> standing)
    {
        foreach (var (owner, (open, pending)) in standing.Where(one => one.Value != default))
        {
            Of(owner).Open += open;
            Of(owner).Pending += pending;
        }
    }

    /// <summary>What a lead of which nothing happens adds, so many times.</summary>
    internal void Note(LeadFacts lead, List<Duty> duties, Standing standing, int times)
    {
        var owner = OwnerAt(lead, frame.AsOf);
        if (owner is not null && lead.IsOpenAsOf(frame.AsOf))
        {
            standing.AddOpen(owner, times);
        }

        if (owner is not null && duties.Exists(one => one is { Clause: ClauseKind.FirstTouch, IsComputed: true } && one.Settle(frame.AsOf).Outcome == Outcome.Pending))
        {
            standing.AddUntouched(owner, times);
        }
    }

    internal Scorecard Fill(Scorecard card)
    {
        var status = attainment.GetValueOrDefault(ClauseKind.StatusUpdate)?.ToLine(ClauseKind.StatusUpdate).Raw ?? new Share();
        return card with
        {
            StatusUpdates = status,
            Attainment = [.. attainment.Select(one => one.Value.ToLine(one.Key))],
            Owners = [.. owners.Select(one => one.Value.ToLine(one.Key))],
            BreachTotal = breaches.Count,
            Breaches = breaches.First(),
        };
    }

    private void Count(LeadFacts lead, ClauseKind clause, string? owner, Settled settled, long done, bool waived)
    {
        if (settled.Outcome == Outcome.Pending && clause == ClauseKind.FirstTouch && owner is not null)
        {
            Of(owner).Pending++;
        }

        if (!settled.IsJudged || !frame.Holds(settled.At))
        {
            return;
        }

        var met = settled.Outcome == Outcome.Met;
        if (!attainment.TryGetValue(clause, out var count))
        {
            attainment[clause] = count = new AttainmentCount();
        }

        count.Add(met, waived);
        // A rejection that was overturned is no decision, of the lead as of the rep.
        if (owner is not null && !(met && clause == ClauseKind.Decision && lead.WasOverturned(settled.At, frame.AsOf)))
        {
            Of(owner).Judge(clause, met);
        }

        if (!met)
        {
            Instant? doneAt = done == LeadFacts.Never ? null : Instant.FromUnixTimeSeconds(done);
            breaches.Add(new BreachLine(lead.Lead, clause.Name(), owner, Instant.FromUnixTimeSeconds(settled.At), doneAt, waived));
        }
    }

    private void AddTouches(LeadFacts lead)
    {
        if (lead.LatestSecond < frame.From)
        {
            return;
        }

        foreach (var touch in lead.Touches)
        {
            if (frame.Holds(touch.At) && (touch.By ?? OwnerAt(lead, touch.At)) is { } by)
            {
                Of(by).Touches++;
            }
        }
    }

    private string? OwnerOf(LeadFacts lead, Duty duty, Settled settled) =>
        duty.Clause.Party() == Party.Sales ? OwnerAt(lead, Math.Min(settled.At, frame.AsOf)) : null;

    /// <summary>Whoever held it then; before anybody did, the first who came to hold it.</summary>
    private string? OwnerAt(LeadFacts lead, long second) => lead.AssignedSecond <= frame.AsOf ? lead.AssignmentAt(second).Owner : null;

    private OwnerCount Of(string owner)
    {
        if (!owners.TryGetValue(owner, out var count))
        {
            owners[owner] = count = new OwnerCount();
        }

        return count;
    }
}
