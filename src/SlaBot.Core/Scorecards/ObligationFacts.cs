using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards;

/// <summary>A frozen obligation and what became of it, each at its own time.</summary>
internal sealed class ObligationFacts(Obligation frozen)
{
    private List<(long At, long Due)>? moves;

    internal string Id { get; } = frozen.Id;

    internal ClauseKind Clause { get; } = frozen.Clause;

    internal string? Owner { get; } = frozen.Owner;

    internal long StartedAt { get; } = frozen.StartedAt.ToUnixTimeSeconds();

    internal long DueAt { get; } = frozen.DueAt.ToUnixTimeSeconds();

    internal string CalendarVersion { get; } = frozen.CalendarVersion;

    internal int Touches { get; } = frozen.Touches;

    internal int Channels { get; } = frozen.Channels;

    internal string? Method { get; } = frozen.Method;

    internal long MetAt { get; set; } = LeadFacts.Never;

    internal long BreachedAt { get; set; } = LeadFacts.Never;

    internal long FulfilledAt { get; set; } = LeadFacts.Never;

    internal long CancelledAt { get; set; } = LeadFacts.Never;

    internal long WaivedAt { get; set; } = LeadFacts.Never;

    internal void MovedAt(long at, long due) => (moves ??= new(1)).Add((at, due));

    /// <summary>The deadline as of then; never while a pause that began before it goes on.</summary>
    internal long DueAsOf(long asOf, LeadFacts lead)
    {
        var due = DueAt;
        foreach (var (at, moved) in moves ?? [])
        {
            due = at <= asOf ? moved : due;
        }

        return Clause.Party() == Party.Sales && lead.IsPausedAsOf(asOf, due) ? LeadFacts.Never : due;
    }

    /// <summary>
    /// What it came to as of then. A breach is the deadline that passed, whether or not anybody looked; evidence in time that was
    /// told late supersedes it; what ended before the deadline without being done is not judged at all.
    /// </summary>
    internal Settled Settle(long asOf, LeadFacts lead)
    {
        if (StartedAt > asOf)
        {
            return Settled.NotYet;
        }

        if (MetAt <= asOf)
        {
            return new Settled(Outcome.Met, MetAt);
        }

        var due = BreachedAt <= asOf ? BreachedAt : DueAsOf(asOf, lead);
        var ended = Math.Min(CancelledAt, WaivedAt);
        if (ended <= asOf && (ended < due || (ended == due && BreachedAt > asOf)))
        {
            return new Settled(Outcome.Exempt, ended);
        }

        return due > asOf ? Settled.StillPending : new Settled(FulfilledAt <= asOf ? Outcome.Late : Outcome.Missed, due);
    }
}
