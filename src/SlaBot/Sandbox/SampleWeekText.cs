using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Core.Time;

namespace SlaBot.Sandbox;

/// <summary>The deeds of the sample week in the words of the agreement that runs: its reasons, codes, gates, methods and people. Null where it has no such thing.</summary>
internal sealed class SampleWeekText(string lead, Person rep, AgreementRules rules, Instant now)
{
    private static readonly string[] Channels = ["call", "email", "message"];

    private readonly SlaPolicy policy = rules.Policy;

    public Accept Accept() => new() { Lead = lead };

    /// <summary>A first touch: on the channel that the agreement names, where it names one.</summary>
    public LogTouch First(bool connected = false) => new(Method ?? Channels[0], connected, null) { Lead = lead };

    public LogTouch Touch(int channel, bool connected = false) => new(Channels[channel % Channels.Length], connected, null) { Lead = lead };

    /// <summary>A first touch that was made so many working minutes after the lead came.</summary>
    public LogTouch TouchEarlier(int minutes) => First(true) with { At = rep.Calendar.Add(now, BusinessDuration.FromMinutes(minutes)) };

    /// <summary>The stage with its checklist confirmed.</summary>
    public Advance To(LeadStage stage) => new(
        stage,
        stage is LeadStage.Won or LeadStage.Opportunity ? 18_000 : null,
        stage == LeadStage.Lost ? "Chose to build it themselves" : null,
        stage == LeadStage.Lost ? [] : [.. policy.Gates.Values.SelectMany(gate => gate.Checklist).Distinct()]) { Lead = lead };

    public SlaBot.Core.Leads.Dispose? Code(int n) => n < policy.FeedbackCodes.Count ? new(policy.FeedbackCodes[n], n == 0 ? null : "No budget this year") { Lead = lead } : null;

    public Rate Rate() => new(4, 3) { Lead = lead };

    public Reject? No(int n) => Reject(policy.RejectReasons.Where(rejectReason => rejectReason.Then == RejectConsequence.Nurture).Skip(n).FirstOrDefault());

    public Reject? Onwards() => Reject(policy.RejectReasons.FirstOrDefault(rejectReason => rejectReason.Then == RejectConsequence.Reroute));

    public Waive? Excuse() => rep.Manager is null ? null : new(ClauseKind.FirstTouch, "Phone system was down") { Lead = lead, By = rep.Manager };

    public DisputeRejection Dispute() => new("They match the profile: 210 people, B2B software.")
    {
        Lead = lead, By = policy.Signers.Marketing ?? rules.People.In(Role.Marketing).FirstOrDefault()?.Email,
    };

    public RuleDispute? Ruling() => policy.Arbiter is null ? null : new(false, null) { Lead = lead, By = policy.Arbiter };

    /// <summary>How it stands, day by day, where the agreement asks for that; who forgets a lead forgets this too.</summary>
    public IEnumerable<(int Minutes, LeadCommand? Action)> Updates(WorkKind kind) =>
        kind is WorkKind.Forgotten or WorkKind.Late || policy.ClauseFor(ClauseKind.StatusUpdate, null, rep.Team, rep.Region) is null
            ? []
            : Enumerable.Range(1, 5).Select(day => (470 * day, (LeadCommand?)new UpdateStatus("In touch, next step agreed") { Lead = lead }));

    private string? Method => policy.ClauseFor(ClauseKind.FirstTouch, null, rep.Team, rep.Region)?.Method;

    private Reject? Reject(RejectReason? reason) => reason is null ? null : new(reason.Reason, null) { Lead = lead };
}
