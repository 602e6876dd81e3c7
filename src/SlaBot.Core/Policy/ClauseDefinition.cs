namespace SlaBot.Core.Policy;

/// <summary>An instant in a lead's life from which a clause can count.</summary>
public enum LeadMoment
{
    /// <summary>The lead met the agreed criteria (MQL).</summary>
    Qualified,

    /// <summary>The lead was given to an owner.</summary>
    Assigned,

    /// <summary>The owner accepted the lead.</summary>
    Accepted,

    /// <summary>The lead was rejected, or lost.</summary>
    RejectedOrLost,

    /// <summary>Marketing disputed the rejection.</summary>
    Disputed,
}

/// <summary>The settings keys that a kind of clause has besides those of every clause.</summary>
[Flags]
public enum ClauseTerms
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>Until</c>: assigned or delivered.</summary>
    Until = 1,

    /// <summary><c>From</c> and <c>Method</c>: where the clock starts, and the channel that counts.</summary>
    FromAndMethod = 2,

    /// <summary><c>Touches</c>, <c>Channels</c> and <c>CreditCodes</c>.</summary>
    Touches = 4,

    /// <summary><c>Of</c>: which leads owe a reason.</summary>
    Of = 8,
}

/// <summary>How a kind of clause stands on the scorecard.</summary>
/// <param name="Key">The key of its line and the name of its JSON member, such as <c>speedToLead</c>; never changed
/// once used.</param>
/// <param name="Title">What its line is called, such as <c>Leads answered in time</c>.</param>
/// <param name="Column">The same where a column is narrow, such as <c>first touch</c>.</param>
/// <param name="Place">Where its line stands among those of its party, lowest first (the metric's number in
/// METRICS.md, times ten).</param>
public sealed record ClauseMetric(string Key, string Title, string Column, int Place)
{
    /// <summary>True for a promise that comes again and again, whose obligations are counted one by one; false where a
    /// lead is judged once.</summary>
    public bool Recurs { get; init; }
}

/// <summary>
/// Everything that is said of a kind of clause, in one place: names, party, words, start, line on the scorecard.
/// Parsing, cards, scorecards, API and storage read it from here.
/// </summary>
/// <remarks>
/// To add a kind: a value at the end of <see cref="ClauseKind"/> (its number is stored) and a definition in
/// <see cref="Of"/>. What else must know it is a switch without a <c>_</c>, which the compiler then refuses, or is
/// found by ClauseDefinitionTests, which walk every kind. src/README.md has the walk.
/// </remarks>
public sealed record ClauseDefinition
{
    private static readonly ClauseDefinition[] Definitions = [.. Enum.GetValues<ClauseKind>().Select(Make)];

    /// <summary>Which kind.</summary>
    public required ClauseKind Kind { get; init; }

    /// <summary>The name in data files and signed agreements, such as <c>FirstTouch</c>; never changed once
    /// used.</summary>
    public required string StoredName { get; init; }

    /// <summary>The name in settings, API and the ids of obligations, such as <c>firstTouch</c>; never changed once
    /// used.</summary>
    public required string Name { get; init; }

    /// <summary>Who owes it.</summary>
    public required Party Party { get; init; }

    /// <summary>The instant from which it counts, where the clause's own <c>From</c> names no other.</summary>
    public required LeadMoment StartsAt { get; init; }

    /// <summary>The settings keys that only this kind has.</summary>
    public ClauseTerms Terms { get; init; }

    /// <summary>The scorecard's line that counts how it was kept; null where there is none.</summary>
    public required ClauseMetric? Metric { get; init; }

    /// <summary>Its heading, such as <c>First touch</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What to do now, as a sentence without its full stop.</summary>
    public required string Imperative { get; init; }

    /// <summary>What was done when it was kept, in a few words, such as <c>touched</c>.</summary>
    public required string Done { get; init; }

    /// <summary>The subject of "... is due at noon", such as <c>An outcome</c>.</summary>
    public required string Due { get; init; }

    /// <summary>The promise as the agreement says it, without tier and share. The second argument is the clause's
    /// channel as a reader calls it.</summary>
    public required Func<Clause, string?, string> Promise { get; init; }

    /// <summary>All kinds, in the order of <see cref="ClauseKind"/>.</summary>
    public static IReadOnlyList<ClauseDefinition> All => Definitions;

    /// <summary>The definition of a kind.</summary>
    /// <param name="kind">One of the declared kinds.</param>
    public static ClauseDefinition Of(ClauseKind kind) => Definitions[(int)kind];

    /// <summary>Who is told at the breach itself where neither template nor customer names a ladder (PRODUCT.md, "The
    /// lead's life").</summary>
    /// <param name="arbiter">Who rules on disputes; null where the agreement names nobody.</param>
    public IReadOnlyList<string> DefaultRecipients(string? arbiter) => Party switch
    {
        Party.Marketing => ["channel:Escalations", "role:marketing"],
        Party.Sales => ["owner", "manager", "channel:Escalations"],
        Party.RevOps => [arbiter ?? "role:revops", "channel:Admin"],
    };

