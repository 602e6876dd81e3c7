using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>Metric 19, the reps' lines and the list of breaches: each frozen obligation on its own, and the computed
/// duties of history leads.</summary>
internal sealed class PeopleTally(ReportingPeriod frame, Credit credit, DutyTally judged)
{
    private readonly SortedDictionary<ClauseKind, AttainmentCount> attainment = [];
    private readonly SortedDictionary<string, OwnerCount> owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(ClauseKind Clause, string Lead)> changed = [];
    private readonly (long Obligations, long Leads,
        LeadFacts? Last)[] judgements = new (long, long, LeadFacts?)[ClauseDefinition.All.Count];
    private readonly BreachList breaches = new();

    internal void Add(LeadFacts lead, List<JudgedDuty> duties)
    {
        var replayed = lead.ReplayedFrom <= frame.AsOf ? lead.Replayed : null;
        var owed = replayed ?? lead.Obligations;
        foreach (var obligation in owed)
        {
            if (IsMoot(obligation))
            {
                continue;
            }

            var done = obligation.FulfilledAt <= frame.AsOf ? obligation.FulfilledAt : LeadFacts.Never;
            Count(lead, obligation.Clause, obligation.Owner, obligation.Settle(frame.AsOf, lead), done,
                obligation.WaivedAt <= frame.AsOf);
        }

        foreach (var duty in duties.Where(duty => duty.IsComputed && replayed is null))
        {
            var settled = duty.Settle(frame.AsOf);
            var late = settled.At == duty.Due ? duty.FullAt : LeadFacts.Never;
            var done = frame.Seen(duty.Full is null ? duty.Done : late);
            Count(lead, duty.Clause, OwnerOf(lead, duty, settled), settled, done, duty.IsExcused);
        }

        if (HasTwoOfOneClause(owed))
        {
            AddHandovers(lead, owed, duties);
        }

        AddTouches(lead);
        if (lead.IsOpenAsOf(frame.AsOf) && credit.At(lead, frame.AsOf)
            && lead.AssignmentAt(frame.AsOf).Owner is { } owner)
        {
            Of(owner).Open++;
        }
    }

    internal void Add(IReadOnlyDictionary<string, (long Open, long Pending)> standing)
    {
        foreach (var (owner, (open, pending)) in standing.Where(pair => pair.Value != default))
        {
            Of(owner).Open += open;
            Of(owner).Pending += pending;
        }
    }

    /// <summary>What a lead of which nothing happens adds, so many times.</summary>
    internal void Note(LeadFacts lead, List<JudgedDuty> duties, CarriedOver standing, int times)
    {
        var owner = OwnerAt(lead, frame.AsOf);
        if (owner is not null && lead.IsOpenAsOf(frame.AsOf))
        {
            standing.AddOpen(owner, times);
        }

        if (owner is not null
            && duties.Exists(
                duty =>
                    duty is { Clause: ClauseKind.FirstTouch, IsComputed: true }
                        && duty.Settle(frame.AsOf).Outcome == Outcome.Pending))
        {
            standing.AddUntouched(owner, times);
        }
    }

    internal Scorecard Fill(Scorecard card)
    {
        return card with
        {
            Handovers = [
                .. changed.GroupBy(pair => pair.Clause).OrderBy(group => group.Key)
                    .Select(group => Handover(group.Key, group.Count()))],
            Attainment = [.. attainment.Select(pair => pair.Value.ToLine(pair.Key))],
            Owners = [.. owners.Select(owner => owner.Value.ToLine(owner.Key))],
            BreachTotal = breaches.Count,
            Breaches = breaches.First(),
        };
    }

    private void Count(LeadFacts lead, ClauseKind clause, string? owner, MetricOutcome settled, long done, bool waived)
    {
        // A clock that began before anybody held the lead is owed by whoever came to hold it.
        owner ??= clause.Party() == Party.Sales ? OwnerAt(lead, Math.Min(settled.At, frame.AsOf)) : null;
        var isOurs = clause.Party() == Party.Sales
            ? credit.To(lead, owner, Math.Min(settled.At, frame.AsOf)) : credit.ToFirst(lead, frame.AsOf);

        // A rejection that was overturned is no decision, of the lead as of the rep.
        if (!isOurs
            || (settled.Outcome == Outcome.Met && clause == ClauseKind.Decision
                && lead.WasOverturned(settled.At, frame.AsOf)))
        {
            return;
        }

        if (credit.IsSplit || ClauseDefinition.Of(clause).Metric is { Recurs: true })
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

        ref var judgement = ref judgements[(int)clause];
        judgement =
            (judgement.Obligations + 1, judgement.Leads + (ReferenceEquals(judgement.Last, lead) ? 0 : 1), lead);
        count.Add(met, waived);
        if (owner is not null)
        {
            Of(owner).Judge(clause, met);
        }

        if (!met)
        {
            Instant? doneAt = done == LeadFacts.Never ? null : Instant.FromUnixTimeSeconds(done);
            breaches.Add(
                new BreachLine(lead.Lead, clause.Name(), owner, Instant.FromUnixTimeSeconds(settled.At), doneAt,
                    waived));
        }
    }

