using System.Text;
using System.Text.Json.Serialization;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Api.Contracts;

/// <summary>Something that happened to a lead. The types and members of METRICS.md's history keep their
/// names.</summary>
[JsonDerivedType(typeof(PlainEventDto))]
[JsonDerivedType(typeof(ReceivedEventDto))]
[JsonDerivedType(typeof(MergedEventDto))]
[JsonDerivedType(typeof(ActivityEventDto))]
[JsonDerivedType(typeof(DuplicateEventDto))]
[JsonDerivedType(typeof(MqlEventDto))]
[JsonDerivedType(typeof(AssignedEventDto))]
[JsonDerivedType(typeof(OwnerEventDto))]
[JsonDerivedType(typeof(OwnerWhyEventDto))]
[JsonDerivedType(typeof(ReasonEventDto))]
[JsonDerivedType(typeof(RejectedEventDto))]
[JsonDerivedType(typeof(TouchEventDto))]
[JsonDerivedType(typeof(DispositionEventDto))]
[JsonDerivedType(typeof(StageEventDto))]
[JsonDerivedType(typeof(AmountEventDto))]
[JsonDerivedType(typeof(RecycledEventDto))]
[JsonDerivedType(typeof(StatusEventDto))]
[JsonDerivedType(typeof(RatedEventDto))]
[JsonDerivedType(typeof(NoteEventDto))]
[JsonDerivedType(typeof(RuledEventDto))]
[JsonDerivedType(typeof(ObligationStartedEventDto))]
[JsonDerivedType(typeof(ObligationEventDto))]
[JsonDerivedType(typeof(ObligationCancelledEventDto))]
[JsonDerivedType(typeof(ObligationWaivedEventDto))]
[JsonDerivedType(typeof(DeadlineMovedEventDto))]
[JsonDerivedType(typeof(NoticeEventDto))]
[JsonDerivedType(typeof(UndoneEventDto))]
[JsonDerivedType(typeof(ReachedEventDto))]
internal abstract record EventDto
{
    /// <summary>The how-manieth event of the lead.</summary>
    [JsonPropertyOrder(-5)]
    public int Version { get; private set; }

    [JsonPropertyOrder(-4)]
    public string Type { get; private set; } = "";

    /// <summary>When it happened.</summary>
    [JsonPropertyOrder(-3)]
    public Instant At { get; private set; }

    /// <summary>When SlaBot got to know of it.</summary>
    [JsonPropertyOrder(-2)]
    public Instant RecordedAt { get; private set; }

    /// <summary>Who did it; null for the program and for senders.</summary>
    [JsonPropertyOrder(-1)]
    public string? By { get; private set; }

    /// <summary>An event on file.</summary>
    public static EventDto Of(StoredEvent stored)
    {
        var dto = OfLead(stored.Event) ?? OfSale(stored.Event) ?? OfObligation(stored.Event);
        dto.Version = stored.Version;
        dto.Type = TypeOf(stored.Event);
        dto.At = stored.Event.At;
        dto.RecordedAt = stored.Event.RecordedAt;
        dto.By = stored.Event.By;
        return dto;
    }

    /// <summary>The type's outward name.</summary>
    public static string TypeOf(LeadEvent happened) => happened switch
    {
        Touched => "touch",
        Disposed => "disposition",
        StageReached => "stage",
        AmountSet => "amount",
        FeedbackGiven => "feedback",
        _ => Snake(LeadNames.All.KindOf(happened.GetType()) ?? happened.GetType().Name),
    };

    private static EventDto? OfLead(LeadEvent happened) => happened switch
    {
        LeadReceived received => new ReceivedEventDto(ProfileDto.Of(received.Profile), received.SentOwner),
        ProfileMerged merged => new MergedEventDto(ProfileDto.Of(merged.Profile), merged.SentOwner, merged.Changed),
        ActivityAdded added => new ActivityEventDto(ActivityDto.Of(added.Activity)),
        DuplicateFlagged flagged => new DuplicateEventDto(flagged.OtherLead),
        MqlReached reached => MqlEventDto.Of(reached),
        Queued queued => new ReasonEventDto(queued.Reason),
        Assigned assigned => new AssignedEventDto(
            assigned.Owner, assigned.Previous, ApiJson.Camel(assigned.Way), assigned.Why, assigned.Team),
        CardDelivered delivered => new OwnerEventDto(delivered.Owner),
        CardUndelivered undelivered => new OwnerWhyEventDto(undelivered.Owner, undelivered.Why),
        _ => null,
    };

