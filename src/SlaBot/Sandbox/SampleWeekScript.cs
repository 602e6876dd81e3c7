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
internal static class SampleWeekScript
{
    /// <summary>The leads, in order of arrival.</summary>
    public static IReadOnlyList<LeadPlan> Plans { get; } =
    [
        At(0, 9, 20, WorkKind.Won), At(0, 10, 5, WorkKind.Steady), At(0, 11, 40, WorkKind.Rejected),
        At(0, 13, 15, WorkKind.Late), At(0, 15, 50, WorkKind.Qualified), At(0, 18, 30, WorkKind.Steady),
        At(1, 7, 45, WorkKind.ToldLate), At(1, 9, 55, WorkKind.Qualified), At(1, 11, 10, WorkKind.Rerouted),
        At(1, 14, 20, WorkKind.Disputed), At(1, 16, 35, WorkKind.Forgotten),
        At(2, 8, 10, WorkKind.Steady), At(2, 10, 25, WorkKind.Won), At(2, 12, 5, WorkKind.RejectedAgain),
        At(2, 13, 30, WorkKind.Excused), At(2, 15, 15, WorkKind.Qualified), At(2, 22, 40, WorkKind.Late),
        At(3, 9, 35, WorkKind.Steady), At(3, 10, 50, WorkKind.Lost), At(3, 13, 45, WorkKind.Rejected),
        At(3, 16, 5, WorkKind.Qualified),
        At(4, 9, 10, WorkKind.Steady), At(4, 11, 25, WorkKind.Rejected), At(4, 13, 5, WorkKind.Won),
        At(4, 15, 40, WorkKind.Forgotten),
        At(5, 11, 0, WorkKind.Steady),
    ];

    /// <summary>What is done with a lead that this rep got now, in the rep's working time. Without a sender it is
    /// whoever owns the lead by then.</summary>
    public static IEnumerable<(Instant At, LeadCommand Action)> Actions(WorkKind kind, string lead, Person rep,
        AgreementRules rules, Instant now)
    {
        var words = new SampleWeekText(lead, rep, rules, now);
        return Steps(kind, words).Concat(words.Updates(kind)).Where(step => step.Action is not null)
            .Select(step => (rep.Calendar.Add(now, BusinessDuration.FromMinutes(step.Minutes)) ?? now, step.Action!));
    }

    private static IEnumerable<(int Minutes, LeadCommand? Action)> Steps(WorkKind kind, SampleWeekText say) =>
        kind switch
    {
        WorkKind.Won => [(8, say.Accept()), (20, say.First(true)), (150, say.Touch(1)),
            (300, say.To(LeadStage.SalesQualified)), (520, say.Code(0)), (560, say.To(LeadStage.Opportunity)),
            (700, say.To(LeadStage.Won))],
        WorkKind.Qualified => [(15, say.Accept()), (40, say.First()), (250, say.Touch(1)), (500, say.Touch(0, true)),
            (510, say.Code(0)), (620, say.To(LeadStage.SalesQualified)), (625, say.Rate())],
        WorkKind.Steady => [(25, say.First()), (30, say.Accept()),
            .. Enumerable.Range(1, 5).Select(n => (30 + (n * 230), (LeadCommand?)say.Touch(n)))],
        WorkKind.Late => [(175, say.First()), (180, say.Accept()), (600, say.Touch(1)), (900, say.Touch(2))],
        WorkKind.ToldLate => [(95, say.TouchEarlier(30)), (100, say.Accept()), (400, say.Touch(1))],
        WorkKind.Excused => [(150, say.Excuse()), (400, say.First()), (410, say.Accept())],
        WorkKind.Rejected => [(35, say.First()), (90, say.No(0))],
        WorkKind.RejectedAgain => [(30, say.First()), (70, say.No(1))],
        WorkKind.Disputed => [(20, say.First()), (45, say.No(0)), (180, say.Dispute()), (420, say.Ruling()),
            (470, say.First(true)), (475, say.Accept())],
        WorkKind.Rerouted => [(20, say.Onwards()), (45, say.First()), (50, say.Accept())],
        WorkKind.Lost => [(12, say.Accept()), (30, say.First(true)), (300, say.Code(1)), (310, say.To(LeadStage.Lost))],
        WorkKind.Forgotten => [],
    };

