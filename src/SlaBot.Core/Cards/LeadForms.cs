using System.Globalization;
using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Decisions;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>The forms that are asked before an action; the field names are the command's members.</summary>
internal static class LeadForms
{
    private const int MostOptions = 100;

    private static readonly FormOption[] YesNo = [new("true", "Yes"), new("false", "No")];

    /// <summary>Why the lead is rejected.</summary>
    public static Form Reject(SlaPolicy policy) => new("Reject the lead", "Reject",
    [
        policy.RejectReasons.Count == 0
            ? new FormField("reason", "Reason", FieldKind.Text, true) { MaxLength = 200 }
            : new FormField("reason", "Reason", FieldKind.Choice,
                true) { Options = [.. policy.RejectReasons.Take(MostOptions).Select(RejectOption)] },
        new FormField("note", "Note for marketing", FieldKind.LongText) { Hint = "What should marketing know?",
            MaxLength = 2000 },
    ]);

    /// <summary>One touch.</summary>
    public static Form Touch(CardFormatter pen, string? channel) => new("Log a touch", "Log it",
    [
        new FormField("channel", "Channel", FieldKind.Choice, true) { Options = FormLists.Channels,
            Initial = FormLists.Channels.FirstOrDefault(formOption => formOption.Value == channel)?.Value },
        new FormField("connected", "Did you reach them?", FieldKind.Choice) { Options = YesNo },
        new FormField("note", "Note", FieldKind.LongText) { MaxLength = 2000 },
        new FormField("at", "When", FieldKind.DateTime)
        {
            Hint = $"Up to 24 hours ago ({TimeText.City(pen.Reader.Zone)} time); blank means now.",
        },
    ]);

    /// <summary>The outcome; codes that ask for a full cadence are left out until it is complete.</summary>
    public static Form Dispose(LeadState lead, SlaPolicy policy)
    {
        var held = OutcomeGate.HoldsCadenceCodes(lead) ? policy.CadenceCodes : [];
        var codes = policy.FeedbackCodes.Where(code => !Has(held, code)).Take(MostOptions).Select(Option).ToArray();
        return new Form("Record the outcome", "Record",
        [
            policy.FeedbackCodes.Count == 0
                ? new FormField("code", "Outcome", FieldKind.Text, true) { MaxLength = 200 }
                : new FormField("code", "Outcome", FieldKind.Choice, true) { Options = codes,
                    Hint = HeldHint(lead, held) },
            new FormField("reason", "Reason", FieldKind.LongText) { Hint = NeededWith(policy.ReasonCodes),
                MaxLength = 2000 },
        ]);
    }

    /// <summary>The next stage; only those still ahead are offered.</summary>
    public static Form Advance(LeadState lead, SlaPolicy policy)
    {
        var ahead = StagesAhead(lead, policy);
        var blocked = OutcomeGate.HoldsLoss(policy, lead);
        var fields = new List<FormField>
        {
            new("stage", "Stage", FieldKind.Choice, true)
            {
                Options = [.. ahead.Select(stage => new FormOption(stage.Short(), StageLabel(stage)))],
                Hint = blocked ? "“Lost” can be chosen once an outcome is recorded." : null,
            },
            new("amount", "Expected worth",
                FieldKind.Number) { Initial = lead.Profile.Amount?.ToString(CultureInfo.InvariantCulture) },
            new("reason", "Reason", FieldKind.LongText) { Hint = "For a lost lead: why it was lost.",
                MaxLength = 2000 },
        };
        var gated = ahead
            .Where(stage => StageGates.Needed(policy, lead, stage).Count > 0 && ListOf(policy, stage).Count > 0)
            .ToArray();
        if (gated.Length > 0)
        {
            fields.Add(new FormField("checklist", "Confirmed", FieldKind.Choices)
            {
                Options = [
                    .. gated.SelectMany(stage => ListOf(policy, stage)).Distinct(StringComparer.OrdinalIgnoreCase)
                        .Take(MostOptions).Select(Option)],
                Hint = Truncate.Note(
                    string.Join(" ",
                        gated.Select(
                            stage =>
                                $"{StageLabel(stage)} needs: {string.Join("; ", StageGates.Needed(policy, lead, stage))}."))),
            });
        }

        return new Form("Move the stage", "Move", fields);
    }

    /// <summary>The stages that may be chosen now.</summary>
    public static IReadOnlyList<LeadStage> StagesAhead(LeadState lead, SlaPolicy policy)
    {
        LeadStage[] all = [LeadStage.SalesQualified, LeadStage.Opportunity, LeadStage.Won, LeadStage.Lost];
        var lostIsHeld = OutcomeGate.HoldsLoss(policy, lead);
        return [.. all.Where(stage => stage > lead.Stage && !(lostIsHeld && stage == LeadStage.Lost))];
    }

    /// <summary>How it stands.</summary>
    public static Form Update { get; } = new("Status update", "Send",
        [new FormField("status", "How does it stand?", FieldKind.LongText, true) { MaxLength = 2000 }]);

    /// <summary>Fit and timing.</summary>
    public static Form Rate(Rating? rating) => new("Rate the lead", "Rate",
        [Grade("fit", "How well does it fit?", rating?.Fit),
            Grade("timing", "How good is the timing?", rating?.Timing)]);