    private static EventDto? OfSale(LeadEvent happened) => happened switch
    {
        Accepted accepted => new OwnerEventDto(accepted.Owner),
        Rejected rejected =>
            new RejectedEventDto(rejected.Owner, rejected.Reason, rejected.Note, ApiJson.Lower(rejected.Then)),
        Touched touched =>
            new TouchEventDto(touched.Owner, touched.Channel, touched.Connected, touched.Note, touched.SelfReported)
            {
                Automatic = touched.IsAutomatic ? true : null,
            },
        Disposed disposed =>
            new DispositionEventDto(disposed.Owner, disposed.Code, disposed.Reason, disposed.Ends, disposed.Credited),
        StageReached reached =>
            new StageEventDto(reached.Stage.Short(), reached.Amount, reached.Reason, reached.Checklist),
        AmountSet set => new AmountEventDto(set.Amount),
        Undone undone => new UndoneEventDto(undone.Version, undone.What),
        Reached reached => new ReachedEventDto(reached.Channel, reached.TouchAt),
        FeedbackGiven given => new ReasonEventDto(given.Reason),
        Recycled recycled => new RecycledEventDto(recycled.RevisitOn, recycled.RevisitAt),
        StatusUpdated updated => new StatusEventDto(updated.Status),
        Rated rated => new RatedEventDto(rated.Fit, rated.Timing),
        Disputed disputed => new NoteEventDto(disputed.Note),
        Ruled ruled => new RuledEventDto(ruled.Upheld, ruled.Note),
        Paused paused => new ReasonEventDto(paused.Reason),
        _ => null,
    };

    private static EventDto OfObligation(LeadEvent happened) => happened switch
    {
        ObligationStarted started => new ObligationStartedEventDto(ObligationDto.Of(started.Obligation)),
        ObligationMet met => new ObligationEventDto(met.Id),
        ObligationBreached breached => new ObligationEventDto(breached.Id),
        BreachWithdrawn withdrawn => new ObligationEventDto(withdrawn.Id),
        ObligationFulfilled fulfilled => new ObligationEventDto(fulfilled.Id),
        RemindersMoved moved => new ObligationEventDto(moved.Id),
        ObligationCancelled cancelled => new ObligationCancelledEventDto(cancelled.Id, cancelled.Why),
        ObligationWaived waived => new ObligationWaivedEventDto(waived.Id, waived.Reason),
        DeadlineMoved moved => new DeadlineMovedEventDto(moved.Id, moved.DueAt, moved.PausedFor),
        NoticeRaised raised => new NoticeEventDto(raised.Id, raised.Level, raised.Tell),
        HistoryOpened or RevisitCame or Resumed or Erased => new PlainEventDto(),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name,
            "Nothing says what the API tells of this event."),
    };

    private static string Snake(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsUpper(character) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }
}

/// <summary>An event that says no more than its type.</summary>
internal sealed record PlainEventDto : EventDto;

/// <summary><c>lead_received</c>.</summary>
internal sealed record ReceivedEventDto(ProfileDto Fields, string? SentOwner) : EventDto;

/// <summary><c>profile_merged</c>.</summary>
internal sealed record MergedEventDto(ProfileDto Fields, string? SentOwner, IReadOnlyList<string> Changed) : EventDto;

/// <summary><c>activity_added</c>.</summary>
internal sealed record ActivityEventDto(ActivityDto Activity) : EventDto;

/// <summary><c>duplicate_flagged</c>.</summary>
internal sealed record DuplicateEventDto(string OtherLead) : EventDto;

