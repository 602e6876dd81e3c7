using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Core.Time;

namespace SlaBot.Sandbox;

/// <summary>How a made-up lead is worked.</summary>
internal enum WorkKind
{
    /// <summary>Accepted and called at once, all the way to won.</summary>
    Won,

    /// <summary>In time, with an outcome and a stage.</summary>
    Qualified,

    /// <summary>In time, touched day by day.</summary>
    Steady,

    /// <summary>Called hours too late.</summary>
    Late,

    /// <summary>Called in time, told too late.</summary>
    ToldLate,

    /// <summary>Never touched.</summary>
    Forgotten,

    /// <summary>Never touched in time, and excused by the manager.</summary>
    Excused,

    /// <summary>Rejected with the agreement's first reason.</summary>
    Rejected,

    /// <summary>Rejected with the second reason.</summary>
    RejectedAgain,

    /// <summary>Rejected, disputed by marketing, overturned.</summary>
    Disputed,

    /// <summary>Passed on to the next rep.</summary>
    Rerouted,

    /// <summary>Accepted, reached, lost with a reason.</summary>
    Lost,
}

/// <summary>When a lead arrives (day 0 is Monday, in the agreement's zone) and how it is worked.</summary>
internal sealed record LeadPlan(int Day, LocalTime Time, WorkKind Kind);

/// <summary>The script of the sample week: always the same.</summary>
internal static class WeekScript
{
    private static readonly string[] Channels = ["call", "email", "message"];

    /// <summary>The leads, in order of arrival.</summary>
    public static IReadOnlyList<LeadPlan> Plans { get; } =
    [
        At(0, 9, 20, WorkKind.Won), At(0, 10, 5, WorkKind.Steady), At(0, 11, 40, WorkKind.Rejected), At(0, 13, 15, WorkKind.Late), At(0, 15, 50, WorkKind.Qualified), At(0, 18, 30, WorkKind.Steady),
        At(1, 7, 45, WorkKind.ToldLate), At(1, 9, 55, WorkKind.Qualified), At(1, 11, 10, WorkKind.Rerouted), At(1, 14, 20, WorkKind.Disputed), At(1, 16, 35, WorkKind.Forgotten),
        At(2, 8, 10, WorkKind.Steady), At(2, 10, 25, WorkKind.Won), At(2, 12, 5, WorkKind.RejectedAgain), At(2, 13, 30, WorkKind.Excused), At(2, 15, 15, WorkKind.Qualified), At(2, 22, 40, WorkKind.Late),
        At(3, 9, 35, WorkKind.Steady), At(3, 10, 50, WorkKind.Lost), At(3, 13, 45, WorkKind.Rejected), At(3, 16, 5, WorkKind.Qualified),
        At(4, 9, 10, WorkKind.Steady), At(4, 11, 25, WorkKind.Rejected), At(4, 13, 5, WorkKind.Won), At(4, 15, 40, WorkKind.Forgotten),
        At(5, 11, 0, WorkKind.Steady),
    ];