    /// <summary>The reason afterwards.</summary>
    public static Form Feedback { get; } = Reason("Give the reason", "Send", "Why was it rejected or lost?");

    /// <summary>A new owner: every rep but the present one.</summary>
    public static Form Assign(LeadState lead, People people) => new("Assign the lead", "Assign",
    [
        new FormField("owner", "New owner", FieldKind.Choice, true)
        {
            Options =
            [
                .. people.In(Role.Rep)
                    .Where(person => !string.Equals(person.Email, lead.Owner, StringComparison.OrdinalIgnoreCase))
                    .Take(MostOptions).Select(person => new FormOption(person.Email, Truncate.Label(person.Name))),
            ],
        },
    ]);

    /// <summary>Why the clocks stop.</summary>
    public static Form Pause { get; } = Reason("Pause the clocks", "Pause", "Why?");

    /// <summary>Why one duty is excused.</summary>
    public static Form Waive(Obligation duty) => new("Excuse the duty", "Excuse",
    [
        new FormField("clause", "Duty", FieldKind.Choice, true)
        {
            Options = [new FormOption(duty.Clause.Name(), ClauseText.Called(duty))], Initial = duty.Clause.Name(),
        },
        new FormField("reason", "Reason", FieldKind.LongText, true) { Hint = "Stays visible beside the duty." },
    ]);

    /// <summary>Marketing's argument.</summary>
    public static Form Dispute { get; } = new("Dispute the rejection", "Dispute",
        [new FormField("note", "Why should it stand as a qualified lead?", FieldKind.LongText) { MaxLength = 2000 }]);

    /// <summary>When to look at it again.</summary>
    public static Form Recycle { get; } = new("Back to nurture", "Save",
        [new FormField("revisitOn", "Look at it again on", FieldKind.Date, true)]);

    /// <summary>The arbiter's ruling.</summary>
    public static Form Rule { get; } = new("Rule on the dispute", "Rule",
    [
        new FormField("upheld", "Ruling", FieldKind.Choice, true)
        {
            Options = [new("true", "The rejection stands"), new("false", "Overturned: the lead goes back to sales")],
        },
        new FormField("note", "Note", FieldKind.LongText) { MaxLength = 2000 },
    ]);

    private static Form Reason(string title, string submit, string label) =>
        new(title, submit, [new FormField("reason", label, FieldKind.LongText, true)]);

    private static FormField Grade(string name, string label, int? initial) => new(name, label, FieldKind.Choice, true)
    {
        Options = [new("1", "1 (poor)"), new("2", "2"), new("3", "3"), new("4", "4"), new("5", "5 (excellent)")],
        Initial = initial?.ToString(CultureInfo.InvariantCulture),
    };

    private static FormOption RejectOption(RejectReason reason) => new(
        reason.Reason,
        Truncate.Label(
            reason.Then == RejectConsequence.Reroute
                ? $"{Truncate.To(reason.Reason, 45)} (goes to the next rep)" : reason.Reason));

    private static FormOption Option(string value) => new(value, Truncate.Label(value));

    private static string StageLabel(LeadStage stage) => stage switch
    {
        LeadStage.SalesQualified => "Qualified by sales (SQL)",
        LeadStage.Opportunity => "Opportunity (SQO)",
        LeadStage.Won => "Won",
        _ => "Lost",
    };

    private static IReadOnlyList<string> ListOf(SlaPolicy policy, LeadStage stage) =>
        policy.Gates.TryGetValue(stage.Short(), out var gate) ? gate.Checklist : [];

    private static string? HeldHint(LeadState lead, IReadOnlyList<string> held) => held.Count == 0
        ? null : Truncate.Note($"{Quoted(held)} can be chosen once every touch is made ({LeadText.Count(lead)}).");

    private static string? NeededWith(IReadOnlyList<string> codes) =>
        codes.Count == 0 ? null : Truncate.Note($"Needed with {Quoted(codes)}.");

    private static string Quoted(IReadOnlyList<string> codes) => string.Join(", ", codes.Select(code => $"“{code}”"));

    private static bool Has(IReadOnlyList<string> codes, string code) =>
        codes.Contains(code, StringComparer.OrdinalIgnoreCase);
}

/// <summary>The lists of forms that are the same whatever the lead and the agreement.</summary>
/// <remarks>
/// What the agreement lists (reasons, codes, stages, owners, duties) is judged by the command itself. These are not:
/// through the API a channel is free text. So every surface with a form holds what it is sent against them.
/// </remarks>
public static class FormLists
{
    /// <summary>The channels of a touch.</summary>
    public static IReadOnlyList<FormOption> Channels { get; } =
        [new("call", "Call"), new("email", "E-mail"), new("linkedin", "LinkedIn"), new("meeting", "Meeting"),
            new("message", "Message")];

    /// <summary>What may be chosen for a field of an action; empty where anything may be written, or the agreement says
    /// what.</summary>
    public static IReadOnlyList<FormOption> Offered(string action, string field) =>
        (action, field) switch { ("touch", "channel") => Channels, _ => [] };
}
