using SlaBot.Core.Time;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Tests.Leads;

namespace SlaBot.Core.Tests.Templates;

/// <summary>
/// Week 47 of 2026 in which every promised number comes out at one level of its target: 1 (at the target), 0.95 (within the tolerance)
/// or 0.8 (past it). What nobody promised is done.
/// </summary>
internal sealed class Week(SlaPolicy policy, decimal level)
{
    private const int Volume = 200, Older = 400, Updates = 100;

    private Quotas Quotas => policy.Quotas;

    private int Mqls => Part(Volume, 1);

    private int Accepted => Part(Mqls, Quotas.Acceptance ?? 0.9m / level);

    internal static Scorecard Card(SlaPolicy policy, decimal level)
    {
        // Four days, so that what became an MQL or was accepted by Tuesday is judged in this very week.
        policy = policy with { Quotas = policy.Quotas with { Conversion = policy.Quotas.Conversion is { } targets ? targets with { Window = 4 } : null } };
        return ScorecardMaker.Make(new Week(policy, level).Leads(), policy, new IsoWeek(2026, 47));
    }

    private IEnumerable<LeadFacts> Leads() =>
        Enumerable.Range(0, Mqls).Select(Fresh).Concat(HasLongDisposition ? Enumerable.Range(0, Older).Select(Old) : []).Concat(Enumerable.Range(0, Updates).Select(Updated));

    private bool HasLongDisposition => policy.ClauseFor(ClauseKind.Disposition, null, null, null)?.Within.Unit == TargetUnit.BusinessDays;

    private LeadFacts Fresh(int i)
    {
        var lead = Begun($"F{i}", "11-16 10:00", i < Part(Mqls, Quotas.Completeness?.AtLeast), i < Part(Mqls, Quotas.Enrichment?.AtLeast), i < Part(Mqls, Quotas.IcpMatch));
        lead.Assigned(At(i < Part(Mqls, Kept(ClauseKind.Handoff)) ? "11-16 10:01" : "11-16 10:30"), Office.Ana, "east");
        lead.Touched(At(i < Part(Mqls, Kept(ClauseKind.FirstTouch)) ? "11-16 10:40" : "11-17 11:30"), "email", Office.Ana);
        var decided = i < Mqls - Part(Mqls, Kept(ClauseKind.Decision)) ? "11-20 12:00" : "11-17 12:00";
        if (i >= Accepted)
        {
            var rejections = Mqls - Accepted;
            lead.Rejected(At(decided), i - Accepted < Part(rejections, Kept(ClauseKind.Feedback)) ? "Not a fit" : null, false);
            return lead;
        }

        return Worked(lead, i, decided);
    }

    private LeadFacts Worked(LeadFacts lead, int i, string decided)
    {
        var isFriday = decided.StartsWith("11-20", StringComparison.Ordinal);
        lead.Accepted(At(decided));
        string[] channels = ["call", "email", "linkedin"];
        for (var touch = 0; touch < (i < Part(Accepted, Kept(ClauseKind.Cadence)) ? 6 : 5); touch++)
        {
            lead.Touched(At(isFriday ? $"11-20 14:1{touch}" : $"11-17 14:1{touch}"), channels[touch % 3], Office.Ana);
        }

        var isLate = !HasLongDisposition && i >= Part(Accepted, Kept(ClauseKind.Disposition));
        lead.Disposed(At(isFriday ? "11-20 15:00" : isLate ? "11-20 12:30" : "11-19 11:00"), "done", true, false);
        lead.Rated(At("11-20 15:30"), 3, level == 1 || (level > 0.9m && i % 2 == 0) ? 4 : 3);
        // Those decided on Friday are still within their window on Sunday; of the others the first become SQL.
        var judged = i - (Mqls - Part(Mqls, Kept(ClauseKind.Decision)));
        var most = Quotas.Conversion?.SalToSql is { } step ? Part(Accepted - (i - judged), step) : Quotas.Conversion?.MqlToSql is { } share ? Part(Mqls, share) : Accepted / 2;
        if (judged >= 0 && judged < most)
        {
            lead.StageReached(At("11-20 16:00"), LeadStage.SalesQualified, null, null);
        }

        return lead;
    }

    /// <summary>Accepted three weeks earlier: its outcome was due on Monday the 16th.</summary>
    private LeadFacts Old(int i)
    {
        var lead = Begun($"O{i}", "10-26 09:00", true, true, true);
        lead.Assigned(At("10-26 09:01"), Office.Ana, "east");
        lead.Accepted(At("10-26 12:00"));
        var met = Part(Accepted + Older, Kept(ClauseKind.Disposition)) - Accepted;
        lead.Disposed(At(i < met ? "11-16 10:00" : "11-17 10:00"), "done", true, false);
        return lead;
    }

    private LeadFacts Updated(int i)
    {
        var (start, due) = (At("11-16 10:00"), At("11-18 10:00"));
        var lead = new LeadFacts($"U{i}");
        lead.Received(start, "web", null, true, null);
        lead.Apply(new ObligationStarted(new Obligation
        {
            Id = "statusUpdate#1", Clause = ClauseKind.StatusUpdate, Cycle = 1, Owner = Office.Ana, StartedAt = start, DueAt = due, Within = Office.TargetOf("48 hours"), PolicyVersion = "1", CalendarVersion = "1",
        }) { At = start, RecordedAt = start });
        var done = i < Part(Updates, Kept(ClauseKind.StatusUpdate));
        lead.Apply(done ? new ObligationMet("statusUpdate#1") { At = start, RecordedAt = start } : new ObligationBreached("statusUpdate#1") { At = due, RecordedAt = due });
        return lead;
    }

    private LeadFacts Begun(string id, string at, bool complete, bool enriched, bool fits)
    {
        var lead = new LeadFacts(id);
        lead.Received(At(at), "web", policy.Tiers.Count > 0 ? policy.Tiers[^1].Tier : null, true, null);
        lead.MqlReached(At(at), new MqlData(5, complete ? 5 : 4, 2, enriched ? 2 : 1), fits);
        return lead;
    }

    private decimal Kept(ClauseKind kind) => Quotas.Compliance.GetValueOrDefault(kind, 1);

    /// <summary>So many of all that their share stands at the level of the target; all where nothing is promised.</summary>
    private int Part(int all, decimal? target) =>
        target is not { } share ? all : (int)(level == 1 ? Math.Ceiling(all * share) : Math.Floor(all * share * level));

    private static Instant At(string text) => Story.At(text);
}
