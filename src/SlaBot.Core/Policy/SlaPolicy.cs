using System.Text.Json.Serialization;
using NodaTime;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Time;

namespace SlaBot.Core.Policy;

/// <summary>What follows a rejection with this reason.</summary>
public enum RejectConsequence
{
    /// <summary>Back to marketing for nurture: a decision that counts.</summary>
    Nurture,

    /// <summary>On to the next rep; no decision against marketing.</summary>
    Reroute,
}

/// <summary>One reason a rep may give, and what follows.</summary>
public sealed record RejectReason(string Reason, RejectConsequence Then);

/// <summary>The two named leads who sign, by e-mail; null where nobody is named.</summary>
public sealed record Signers(string? Marketing, string? Sales);

/// <summary>A checklist that gates a stage: it is refused until every item is ticked.</summary>
public sealed record StageGate(IReadOnlyList<string> Checklist);

/// <summary>A tier and the criterion by which a lead of no tier gets it when it becomes an MQL; null: every lead that
/// came this far.</summary>
public sealed record TierRule(string Tier, Criterion? When);

/// <summary>The versioned two-sided promise (PRODUCT.md, Settings, <c>Agreement</c>).</summary>
public sealed record SlaPolicy
{
    /// <summary>The template it came from, such as <c>mutual</c>.</summary>
    public required string Template { get; init; }

    /// <summary>Its version, as the customer writes it.</summary>
    public required string Version { get; init; }

    /// <summary>The first day on which it binds; null when it is not said.</summary>
    public LocalDate? Effective { get; init; }

    /// <summary>E-mail of the person who keeps it.</summary>
    public string? Owner { get; init; }

    /// <summary>The agreement's own calendar, and its zone for weeks and months.</summary>
    public required BusinessCalendar Calendar { get; init; }

    /// <summary>Who signs.</summary>
    public Signers Signers { get; init; } = new(null, null);

    /// <summary>E-mail of the person who rules on disputes.</summary>
    public string? Arbiter { get; init; }

    /// <summary>How long after a rejection marketing may dispute it.</summary>
    public Target DisputeWindow { get; init; } = new(TargetUnit.BusinessDays, 5);

    /// <summary>Marketing's numbers.</summary>
    public Quotas Quotas { get; init; } = new();

    /// <summary>Quotas of one team, where they differ.</summary>
    public IReadOnlyDictionary<string, Quotas> TeamQuotas { get; init; } = new Dictionary<string, Quotas>();

    /// <summary>Quotas of the leads of one region, where they differ; their volume is that region's own
    /// (<see cref="VolumeQuota.Regions"/>) or none.</summary>
    public IReadOnlyDictionary<string, Quotas> RegionQuotas { get; init; } = new Dictionary<string, Quotas>();

    /// <summary>Every wording of every clause; the most specific one wins (see <see cref="ClauseFor"/>).</summary>
    public required IReadOnlyList<Clause> Clauses { get; init; }

    /// <summary>The fit criteria (ideal customer profile); null where none are set.</summary>
    public Criterion? Icp { get; init; }

    /// <summary>What makes an MQL; null means that every lead is one.</summary>
    public Criterion? Mql { get; init; }

    /// <summary>Which tier a lead gets at the MQL instant when its sender gave none: the first whose criterion is
    /// met.</summary>
    public IReadOnlyList<TierRule> Tiers { get; init; } = [];

    /// <summary>Reasons for rejection, in the order they are offered.</summary>
    public IReadOnlyList<RejectReason> RejectReasons { get; init; } = [];