    /// <summary>What is done with a lead that this rep got now, in the rep's working time. Without a sender it is whoever owns the lead by then.</summary>
    public static IEnumerable<(Instant At, LeadCommand Deed)> Deeds(WorkKind kind, string lead, Person rep, Rulebook rules, Instant now)
    {
        var policy = rules.Policy;
        var marketing = policy.Signers.Marketing ?? rules.People.In(Role.Marketing).FirstOrDefault()?.Email;
        (int Minutes, LeadCommand? Deed)[] deeds = kind switch
        {
            WorkKind.Won => [(8, Accept(lead)), (20, Touch(lead, 0, true)), (150, Touch(lead, 1)), (300, To(lead, LeadStage.SalesQualified)), (520, Code(lead, policy, 0)), (560, To(lead, LeadStage.Opportunity)), (700, To(lead, LeadStage.Won))],
            WorkKind.Qualified => [(15, Accept(lead)), (40, Touch(lead, 0)), (250, Touch(lead, 1)), (500, Touch(lead, 0, true)), (510, Code(lead, policy, 0)), (620, To(lead, LeadStage.SalesQualified)), (625, new Rate(4, 3) { Lead = lead })],
            WorkKind.Steady => [(25, Touch(lead, 1)), (30, Accept(lead)), .. Enumerable.Range(1, 5).Select(n => (30 + (n * 230), (LeadCommand?)Touch(lead, n)))],
            WorkKind.Late => [(175, Touch(lead, 0)), (180, Accept(lead)), (600, Touch(lead, 1)), (900, Touch(lead, 2))],
            WorkKind.ToldLate => [(95, Touch(lead, 0, true) with { At = rep.Calendar.Add(now, BusinessDuration.FromMinutes(30)) }), (100, Accept(lead)), (400, Touch(lead, 1))],
            WorkKind.Excused => [(150, Excuse(lead, rep)), (400, Touch(lead, 1)), (410, Accept(lead))],
            WorkKind.Rejected => [(35, Touch(lead, 1)), (90, No(lead, Reason(policy, 0)))],
            WorkKind.RejectedAgain => [(30, Touch(lead, 0)), (70, No(lead, Reason(policy, 1)))],
            WorkKind.Disputed => [(20, Touch(lead, 1)), (45, No(lead, Reason(policy, 0))), (180, new DisputeRejection("They match the profile: 210 people, B2B software.") { Lead = lead, By = marketing }), (420, Ruling(lead, policy)), (470, Touch(lead, 0, true)), (475, Accept(lead))],
            WorkKind.Rerouted => [(20, No(lead, Onwards(policy))), (45, Touch(lead, 0)), (50, Accept(lead))],
            WorkKind.Lost => [(12, Accept(lead)), (30, Touch(lead, 0, true)), (300, Code(lead, policy, 1)), (310, To(lead, LeadStage.Lost))],
            _ => [],
        };
        return deeds.Where(one => one.Deed is not null).Select(one => (rep.Calendar.Add(now, BusinessDuration.FromMinutes(one.Minutes)) ?? now, one.Deed!));
    }

    private static LeadPlan At(int day, int hour, int minute, WorkKind kind) => new(day, new LocalTime(hour, minute), kind);

    private static Accept Accept(string lead) => new() { Lead = lead };

    private static LogTouch Touch(string lead, int channel, bool connected = false) => new(Channels[channel % Channels.Length], connected, null) { Lead = lead };

    private static Advance To(string lead, LeadStage stage) =>
        new(stage, stage is LeadStage.Won or LeadStage.Opportunity ? 18_000 : null, stage == LeadStage.Lost ? "Chose to build it themselves" : null, []) { Lead = lead };

    private static Core.Leads.Dispose? Code(string lead, SlaPolicy policy, int n) =>
        n < policy.FeedbackCodes.Count ? new(policy.FeedbackCodes[n], n == 0 ? null : "No budget this year") { Lead = lead } : null;

    private static Reject? No(string lead, string? reason) => reason is null ? null : new(reason, null) { Lead = lead };

    private static string? Reason(SlaPolicy policy, int n) => policy.RejectReasons.Where(one => one.Then == RejectConsequence.Nurture).Select(one => one.Reason).Skip(n).FirstOrDefault();

    private static string? Onwards(SlaPolicy policy) => policy.RejectReasons.FirstOrDefault(one => one.Then == RejectConsequence.Reroute)?.Reason;

    private static Waive? Excuse(string lead, Person rep) => rep.Manager is null ? null : new(ClauseKind.FirstTouch, "Phone system was down") { Lead = lead, By = rep.Manager };

    private static RuleDispute? Ruling(string lead, SlaPolicy policy) => policy.Arbiter is null ? null : new(false, null) { Lead = lead, By = policy.Arbiter };
}
