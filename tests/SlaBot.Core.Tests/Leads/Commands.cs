using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Tests.Leads;

/// <summary>Commands in few words, all for the lead L1.</summary>
internal static class Commands
{
    internal const string Lead = "L1";

    internal static LeadCommand Accept => new Accept { Lead = Lead };

    internal static LeadCommand Resume => new Resume { Lead = Lead };

    internal static LeadCommand Tick => new Tick { Lead = Lead };

    internal static LeadCommand Place => new Place { Lead = Lead };

    internal static LeadCommand Erase => new Erase { Lead = Lead };

    internal static LeadCommand Receive(Instant? mqlAt = null, string? owner = null, LeadProfile? profile = null) =>
        new ReceiveLead(profile ?? Hot, null, mqlAt, owner, new HashSet<string> { "score", "region", "contact.email" }) { Lead = Lead };

    internal static LeadCommand Reject(string? reason = "Not our ICP") => new Reject(reason, null) { Lead = Lead };

    internal static LeadCommand Touch(string channel = "call") => new LogTouch(channel, null, null) { Lead = Lead };

    internal static LeadCommand Dispose(string code, string? reason = null) => new Dispose(code, reason) { Lead = Lead };

    internal static LeadCommand Advance(LeadStage stage, string? reason = null, params string[] checklist) =>
        new Advance(stage, stage == LeadStage.Opportunity ? 100 : null, reason, checklist) { Lead = Lead };

    internal static LeadCommand Feedback(string reason = "no budget") => new GiveFeedback(reason) { Lead = Lead };

    internal static LeadCommand Recycle(string date) => new Recycle(SlaBot.Core.Tests.Time.Calendars.Date(date)) { Lead = Lead };

    internal static LeadCommand Update(string status = "talking") => new UpdateStatus(status) { Lead = Lead };

    internal static LeadCommand Assign(string owner) => new Assign(owner) { Lead = Lead };

    internal static LeadCommand Dispute(string? note = null) => new DisputeRejection(note) { Lead = Lead };

    internal static LeadCommand Rule(bool upheld) => new RuleDispute(upheld, null) { Lead = Lead };

    internal static LeadCommand Pause(string reason = "they asked for time") => new Pause(reason) { Lead = Lead };

    internal static LeadCommand Waive(ClauseKind clause) => new Waive(clause, "system outage") { Lead = Lead };

    internal static LeadCommand Rate(int fit, int timing) => new Rate(fit, timing) { Lead = Lead };

    internal static LeadCommand Activity(string kind) => new AddActivity(kind, null) { Lead = Lead };

    internal static LeadCommand HandOver(string away, string? cover) => new HandOver(away, cover) { Lead = Lead };

    internal static LeadCommand Card(string owner, string? fault = null) => new ReportCard(owner, fault) { Lead = Lead };

    internal static LeadProfile Hot { get; } = new() { Score = 80, Contact = new Contact("Dana Fox", "dana@acme.example.com"), Company = new Company("Acme") };

    internal static LeadProfile Cold { get; } = Hot with { Score = 10 };
}