    private static ClauseDefinition Make(ClauseKind kind) => kind switch
    {
        ClauseKind.Handoff => new()
        {
            Kind = kind, StoredName = "Handoff", Name = "handoff",
            Metric = new("handoff", "Leads handed over in time", "handoff", 70),
            Party = Party.Marketing, StartsAt = LeadMoment.Qualified, Terms = ClauseTerms.Until,
            Title = "Handoff to a seller", Imperative = "Hand the lead to a seller", Done = "handed to a seller",
            Due = "Handoff",
            Promise = (clause, _) => $"Hand every qualified lead to a seller within {clause.Within}" +
                (clause.Until == HandoffEnd.Delivered ? ", delivered in chat" : ""),
        },
        ClauseKind.Decision => new()
        {
            Kind = kind, StoredName = "Decision", Name = "decision",
            Metric = new("decision", "Leads accepted or rejected in time", "decision", 100),
            Party = Party.Sales, StartsAt = LeadMoment.Assigned,
            Title = "Accept or reject", Imperative = "Accept the lead, or reject it with a reason", Done = "decided",
            Due = "Accepting or rejecting",
            Promise = (clause, _) => $"Accept or reject, with a reason, within {clause.Within} of the assignment",
        },
        ClauseKind.FirstTouch => new()
        {
            Kind = kind, StoredName = "FirstTouch", Name = "firstTouch",
            Metric = new("speedToLead", "Leads answered in time", "first touch", 80),
            Party = Party.Sales, StartsAt = LeadMoment.Assigned, Terms = ClauseTerms.FromAndMethod,
            Title = "First touch", Imperative = "Contact the lead (call, e-mail or message) and log it",
            Done = "touched",
            Due = "First touch",
            Promise = (clause, channel) =>
                $"First touch{(channel is null ? "" : $" by {channel}")} within {clause.Within} of {FirstTouchStart(clause.From)}",
        },
        ClauseKind.Cadence => new()
        {
            Kind = kind, StoredName = "Cadence", Name = "cadence",
            Metric = new("cadence", "Leads followed up fully", "cadence", 90),
            Party = Party.Sales, StartsAt = LeadMoment.Accepted, Terms = ClauseTerms.Touches,
            Title = "Follow-up touches", Imperative = "Contact the lead again and log every touch",
            Done = "all touches made",
            Due = "The last touch of the cadence",
            Promise = (clause, _) => $"{TouchCount(clause)} within {clause.Within} of the acceptance",
        },
        ClauseKind.Disposition => new()
        {
            Kind = kind, StoredName = "Disposition", Name = "disposition",
            Metric = new("disposition", "Leads with an outcome in time", "outcome", 110),
            Party = Party.Sales, StartsAt = LeadMoment.Accepted,
            Title = "Record the outcome", Imperative = "Record the outcome, or move the stage",
            Done = "outcome recorded",
            Due = "An outcome",
            Promise = (clause, _) => $"Record the outcome, or move the stage, within {clause.Within} of the acceptance",
        },
        ClauseKind.StatusUpdate => new()
        {
            Kind = kind, StoredName = "StatusUpdate", Name = "statusUpdate",
            Metric = new("statusUpdates", "Status updates in time", "status", 115) { Recurs = true },
            Party = Party.Sales, StartsAt = LeadMoment.Accepted,
            Title = "Status update", Imperative = "Say in a sentence how it stands", Done = "status given",
            Due = "The next status update",
            Promise = (clause, _) => $"Say how it stands every {clause.Within} while it is open",
        },
        ClauseKind.Feedback => new()
        {
            Kind = kind, StoredName = "Feedback", Name = "feedback",
            Metric = new("feedback", "Rejections and losses with a reason", "feedback", 120),
            Party = Party.Sales, StartsAt = LeadMoment.RejectedOrLost, Terms = ClauseTerms.Of,
            Title = "Give the reason", Imperative = "Say why it was rejected or lost", Done = "reason given",
            Due = "The reason",
            Promise = (clause, _) => "Give a reason for every " +
                $"{(clause.Of == FeedbackScope.All ? "qualified lead" : "rejection or loss")} within {clause.Within}",
        },
        ClauseKind.DisputeAnswer => new()
        {
            Kind = kind, StoredName = "DisputeAnswer", Name = "disputeAnswer", Metric = null,
            Party = Party.RevOps, StartsAt = LeadMoment.Disputed,
            Title = "Rule on the dispute", Imperative = "Decide whether the rejection stands", Done = "ruled on",
            Due = "The ruling",
            Promise = (clause, _) => $"Rule on a dispute within {clause.Within}",
        },
    };

    private static string TouchCount(Clause clause)
    {
        var channels = clause.Channels > 1
            ? FormattableString.Invariant($" on at least {clause.Channels} channels") : "";
        return FormattableString.Invariant($"{clause.Touches} {(clause.Touches == 1 ? "touch" : "touches")}")
            + channels;
    }

    private static string FirstTouchStart(ClauseStart from) => from switch
    {
        ClauseStart.Mql => "becoming a qualified lead",
        ClauseStart.Implied or ClauseStart.Assigned => "the assignment",
        ClauseStart.Accepted => "the acceptance",
    };
}
