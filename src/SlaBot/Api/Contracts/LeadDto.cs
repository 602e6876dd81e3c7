using System.Text.Json.Serialization;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;

namespace SlaBot.Api.Contracts;

/// <summary>A lead: by itself with its touches and events, in a list without them.</summary>
internal sealed record LeadDto
{
    public required string Id { get; init; }

    public required string Stage { get; init; }

    public required int Version { get; init; }

    public required string? Owner { get; init; }

    public required string? Team { get; init; }

    public required string? Source { get; init; }

    public required string? Tier { get; init; }

    public required string? Region { get; init; }

    public required ContactDto Contact { get; init; }

    public required CompanyDto Company { get; init; }

    public required decimal? Score { get; init; }

    public required decimal? Amount { get; init; }

    public required string? Url { get; init; }

    public required bool MarketingSourced { get; init; }

    public required IReadOnlyList<ActivityDto> Activity { get; init; }

    public required IReadOnlyList<string> Signals { get; init; }

    public required BriefingDto Briefing { get; init; }

    public required IReadOnlyDictionary<string, string> Extra { get; init; }

    public required Instant? ReceivedAt { get; init; }

    public required Instant? MqlAt { get; init; }

    public required Instant? FirstAssignedAt { get; init; }

    public required Instant? AssignedAt { get; init; }

    public required string? AssignedWhy { get; init; }

    public required Instant? DeliveredAt { get; init; }

    public required Instant? AcceptedAt { get; init; }

    public required Instant? SqlAt { get; init; }

    public required Instant? SqoAt { get; init; }

    public required Instant? WonAt { get; init; }

    public required Instant? LostAt { get; init; }

    public required Instant? StatusAt { get; init; }

    public required Instant? FeedbackAt { get; init; }

    public required LocalDate? RevisitOn { get; init; }

    public required Instant? PausedAt { get; init; }

    public required RejectionDto? Rejection { get; init; }

    public required RatingDto? Rating { get; init; }

    public required IReadOnlyList<CriterionDto> Criteria { get; init; }

    public required IReadOnlyList<ObligationDto> Obligations { get; init; }

    public required IReadOnlyList<DispositionDto> Dispositions { get; init; }

    public required string? Feedback { get; init; }

    public required string? Status { get; init; }

    public required string? DuplicateOf { get; init; }

    /// <summary>Other owners that senders name who may not assign; absent where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SaidOwnerDto>? OwnerConflicts { get; init; }

    /// <summary>True for a test; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Test { get; init; }

    public required bool Open { get; init; }

    public required bool Erased { get; init; }

    public required bool Paused { get; init; }