/// <summary><c>mql_reached</c>.</summary>
internal sealed record MqlEventDto(
    bool BySender, bool? FitsIcp, string? Tier, IReadOnlyList<CriterionDto> Criteria, MqlDataDto Data) : EventDto
{
    public static MqlEventDto Of(MqlReached reached) => new(
        reached.BySender,
        reached.FitsIcp,
        reached.Tier,
        [.. reached.Criteria.Select(CriterionDto.Of)],
        new MqlDataDto(
            reached.Data.Required, reached.Data.RequiredPresent, reached.Data.Enrichment,
            reached.Data.EnrichmentPresent));
}

/// <summary>How many of the fields that the agreement asks for were there.</summary>
internal sealed record MqlDataDto(int Required, int RequiredPresent, int Enrichment, int EnrichmentPresent);

/// <summary><c>assigned</c>.</summary>
internal sealed record AssignedEventDto(string To, string? Previous, string Way, string Why, string? Team) : EventDto;

/// <summary><c>accepted</c>, <c>card_delivered</c>.</summary>
internal sealed record OwnerEventDto(string Owner) : EventDto;

/// <summary><c>card_undelivered</c>.</summary>
internal sealed record OwnerWhyEventDto(string Owner, string Why) : EventDto;

/// <summary><c>queued</c>, <c>feedback</c>, <c>paused</c>.</summary>
internal sealed record ReasonEventDto(string Reason) : EventDto;

/// <summary><c>rejected</c>.</summary>
internal sealed record RejectedEventDto(string Owner, string? Reason, string? Note, string Then) : EventDto;

/// <summary><c>undone</c>: somebody took back the event of that version.</summary>
internal sealed record UndoneEventDto(int Undone, string What) : EventDto;

/// <summary><c>reached</c>: the touch of that instant reached them after all.</summary>
internal sealed record ReachedEventDto(string Channel, Instant TouchAt) : EventDto;

/// <summary><c>touch</c>.</summary>
internal sealed record TouchEventDto(string? Owner, string Channel, bool? Connected, string? Note, bool SelfReported)
    : EventDto
{
    /// <summary>True for what a program sent; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Automatic { get; init; }
}

/// <summary><c>disposition</c>.</summary>
internal sealed record DispositionEventDto(string Owner, string Code, string? Reason, bool Ends, bool Credited)
    : EventDto;

/// <summary><c>stage</c>.</summary>
internal sealed record StageEventDto(string Stage, decimal? Amount, string? Reason, IReadOnlyList<string> Checklist)
    : EventDto;

/// <summary><c>amount</c>.</summary>
internal sealed record AmountEventDto(decimal Amount) : EventDto;

/// <summary><c>recycled</c>.</summary>
internal sealed record RecycledEventDto(LocalDate RevisitOn, Instant RevisitAt) : EventDto;

/// <summary><c>status_updated</c>.</summary>
internal sealed record StatusEventDto(string Status) : EventDto;

/// <summary><c>rated</c>.</summary>
internal sealed record RatedEventDto(int Fit, int Timing) : EventDto;

/// <summary><c>disputed</c>.</summary>
internal sealed record NoteEventDto(string? Note) : EventDto;

/// <summary><c>ruled</c>.</summary>
internal sealed record RuledEventDto(bool Upheld, string? Note) : EventDto;

/// <summary><c>obligation_started</c>.</summary>
internal sealed record ObligationStartedEventDto(ObligationDto Obligation) : EventDto;

/// <summary><c>obligation_met</c>, <c>obligation_breached</c>, <c>obligation_fulfilled</c>,
/// <c>breach_withdrawn</c>, <c>reminders_moved</c>.</summary>
internal sealed record ObligationEventDto(string Obligation) : EventDto;

/// <summary><c>obligation_cancelled</c>.</summary>
internal sealed record ObligationCancelledEventDto(string Obligation, string Why) : EventDto;

/// <summary><c>obligation_waived</c>.</summary>
internal sealed record ObligationWaivedEventDto(string Obligation, string Reason) : EventDto;

/// <summary><c>deadline_moved</c>.</summary>
internal sealed record DeadlineMovedEventDto(string Obligation, Instant DueAt, long PausedFor) : EventDto;

/// <summary><c>notice_raised</c>.</summary>
internal sealed record NoticeEventDto(string Obligation, string Level, IReadOnlyList<string> Tell) : EventDto;