    private static LeadPlan At(int day, int hour, int minute, WorkKind kind) =>
        new(day, new LocalTime(hour, minute), kind);
}

/// <summary>The actions of the sample week in the words of the agreement that runs: its reasons, codes, gates, methods
/// and people. Null where it has no such thing.</summary>
internal sealed class SampleWeekText(string lead, Person rep, AgreementRules rules, Instant now)
{
    private static readonly string[] Channels = ["call", "email", "message"];

    private readonly SlaPolicy policy = rules.Policy;

    public Accept Accept() => new() { Lead = lead };

    /// <summary>A first touch: on the channel that the agreement names, where it names one.</summary>
    public LogTouch First(bool connected = false) => new(Method ?? Channels[0], connected, null) { Lead = lead };

    public LogTouch Touch(int channel, bool connected = false) =>
        new(Channels[channel % Channels.Length], connected, null) { Lead = lead };

    /// <summary>A first touch that was made so many working minutes after the lead came.</summary>
    public LogTouch TouchEarlier(int minutes) =>
        First(true) with { At = rep.Calendar.Add(now, BusinessDuration.FromMinutes(minutes)) };

    /// <summary>The stage with its checklist confirmed.</summary>
    public Advance To(LeadStage stage) => new(
        stage,
        stage is LeadStage.Won or LeadStage.Opportunity ? 18_000 : null,
        stage == LeadStage.Lost ? "Chose to build it themselves" : null,
        stage == LeadStage.Lost
            ? [] : [.. policy.Gates.Values.SelectMany(gate => gate.Checklist).Distinct()]) { Lead = lead };

    public SlaBot.Core.Leads.Dispose? Code(int n) =>
        n < policy.FeedbackCodes.Count
            ? new(policy.FeedbackCodes[n], n == 0 ? null : "No budget this year") { Lead = lead } : null;

    public Rate Rate() => new(4, 3) { Lead = lead };

    public Reject? No(int n) =>
        Reject(policy.RejectReasons.Where(rejectReason => rejectReason.Then == RejectConsequence.Nurture).Skip(n)
            .FirstOrDefault());

    public Reject? Onwards() =>
        Reject(policy.RejectReasons.FirstOrDefault(rejectReason => rejectReason.Then == RejectConsequence.Reroute));

    public Waive? Excuse() =>
        rep.Manager is null
            ? null : new(ClauseKind.FirstTouch, "Phone system was down") { Lead = lead, By = rep.Manager };

    public DisputeRejection Dispute() => new("They match the profile: 210 people, B2B software.")
    {
        Lead = lead, By = policy.Signers.Marketing ?? rules.People.In(Role.Marketing).FirstOrDefault()?.Email,
    };

    public RuleDispute? Ruling() =>
        policy.Arbiter is null ? null : new(false, null) { Lead = lead, By = policy.Arbiter };

    /// <summary>How it stands, day by day, where the agreement asks for that; who forgets a lead forgets this
    /// too.</summary>
    public IEnumerable<(int Minutes, LeadCommand? Action)> Updates(WorkKind kind) =>
        kind is WorkKind.Forgotten or WorkKind.Late
            || policy.ClauseFor(ClauseKind.StatusUpdate, null, rep.Team, rep.Region) is null
            ? []
            : Enumerable.Range(1, 5)
                .Select(
                    day => (470 * day, (LeadCommand?)new UpdateStatus("In touch, next step agreed") { Lead = lead }));

    private string? Method => policy.ClauseFor(ClauseKind.FirstTouch, null, rep.Team, rep.Region)?.Method;

    private Reject? Reject(RejectReason? reason) => reason is null ? null : new(reason.Reason, null) { Lead = lead };
}