    public required string? PauseReason { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TouchDto>? Touches { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<EventDto>? Events { get; init; }

    /// <summary>The whole lead.</summary>
    public static LeadDto Of(LeadState lead, IReadOnlyList<StoredEvent> events) => Of(lead) with
    {
        Touches =
        [
            .. lead.Touches.Select(touch => TouchDto.Of(touch))
                .Concat(lead.AutomaticTouches.Select(touch => TouchDto.Of(touch) with { Automatic = true }))
                .OrderBy(touch => touch.At),
        ],
        Events = [.. events.Select(EventDto.Of)],
    };

    /// <summary>The lead without touches and events.</summary>
    public static LeadDto Of(LeadState lead) => new()
    {
        Id = lead.Id,
        Stage = LeadNames.All.Write(lead.Stage),
        Version = lead.Version,
        Owner = lead.Owner,
        Team = lead.Team,
        Source = lead.Profile.Source,
        Tier = lead.Profile.Tier,
        Region = lead.Profile.Region,
        Contact = ContactDto.Of(lead.Profile.Contact),
        Company = CompanyDto.Of(lead.Profile.Company),
        Score = lead.Profile.Score,
        Amount = lead.Profile.Amount,
        Url = lead.Profile.Url,
        MarketingSourced = lead.Profile.MarketingSourced,
        Activity = [.. lead.Profile.Activity.Select(ActivityDto.Of)],
        Signals = lead.Profile.Signals,
        Briefing = BriefingDto.Of(lead.Profile.Briefing),
        Extra = lead.Profile.Extra,
        ReceivedAt = lead.ReceivedAt,
        MqlAt = lead.MqlAt,
        FirstAssignedAt = lead.FirstAssignedAt,
        AssignedAt = lead.AssignedAt,
        AssignedWhy = lead.AssignedWhy,
        DeliveredAt = lead.DeliveredAt,
        AcceptedAt = lead.AcceptedAt,
        SqlAt = lead.SqlAt,
        SqoAt = lead.SqoAt,
        WonAt = lead.WonAt,
        LostAt = lead.LostAt,
        StatusAt = lead.StatusAt,
        FeedbackAt = lead.FeedbackAt,
        RevisitOn = lead.RevisitOn,
        PausedAt = lead.PausedAt,
        Rejection = RejectionDto.Of(lead.Rejection),
        Rating = lead.Rating is { } rating ? new RatingDto(rating.Fit, rating.Timing) : null,
        Criteria = [.. lead.Criteria.Select(CriterionDto.Of)],
        Obligations = [.. lead.Obligations.Select(ObligationDto.Of)],
        Dispositions = [.. lead.Dispositions.Select(DispositionDto.Of)],
        Feedback = lead.Feedback,
        Status = lead.Status,
        DuplicateOf = lead.DuplicateOf,
        Test = lead.IsTest ? true : null,
        OwnerConflicts = lead.OwnerConflicts.Any()
            ? [.. lead.OwnerConflicts.Select(said => new SaidOwnerDto(said.Sender, said.Owner))] : null,
        Open = lead.IsOpen,
        Erased = lead.IsErased,
        Paused = lead.PausedAt is not null,
        PauseReason = lead.PauseReason,
    };
}

/// <summary>A page of leads; <c>next</c> is the cursor of the page after it, null at the end.</summary>
internal sealed record LeadPageDto(IReadOnlyList<LeadDto> Leads, string? Next);

/// <summary>What is known of a lead, as it was sent.</summary>
internal sealed record ProfileDto(
    string? Source,
    string? Tier,
    string? Region,
    ContactDto Contact,
    CompanyDto Company,
    decimal? Score,
    decimal? Amount,
    string? Url,
    bool MarketingSourced,
    IReadOnlyList<ActivityDto> Activity,
    IReadOnlyList<string> Signals,
    BriefingDto Briefing,
    IReadOnlyDictionary<string, string> Extra)
{
    public static ProfileDto Of(LeadProfile profile) => new(
        profile.Source,
        profile.Tier,
        profile.Region,
        ContactDto.Of(profile.Contact),
        CompanyDto.Of(profile.Company),
        profile.Score,
        profile.Amount,
        profile.Url,
        profile.MarketingSourced,
        [.. profile.Activity.Select(ActivityDto.Of)],
        profile.Signals,
        BriefingDto.Of(profile.Briefing),
        profile.Extra);
}

/// <summary>The person behind a lead.</summary>
internal sealed record ContactDto(string? Name, string? Email, string? Phone, string? Title)
{
    public static ContactDto Of(Contact contact) => new(contact.Name, contact.Email, contact.Phone, contact.Title);
}

/// <summary>The company behind a lead; <c>size</c> is a count of people.</summary>
internal sealed record CompanyDto(string? Name, string? Domain, int? Size, string? Industry, string? Country)
{
    public static CompanyDto Of(Company company) =>
        new(company.Name, company.Domain, company.Size, company.Industry, company.Country);
}

/// <summary>One thing that the person did.</summary>
internal sealed record ActivityDto(string Kind, string? Subject, Instant At)
{
    public static ActivityDto Of(Activity activity) => new(activity.Kind, activity.Subject, activity.At);
}

/// <summary>What marketing says to sales beside the data.</summary>
internal sealed record BriefingDto(string? News, string? TalkTrack, string? Champion)
{
    public static BriefingDto Of(Briefing briefing) => new(briefing.News, briefing.TalkTrack, briefing.Champion);
}

/// <summary>What a criterion of the agreement came to: met, missed or unknown.</summary>
internal sealed record CriterionDto(string Label, string Finding)
{
    public static CriterionDto Of(CriterionResult result) => new(result.Label, ApiJson.Lower(result.Finding));
}

/// <summary>A clause of the agreement that runs or ran on the lead.</summary>
internal sealed record ObligationDto(
    string Id,
    string Clause,
    string Party,
    string? Owner,
    Instant StartedAt,
    Instant DueAt,
    string Status,
    Instant? EndedAt,
    Instant? BreachedAt,
    Instant? FulfilledAt,
    string? Reason,
    string? WaivedBy,
    string PolicyVersion,
    string CalendarVersion)
{
    public static ObligationDto Of(Obligation obligation) => new(
        obligation.Id,
        obligation.Clause.Name(),
        ApiJson.Lower(obligation.Party),
        obligation.Owner,
        obligation.StartedAt,
        obligation.DueAt,
        ApiJson.Lower(obligation.Status),
        obligation.EndedAt,
        obligation.BreachedAt,
        obligation.FulfilledAt,
        obligation.Reason,
        obligation.WaivedBy,
        obligation.PolicyVersion,
        obligation.CalendarVersion);
}

/// <summary>A lead that sales gave back, and what became of a dispute about it.</summary>
internal sealed record RejectionDto(
    Instant At, string Owner, string? Reason, string? Note, string Then, Instant? DisputedAt, string? DisputeNote,
    bool? Upheld)
{
    public static RejectionDto? Of(Rejection? rejection) => rejection is null ? null : new RejectionDto(
        rejection.At,
        rejection.Owner,
        rejection.Reason,
        rejection.Note,
        ApiJson.Lower(rejection.Then),
        rejection.DisputedAt,
        rejection.DisputeNote,
        rejection.Upheld);
}

/// <summary>How sales rates a lead, 1 to 5 each.</summary>
internal sealed record RatingDto(int Fit, int Timing);

/// <summary>One attempt to reach the person.</summary>
internal sealed record TouchDto(
    Instant At, Instant RecordedAt, string? By, string? Owner, string Channel, bool? Connected, string? Note,
    bool SelfReported)
{
    /// <summary>True for what a program sent, which counts for nothing; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Automatic { get; init; }

    public static TouchDto Of(Touch touch) => new(
        touch.At, touch.RecordedAt, touch.By, touch.Owner, touch.Channel, touch.Connected, touch.Note,
        touch.SelfReported);
}

/// <summary>An outcome that was given; one that <c>ends</c> ends the work.</summary>
internal sealed record DispositionDto(Instant At, string Code, string? Reason, bool Ends, bool Credited)
{
    public static DispositionDto Of(Disposition disposition) =>
        new(disposition.At, disposition.Code, disposition.Reason, disposition.Ends, disposition.Credited);
}

/// <summary>What a sender says of the owner.</summary>
internal sealed record SaidOwnerDto(string Sender, string Owner);
