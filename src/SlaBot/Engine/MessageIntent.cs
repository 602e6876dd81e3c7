using System.Text.Json.Serialization;

namespace SlaBot.Engine;

/// <summary>
/// What a message is about and what its renderer needs beside the lead's state; never rendered text of a lead. The
/// cases are closed: what is added here gets a stored name, which stays once it was used (StoredNamesTests).
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(LeadCardIntent), "Card")]
[JsonDerivedType(typeof(NoticeIntent), "Notice")]
[JsonDerivedType(typeof(QueueAlarmIntent), "QueueAlarm")]
[JsonDerivedType(typeof(ReturnedLeadIntent), "ReturnedLead")]
[JsonDerivedType(typeof(DisputeIntent), "Dispute")]
[JsonDerivedType(typeof(RevisitIntent), "Revisit")]
[JsonDerivedType(typeof(AlarmIntent), "Alarm")]
[JsonDerivedType(typeof(UndeliveredCardIntent), "UndeliveredCard")]
[JsonDerivedType(typeof(ScorecardIntent), "Scorecard")]
[JsonDerivedType(typeof(DigestIntent), "Digest")]
[JsonDerivedType(typeof(NoteIntent), "Note")]
[JsonDerivedType(typeof(AgreementIntent), "Agreement")]
[JsonDerivedType(typeof(ReviewIntent), "Review")]
internal abstract record MessageIntent
{
    private protected MessageIntent(MessageKind kind) => Kind = kind;

    /// <summary>The kind of message that it makes.</summary>
    [JsonIgnore]
    public MessageKind Kind { get; }

    /// <summary>The same with another id in a lead's place.</summary>
    public virtual MessageIntent Renamed(string lead, string other) => this;
}

/// <summary>The one live card of a lead for one reader.</summary>
internal sealed record LeadCardIntent() : MessageIntent(MessageKind.Card);

/// <summary>A warning, a breach or an escalation of one obligation of the lead.</summary>
internal sealed record NoticeIntent(
    [property: JsonPropertyName("obligation")] string Obligation,
    [property: JsonPropertyName("level")] string Level) : MessageIntent(MessageKind.Notice);

/// <summary>Nobody could take the lead.</summary>
internal sealed record QueueAlarmIntent() : MessageIntent(MessageKind.QueueAlarm);

/// <summary>The rejected lead is back at marketing.</summary>
internal sealed record ReturnedLeadIntent() : MessageIntent(MessageKind.ReturnedLead);

/// <summary>A dispute waits for its arbiter, or was ruled on.</summary>
internal sealed record DisputeIntent() : MessageIntent(MessageKind.Dispute);

/// <summary>The recycled lead's revisit date came.</summary>
internal sealed record RevisitIntent() : MessageIntent(MessageKind.Revisit);

/// <summary>An administrator must do something: what is wrong, said in one sentence, and what mends it.</summary>
internal sealed record AlarmIntent(
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("sentence")] string Sentence,
    [property: JsonPropertyName("remedy")] string Remedy = "") : MessageIntent(MessageKind.Alarm)
{
    /// <inheritdoc/>
    /// <remarks>Of the alarms only that of something held back names a lead, by these words (HeldBack).</remarks>
    public override MessageIntent Renamed(string lead, string other) => this with
    {
        Sentence = Sentence.Replace($"lead {lead} ", $"lead {other} ", StringComparison.Ordinal),
    };
}

/// <summary>The alarm that the lead's card could not be brought to its owner.</summary>
internal sealed record UndeliveredCardIntent(
    [property: JsonPropertyName("owner")] string Owner,
    [property: JsonPropertyName("why")] string Why) : MessageIntent(MessageKind.Alarm);

/// <summary>One part of a week's scorecard.</summary>
internal sealed record ScorecardIntent(
    [property: JsonPropertyName("week")] string Week,
    [property: JsonPropertyName("part")] string Part) : MessageIntent(MessageKind.Scorecard)
{
    /// <summary>The part that is a rep's private note about their own week.</summary>
    public const string RepPart = "rep";
}

/// <summary>A list of notices, or of new leads.</summary>
internal sealed record DigestIntent([property: JsonPropertyName("lines")] IReadOnlyList<ListLine> Lines)
    : MessageIntent(MessageKind.Digest)
{
    /// <summary>The lines of a list; none for anything else.</summary>
    public static IReadOnlyList<ListLine> LinesOf(MessageIntent? intent) =>
        intent is DigestIntent list ? list.Lines : [];

    /// <summary>The same list with further lines; a message has one line.</summary>
    public DigestIntent With(IEnumerable<ListLine> more) =>
        new([.. Lines.UnionBy(more, line => line.Key, StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public override MessageIntent Renamed(string lead, string other) =>
        new DigestIntent([.. Lines.Select(line => line.Lead != lead ? line
            : line with { Key = MessageKeys.Renamed(line.Key, lead, other), Lead = other })]);
}

/// <summary>One line of a list: the message that it takes the place of, its lead, and of a notice the obligation and
/// the level.</summary>
internal sealed record ListLine(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("lead")] string Lead)
{
    /// <summary>The obligation of a notice.</summary>
    [JsonPropertyName("obligation")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Obligation { get; init; }

    /// <summary>The level of a notice.</summary>
    [JsonPropertyName("level")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Level { get; init; }

    /// <summary>True for a new lead's card.</summary>
    [JsonPropertyName("card")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsCard { get; init; }

    /// <summary>The line that says what a message would have said; null for one that no list holds.</summary>
    public static ListLine? Of(OutboxItem item) => item is not { Lead: { } lead } ? null : item.Intent switch
    {
        NoticeIntent notice => new(item.Key, lead) { Obligation = notice.Obligation, Level = notice.Level },
        QueueAlarmIntent => new(item.Key, lead),
        LeadCardIntent => new(item.Key, lead) { IsCard = true },
        _ => null,
    };
}

/// <summary>A short text for one reader.</summary>
internal sealed record NoteIntent(
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("text")] string Text) : MessageIntent(MessageKind.Note);

/// <summary>The agreement's one page, when a new version came into force.</summary>
internal sealed record AgreementIntent([property: JsonPropertyName("version")] string Version)
    : MessageIntent(MessageKind.Agreement);

/// <summary>One part of a month's or a quarter's review.</summary>
internal sealed record ReviewIntent(
    [property: JsonPropertyName("month")] string Month,
    [property: JsonPropertyName("part")] string Part) : MessageIntent(MessageKind.Review);
