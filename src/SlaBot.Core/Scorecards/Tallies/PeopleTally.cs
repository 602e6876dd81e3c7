using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Tallies;

/// <summary>Metric 19, the reps' lines and the list of breaches: each frozen obligation on its own, and the computed duties of history leads.</summary>
internal sealed class PeopleTally(Frame frame, Credit credit, DutyTally judged)
{
    private readonly SortedDictionary<ClauseKind, AttainmentCount> attainment = [];
    private readonly SortedDictionary<string, OwnerCount> owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<ClauseKind, HandoverCount> handovers = [];
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

        AddHandovers(lead, duties);
        AddTouches(lead);
        if (lead.IsOpenAsOf(frame.AsOf) && credit.At(lead, frame.AsOf) && lead.AssignmentAt(frame.AsOf).Owner is { } owner)
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
        return card with
        {
            Handovers = [.. handovers.Where(one => one.Value.Changed > 0).Select(one => one.Value.ToLine(one.Key))],
            Attainment = [.. attainment.Select(one => one.Value.ToLine(one.Key))],
            Owners = [.. owners.Select(one => one.Value.ToLine(one.Key))],
            BreachTotal = breaches.Count,
            Breaches = breaches.First(),
        };
    }

    private void Count(LeadFacts lead, ClauseKind clause, string? owner, Settled settled, long done, bool waived)
    {
        // A clock that began before anybody held the lead is owed by whoever came to hold it.
        owner ??= clause.Party() == Party.Sales ? OwnerAt(lead, Math.Min(settled.At, frame.AsOf)) : null;
        var isOurs = clause.Party() == Party.Sales ? credit.To(lead, owner, Math.Min(settled.At, frame.AsOf)) : credit.ToFirst(lead, frame.AsOf);

        // A rejection that was overturned is no decision, of the lead as of the rep.
        if (!isOurs || (settled.Outcome == Outcome.Met && clause == ClauseKind.Decision && lead.WasOverturned(settled.At, frame.AsOf)))
        {
            return;
        }

        if (credit.IsSplit || clause == ClauseKind.StatusUpdate)
        {
            judged.Add(clause, settled, waived);
        }

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
        if (owner is not null)
        {
            Of(owner).Judge(clause, met);
        }

        if (!met)
        {
            Instant? doneAt = done == LeadFacts.Never ? null : Instant.FromUnixTimeSeconds(done);
            breaches.Add(new BreachLine(lead.Lead, clause.Name(), owner, Instant.FromUnixTimeSeconds(settled.At), doneAt, waived));
        }
    }

    /// <summary>Where a lead has changed hands, more than one may have owed the same promise, or another than the lead's own clock says.</summary>
    private void AddHandovers(LeadFacts lead, List<Duty> duties)
    {
        foreach (var clause in lead.Obligations.Select(one => one.Clause).Distinct().Where(clause => clause.Party() == Party.Sales).ToList())
        {
            var all = lead.Obligations.FindAll(one => one.Clause == clause && one.StartedAt <= frame.AsOf);
            var counted = all.Select(one => one.Settle(frame.AsOf, lead)).Count(settled => settled.IsJudged && frame.Holds(settled.At));
            var isJudged = counted > 0 || duties.Exists(duty => duty.Clause == clause && duty.Settle(frame.AsOf) is { IsJudged: true } settled && frame.Holds(settled.At));
            if (isJudged)
            {
                var count = handovers.TryGetValue(clause, out var known) ? known : handovers[clause] = new HandoverCount();
                count.Obligations += counted;
                count.Leads += counted > 0 ? 1 : 0;
                count.Changed += all.Select(one => one.Owner).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1 ? 1 : 0;
            }
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
            if (frame.Holds(touch.At) && (touch.By ?? OwnerAt(lead, touch.At)) is { } by && credit.To(lead, by, touch.At))
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

    private sealed class HandoverCount
    {
        internal long Obligations { get; set; }

        internal long Leads { get; set; }

        internal long Changed { get; set; }

        internal HandoverLine ToLine(ClauseKind clause) => new(clause.Name(), Obligations, Leads, Changed);
    }
}
