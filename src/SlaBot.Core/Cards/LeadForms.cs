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
            ? Field("reject", "reason", FieldKind.Text)
            : Field("reject", "reason", FieldKind.Choice)
                with { Options = [.. policy.RejectReasons.Take(MostOptions).Select(RejectOption)] },
        Field("reject", "note", FieldKind.LongText, "Note for marketing") with { Hint = "What should marketing know?" },
    ]);

    /// <summary>One touch.</summary>
    public static Form Touch(CardFormatter pen, string? channel) => new("Log a touch", "Log it",
    [
        Field("touch", "channel", FieldKind.Choice) with { Options = FormLists.Channels,
            Initial = FormLists.Channels.FirstOrDefault(formOption => formOption.Value == channel)?.Value },
        Field("touch", "connected", FieldKind.Choice, "Did you reach them?") with { Options = YesNo },
        Field("touch", "note", FieldKind.LongText),
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
                ? Field("dispose", "code", FieldKind.Text)
                : Field("dispose", "code", FieldKind.Choice) with { Options = codes, Hint = HeldHint(lead, held) },
            Field("dispose", "reason", FieldKind.LongText) with { Hint = NeededWith(policy.ReasonCodes) },
        ]);
    }

    /// <summary>The next stage; only those still ahead are offered.</summary>
    public static Form Advance(LeadState lead, SlaPolicy policy)
    {
        var ahead = StagesAhead(lead, policy);
        var blocked = OutcomeGate.HoldsLoss(policy, lead);
        var fields = new List<FormField>
        {
            Field("advance", "stage", FieldKind.Choice) with
            {
                Options = [.. ahead.Select(stage => new FormOption(stage.Short(), StageLabel(stage)))],
                Hint = blocked ? "“Lost” can be chosen once an outcome is recorded." : null,
            },
            Field("advance", "amount", FieldKind.Number)
                with { Initial = lead.Profile.Amount?.ToString(CultureInfo.InvariantCulture) },
            Field("advance", "reason", FieldKind.LongText) with { Hint = "For a lost lead: why it was lost." },
        };
        var gated = ahead
            .Where(stage => StageGates.Needed(policy, lead, stage).Count > 0 && ListOf(policy, stage).Count > 0)
            .ToArray();
        if (gated.Length > 0)
        {
            fields.Add(Field("advance", "checklist", FieldKind.Choices, "Confirmed") with
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
        [Field("update", "status", FieldKind.LongText, "How does it stand?")]);

    /// <summary>Fit and timing.</summary>
    public static Form Rate(Rating? rating) => new("Rate the lead", "Rate",
        [Grade("fit", "How well does it fit?", rating?.Fit),
            Grade("timing", "How good is the timing?", rating?.Timing)]);

    /// <summary>The reason afterwards.</summary>
    public static Form Feedback { get; } = new("Give the reason", "Send",
        [Field("feedback", "reason", FieldKind.LongText, "Why was it rejected or lost?")]);

    /// <summary>A new owner: every rep but the present one.</summary>
    public static Form Assign(LeadState lead, People people) => new("Assign the lead", "Assign",
    [
        Field("assign", "owner", FieldKind.Choice) with
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
    public static Form Pause { get; } = new("Pause the clocks", "Pause",
        [Field("pause", "reason", FieldKind.LongText, "Why?")]);

    /// <summary>Why one duty is excused.</summary>
    public static Form Waive(Obligation duty) => new("Excuse the duty", "Excuse",
    [
        Field("waive", "clause", FieldKind.Choice) with
        {
            Options = [new FormOption(duty.Clause.Name(), ClauseText.Called(duty))], Initial = duty.Clause.Name(),
        },
        Field("waive", "reason", FieldKind.LongText) with { Hint = "Stays visible beside the duty." },
    ]);

    /// <summary>Marketing's argument.</summary>
    public static Form Dispute { get; } = new("Dispute the rejection", "Dispute",
        [Field("dispute", "note", FieldKind.LongText, "Why should it stand as a qualified lead?")]);

    /// <summary>When to look at it again.</summary>
    public static Form Recycle { get; } = new("Back to nurture", "Save",
        [Field("recycle", "revisitOn", FieldKind.Date, "Look at it again on")]);

    /// <summary>The arbiter's ruling.</summary>
    public static Form Rule { get; } = new("Rule on the dispute", "Rule",
    [
        Field("rule", "upheld", FieldKind.Choice) with
        {
            Options = [new("true", "The rejection stands"), new("false", "Overturned: the lead goes back to sales")],
        },
        Field("rule", "note", FieldKind.LongText),
    ]);

    /// <summary>A field of a command: whether it is needed, how long it may be and, where no other is given, its label
    /// are the command's.</summary>
    private static FormField Field(string command, string name, FieldKind kind, string? label = null)
    {
        var field = CommandDefinition.Find(command)!.Field(name);
        var asked = new FormField(name, label ?? field.Heading, kind, field.IsNeeded);
        return kind is FieldKind.Text or FieldKind.LongText ? asked with { MaxLength = field.MaxLength } : asked;
    }

    private static FormField Grade(string name, string label, int? initial) =>
        Field("rate", name, FieldKind.Choice, label) with
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
        LeadStage.Lost => "Lost",
        LeadStage.Inquiry or LeadStage.MarketingQualified or LeadStage.Queue or LeadStage.Assigned
            or LeadStage.SalesAccepted or LeadStage.Rejected or LeadStage.Recycled => stage.Title(),
    };

    private static IReadOnlyList<string> ListOf(SlaPolicy policy, LeadStage stage) =>
        policy.Gates.TryGetValue(stage.Short(), out var gate) ? gate.Checklist : [];

    private static string? HeldHint(LeadState lead, IReadOnlyList<string> held) => held.Count == 0
        ? null : Truncate.Note($"{Quoted(held)} can be chosen once every touch is made ({LeadText.Progress(lead)}).");

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
