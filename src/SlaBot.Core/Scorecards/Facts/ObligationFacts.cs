using System.Globalization;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>A frozen obligation and what became of it, each at its own time.</summary>
internal sealed class ObligationFacts
{
    private List<(long At, long Due)>? moves;

    internal required string Id { get; init; }

    internal required ClauseKind Clause { get; init; }

    internal string? Owner { get; init; }

    internal required long StartedAt { get; init; }

    internal required long DueAt { get; init; }

    internal required string CalendarVersion { get; init; }

    internal int Touches { get; init; }

    internal int Channels { get; init; }

    internal string? Method { get; init; }

    internal long MetAt { get; private set; } = LeadFacts.Never;

    internal long BreachedAt { get; private set; } = LeadFacts.Never;

    internal long FulfilledAt { get; private set; } = LeadFacts.Never;

    internal long CancelledAt { get; private set; } = LeadFacts.Never;

    internal long WaivedAt { get; private set; } = LeadFacts.Never;

    internal static ObligationFacts Of(Obligation frozen) => new()
    {
        Id = frozen.Id,
        Clause = frozen.Clause,
        Owner = frozen.Owner,
        StartedAt = frozen.StartedAt.ToUnixTimeSeconds(),
        DueAt = frozen.DueAt.ToUnixTimeSeconds(),
        CalendarVersion = frozen.CalendarVersion,
        Touches = frozen.Touches,
        Channels = frozen.Channels,
        Method = frozen.Method,
    };

    /// <summary>Tells what became of it; the first of a kind by its own time counts, and of moves the last told. A
    /// breach that was taken back never was.</summary>
    internal void Apply(Fact told)
    {
        switch (told.Kind)
        {
            case FactKind.ObligationMet: MetAt = Math.Min(MetAt, told.At); break;
            case FactKind.ObligationBreached: BreachedAt = Math.Min(BreachedAt, told.At); break;
            case FactKind.BreachWithdrawn: BreachedAt = LeadFacts.Never; break;
            case FactKind.ObligationFulfilled: FulfilledAt = Math.Min(FulfilledAt, told.At); break;
            case FactKind.ObligationCancelled: CancelledAt = Math.Min(CancelledAt, told.At); break;
            case FactKind.ObligationWaived: WaivedAt = Math.Min(WaivedAt, told.At); break;
            case FactKind.DeadlineMoved: (moves ??= new(1)).Add((told.At, told.Number)); break;
        }
    }

    /// <summary>The deadline as of then: where it was breached, that; never where a pause held the clock at
    /// it.</summary>
    internal long DueAsOf(long asOf, LeadFacts lead)
    {
        if (BreachedAt <= asOf)
        {
            return BreachedAt;
        }

        var due = DueAt;
        foreach (var (at, moved) in moves ?? [])
        {
            due = at <= asOf ? moved : due;
        }

        // What was cancelled or excused keeps the deadline that it had then; no later pause holds it.
        return Clause.Party() == Party.Sales && CancelledAt > asOf && WaivedAt > asOf
            && lead.IsHeldAsOf(asOf, due, MetAt) ? LeadFacts.Never : due;
    }

    /// <summary>
    /// What it came to as of then. A breach is the deadline that passed, whether or not anybody looked; evidence in
    /// time that was told late supersedes it; what ended before the deadline without being done is not judged at all.
    /// </summary>
    internal MetricOutcome Settle(long asOf, LeadFacts lead)
    {
        if (StartedAt > asOf)
        {
            return MetricOutcome.NotYet;
        }

        // Cancelled in the second in which it was met: what was told later made it moot from its start. Breached before
        // it was met: it had ended (a cadence), which was told later.
        if (MetAt <= asOf && MetAt < CancelledAt && (MetAt <= BreachedAt || BreachedAt > asOf))
        {
            return new MetricOutcome(Outcome.Met, MetAt);
        }

        var due = DueAsOf(asOf, lead);
        if (CancelledAt <= asOf && CancelledAt <= due)
        {
            // Also in the deadline's own second: whether the breach was noted first in it changes no number.
            return new MetricOutcome(Outcome.Exempt, CancelledAt);
        }

        if (FulfilledAt <= asOf && FulfilledAt <= due)
        {
            // Excused while it ran, and done in time all the same.
            return new MetricOutcome(Outcome.Met, FulfilledAt);
        }

        return due > asOf
            ? MetricOutcome.StillPending : new MetricOutcome(FulfilledAt <= asOf ? Outcome.Late : Outcome.Missed, due);
    }
}

/// <summary>The ids of obligations, such as <c>firstTouch#2</c>, as numbers and back.</summary>
internal static class ObligationIds
{
    private const int KindCount = 16;
    private const int Kept = 8;
    private static readonly string[] Known = [.. Enumerable.Range(0, KindCount * (Kept + 1)).Select(Make)];

    /// <summary>The number of an id that is a clause's name and a cycle from 1; 0 for any other.</summary>
    internal static int NumberOf(string id)
    {
        var mark = id.IndexOf('#', StringComparison.Ordinal);
        return mark > 0
            && ClauseNames.TryParse(id[..mark], out var kind)
            && int.TryParse(id.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var cycle)
            && cycle is > 0 and < 1_000_000
            && TextOf(cycle * KindCount + (int)kind) == id
                ? cycle * KindCount + (int)kind
                : 0;
    }

    /// <summary>The id of such a number.</summary>
    internal static string TextOf(int number) => number < Known.Length ? Known[number] : Make(number);

    // A number whose clause this version does not know has no text.
    private static string Make(int number) => number % KindCount >= ClauseDefinition.All.Count
        ? ""
        : string.Create(CultureInfo.InvariantCulture,
            $"{((ClauseKind)(number % KindCount)).Name()}#{number / KindCount}");
}

/// <summary>What a duty came to.</summary>
internal enum Outcome
{
    /// <summary>Its clock has not started.</summary>
    NotYet,

    /// <summary>Its clock runs.</summary>
    Pending,

    /// <summary>Done at or before the deadline.</summary>
    Met,

    /// <summary>Done after it.</summary>
    Late,

    /// <summary>Not done, the deadline past.</summary>
    Missed,

    /// <summary>Made moot before it was judged.</summary>
    Exempt,
}

/// <summary>An outcome and the second in which it was judged (or made moot).</summary>
internal readonly record struct MetricOutcome(Outcome Outcome, long At)
{
    internal static MetricOutcome NotYet { get; } = new(Outcome.NotYet, LeadFacts.Never);

    internal static MetricOutcome StillPending { get; } = new(Outcome.Pending, LeadFacts.Never);

    internal bool IsJudged => Outcome is Outcome.Met or Outcome.Late or Outcome.Missed;
}