    /// <summary>Where a lead has changed hands, more than one may have owed the same promise, or another than the
    /// lead's own clock says.</summary>
    private void AddHandovers(LeadFacts lead, List<ObligationFacts> owed, List<JudgedDuty> duties)
    {
        for (var i = 1; i < owed.Count; i++)
        {
            var (clause, owner) = (owed[i].Clause, OwnerOf(lead, owed[i]));
            var first = owed.FindIndex(obligation => obligation.Clause == clause);
            if (first < i && clause.Party() == Party.Sales && !IsMoot(owed[i])
                && owed.FindIndex(
                    obligation =>
                        obligation.Clause == clause && obligation.StartedAt <= frame.AsOf
                            && !IsSame(OwnerOf(lead, obligation), owner)) is >= 0 and var other
                && other < i && owed[i].StartedAt <= frame.AsOf && IsJudged(lead, owed, clause, duties))
            {
                changed.Add((clause, lead.Lead));
            }
        }
    }

    /// <summary>What was told later made it moot from its start: it never had cause to run.</summary>
    private static bool IsMoot(ObligationFacts obligation) => obligation.CancelledAt <= obligation.StartedAt;

    /// <summary>A clock that began before anybody held the lead is the first owner's.</summary>
    private static string? OwnerOf(LeadFacts lead, ObligationFacts obligation) =>
        obligation.Owner ?? lead.AssignmentAt(obligation.StartedAt).Owner;

    private static bool HasTwoOfOneClause(List<ObligationFacts> owed)
    {
        var seen = 0;
        foreach (var obligation in owed)
        {
            var bit = 1 << (int)obligation.Clause;
            if ((seen & bit) != 0)
            {
                return true;
            }

            seen |= bit;
        }

        return false;
    }

    private static bool IsSame(string? text, string? other) =>
        string.Equals(text, other, StringComparison.OrdinalIgnoreCase);

    private bool IsJudged(LeadFacts lead, List<ObligationFacts> owed, ClauseKind clause, List<JudgedDuty> duties) =>
        owed.Exists(
            obligation =>
                obligation.Clause == clause && obligation.Settle(frame.AsOf, lead) is { IsJudged: true } settled
                    && frame.Holds(settled.At))
        || duties.Exists(
            duty =>
                duty.Clause == clause && duty.Settle(frame.AsOf) is { IsJudged: true } settled
                    && frame.Holds(settled.At));

    private void AddTouches(LeadFacts lead)
    {
        if (lead.LatestSecond < frame.From)
        {
            return;
        }

        foreach (var touch in lead.Touches)
        {
            if (frame.Holds(touch.At) && (touch.By ?? OwnerAt(lead, touch.At)) is { } by
                && credit.To(lead, by, touch.At))
            {
                Of(by).Touches++;
            }
        }
    }

    private string? OwnerOf(LeadFacts lead, JudgedDuty duty, MetricOutcome settled) =>
        duty.Clause.Party() == Party.Sales ? OwnerAt(lead, Math.Min(settled.At, frame.AsOf)) : null;

    /// <summary>Whoever held it then; before anybody did, the first who came to hold it.</summary>
    private string? OwnerAt(LeadFacts lead, long second) =>
        lead.AssignedSecond <= frame.AsOf ? lead.AssignmentAt(second).Owner : null;

    private OwnerCount Of(string owner)
    {
        if (!owners.TryGetValue(owner, out var count))
        {
            owners[owner] = count = new OwnerCount();
        }

        return count;
    }

    private HandoverLine Handover(ClauseKind clause, long changedHands) =>
        new(clause.Name(), judgements[(int)clause].Obligations, judgements[(int)clause].Leads, changedHands);
}

/// <summary>The first breaches of a week by deadline; all are counted, but no more are kept than a scorecard
/// lists.</summary>
internal sealed class BreachList
{
    private readonly List<BreachLine> kept = [];

    internal long Count { get; private set; }

    internal void Add(BreachLine breach)
    {
        Count++;
        kept.Add(breach);
        if (kept.Count >= 4 * ScorecardMaker.MostBreaches)
        {
            var first = First();
            kept.Clear();
            kept.AddRange(first);
        }
    }

    internal IReadOnlyList<BreachLine> First() =>
        [.. kept.OrderBy(breachLine => breachLine.Due).ThenBy(breachLine => breachLine.Lead, StringComparer.Ordinal)
            .ThenBy(breachLine => breachLine.Clause, StringComparer.Ordinal).Take(ScorecardMaker.MostBreaches)];
}

/// <summary>
/// Whose number something is, where a week is split by owner or team: a duty is theirs who owed it at the instant of
/// its judgement, a touch theirs who made it, a lead's volume and data theirs to whom it was first assigned. Everything
/// is credited where nothing is split.
/// </summary>
internal sealed class Credit(ScorecardScope scope)
{
    internal bool IsSplit { get; } = scope.Team is not null || scope.Owner is not null;

    /// <summary>Whether the lead was first assigned to them.</summary>
    internal bool ToFirst(LeadFacts lead, long asOf) =>
        !IsSplit || (lead.AssignedSecond <= asOf && lead.FirstAssignment is { } first && Is(first.Owner, first.Team));

    /// <summary>Whether they held the lead at that second.</summary>
    internal bool At(LeadFacts lead, long second) =>
        !IsSplit || (lead.AssignmentAsOf(second) is { } held && Is(held.Owner, held.Team));

    /// <summary>Whether somebody is them; the team is the one in which that person held the lead.</summary>
    internal bool To(LeadFacts lead, string? owner, long second) =>
        !IsSplit || (owner is not null && Is(owner, scope.Team is null ? null : lead.TeamOf(owner, second)));

    private bool Is(string? owner, string? team) =>
        (scope.Team is null || LeadFacts.Same(scope.Team, team ?? NameCounts.Blank))
        && (scope.Owner is null || LeadFacts.Same(scope.Owner, owner ?? NameCounts.Blank));
}