    /// <summary>Whether a rejection with this reason goes on to the next rep and is no decision against
    /// marketing.</summary>
    public bool IsReroute(string? reason) => reason is not null
        && RejectReasons.Any(
            known =>
                known.Then == RejectConsequence.Reroute
                    && string.Equals(known.Reason.Trim(), reason.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Outcome codes, in the order they are offered.</summary>
    public IReadOnlyList<string> FeedbackCodes { get; init; } = [];

    /// <summary>Outcome codes that do not end work.</summary>
    public IReadOnlyList<string> InterimCodes { get; init; } = [];

    /// <summary>Outcome codes that are refused until the cadence is complete.</summary>
    public IReadOnlyList<string> CadenceCodes { get; init; } = [];

    /// <summary>Outcome codes that need a reason beside them.</summary>
    public IReadOnlyList<string> ReasonCodes { get; init; } = [];

    /// <summary>True when a lead may be lost only with an outcome code on file.</summary>
    public bool CodeBeforeLost { get; init; }

    /// <summary>
    /// True when a lead may be lost only with an ending outcome on file: where the agreement asks for a code before a
    /// loss, and where some codes wait for the cadence, which a loss without a code would go around.
    /// </summary>
    public bool LossNeedsOutcome =>
        CodeBeforeLost || (CadenceCodes.Count > 0 && Clauses.Any(clause => clause.Kind == ClauseKind.Cadence));

    /// <summary>Gates, by stage name (<c>sql</c>, <c>sqo</c>).</summary>
    public IReadOnlyDictionary<string, StageGate> Gates { get; init; } = new Dictionary<string, StageGate>();

    /// <summary>What each stage means, by its name in words (<c>mql</c>, <c>sql</c>); shown on the one page.</summary>
    public IReadOnlyDictionary<string, string> Definitions { get; init; } = new Dictionary<string, string>();

    /// <summary>How it is reviewed.</summary>
    public ReviewTerms Review { get; init; } = new();

    /// <summary>Targets that rise step by step.</summary>
    public IReadOnlyList<Ramp> Ramps { get; init; } = [];

    /// <summary>Why this version replaces the one before it, where the customer says so; needed inside the
    /// freeze.</summary>
    public string? ChangeReason { get; init; }

    /// <summary>Keys whose value is the product's default, where the template leaves it to the customer who has not
    /// said (<c>Mql</c>, <c>Clauses:feedback</c>).</summary>
    public IReadOnlyList<string> Defaults { get; init; } = [];

    /// <summary>Keys that the agreement asks the customer to fill in and that still say nothing
    /// (<c>Quotas:Volume</c>).</summary>
    public IReadOnlyList<string> Open { get; init; } = [];

    /// <summary>True when the value of that key is the product's default.</summary>
    public bool IsDefault(string key) => Defaults.Contains(key, StringComparer.OrdinalIgnoreCase);

    /// <summary>The tier that the agreement gives to a lead at that instant; null when it gives none.</summary>
    public string? TierOf(LeadProfile lead, Instant now) =>
        Tiers.FirstOrDefault(
            rule => rule.When is null || CriterionJudge.Judge(rule.When, lead, Icp, now) == Finding.Met)?.Tier;

    /// <summary>
    /// The wording that binds for a tier, a team and a region: one for the lead's tier before one for every tier, and
    /// among those the team's before the region's before the one for all. Null when the agreement has no such clause.
    /// </summary>
    /// <param name="kind">Which promise.</param>
    /// <param name="tier">The lead's tier; null for none.</param>
    /// <param name="team">The owner's team; null for none.</param>
    /// <param name="region">The lead's region, as it was sent; null for none.</param>
    public Clause? ClauseFor(ClauseKind kind, string? tier, string? team, string? region)
    {
        Clause? best = null;
        var bestScore = -1;
        foreach (var clause in Clauses)
        {
            if (clause.Kind != kind || !Fits(clause.Tier, tier) || !Fits(clause.Team, team)
                || !Fits(clause.Region, region))
            {
                continue;
            }

            var score = (clause.Tier is null ? 0 : 4) + (clause.Team is null ? 0 : 2) + (clause.Region is null ? 0 : 1);
            if (score > bestScore)
            {
                (best, bestScore) = (clause, score);
            }
        }

        return best;
    }

    private static bool Fits(string? wanted, string? actual) =>
        wanted is null || string.Equals(wanted, actual, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The side of the agreement that owes a promise.</summary>
public enum Party
{
    /// <summary>Promises volume, quality, complete data and a fast handoff.</summary>
    Marketing,

    /// <summary>Promises a fast first touch, a full cadence, an outcome with a reason.</summary>
    Sales,

    /// <summary>Keeps the agreement: rules on disputes.</summary>
    RevOps,
}

/// <summary>One line of an escalation matrix: what went wrong, who hears first, who hears next.</summary>
public sealed record EscalationLine(string Issue, string First, string Second)
{
    /// <summary>The clause whose ladder it is; null for what the reviews take up (weeks missed in a row).</summary>
    public ClauseKind? Clause { get; init; }
}

/// <summary>How the agreement is reviewed (AGREEMENTS.md, Review and Escalation).</summary>
public sealed record ReviewTerms
{
    /// <summary>When and before whom, in words; null when not said.</summary>
    public string? Rhythm { get; init; }

    /// <summary>True when each calendar quarter is reviewed too, as the table of target, actual and status.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Quarterly { get; init; }

    /// <summary>What the agenda goes through, in order.</summary>
    public IReadOnlyList<string> Agenda { get; init; } = [];

    /// <summary>The question asked of every miss; null when none is agreed.</summary>
    public string? Question { get; init; }

    /// <summary>Missed weeks in a row, by either side, after which a named item tops the agenda (at least 1).</summary>
    public int MissedWeeks { get; init; } = 2;

    /// <summary>What follows then, in words; null when not said.</summary>
    public string? Escalation { get; init; }

    /// <summary>Whom that tells beside the agenda: <c>role:executive</c> or an e-mail address.</summary>
    public IReadOnlyList<string> Tell { get; init; } = ["role:executive"];

    /// <summary>Share of sales' first touches in time (0 to 1) under which a week counts as missed too, beside the
    /// weeks that are red by their colours; null: no such rule.</summary>
    public decimal? ResponseUnder { get; init; }

    /// <summary>Calendar days after launch (<see cref="PolicyChange"/>) in which a change needs a stated reason; 0 for
    /// none.</summary>
    public int FreezeDays { get; init; } = 30;

    /// <summary>Who hears of what.</summary>
    public IReadOnlyList<EscalationLine> Matrix { get; init; } = [];

    /// <summary>Who stands for the roles that the matrix names (<c>CMO</c>): an e-mail, <c>channel:NAME</c> or
    /// <c>role:ROLE</c>; null where nobody is named.</summary>
    public IReadOnlyDictionary<string, string>? Roles { get; init; }
}
