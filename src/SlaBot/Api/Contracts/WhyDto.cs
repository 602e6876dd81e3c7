using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Api.Contracts;

/// <summary>How one deadline came about: what was counted, what was not, and under which versions.</summary>
internal sealed record WhyDto(
    WhyObligationDto Obligation,
    string CalendarName,
    string Zone,
    string Target,
    IReadOnlyList<CountedSpanDto> Counted,
    IReadOnlyList<ClosedDayDto> Closed,
    string? PausedFor,
    IReadOnlyList<string> Sentences)
{
    public static WhyDto Of(WhyReport report) => new(
        WhyObligationDto.Of(report.Obligation),
        report.CalendarName,
        report.Zone.Id,
        report.Target,
        [.. report.Counted.Select(
            span => new CountedSpanDto(span.From, span.To, new SecondsDto(span.Counted.Seconds)))],
        [.. report.Closed.Select(day => new ClosedDayDto(day.Date, day.Reason))],
        report.PausedFor,
        report.Sentences);
}

/// <summary>A span that counted.</summary>
internal sealed record CountedSpanDto(Instant From, Instant To, SecondsDto Counted);

/// <summary>A length of open time.</summary>
internal sealed record SecondsDto(long Seconds);

/// <summary>A date on which nothing counted.</summary>
internal sealed record ClosedDayDto(LocalDate Date, string Reason);

/// <summary>The obligation of the deadline, with all that it froze and all that follows.</summary>
internal sealed record WhyObligationDto
{
    public required string Id { get; init; }

    public required string Clause { get; init; }

    public required int Cycle { get; init; }

    public required string? Owner { get; init; }

    public required Instant StartedAt { get; init; }

    public required Instant? CountsFrom { get; init; }

    public required Instant DueAt { get; init; }

    public required string Within { get; init; }

    public required string? For { get; init; }

    public required string PolicyVersion { get; init; }

    public required string CalendarVersion { get; init; }

    public required int Touches { get; init; }

    public required int Channels { get; init; }

    public required string? Method { get; init; }

    public required bool UntilDelivered { get; init; }

    public required string Status { get; init; }

    public required Instant? EndedAt { get; init; }

    public required Instant? BreachedAt { get; init; }

    public required Instant? FulfilledAt { get; init; }

    public required string? Reason { get; init; }

    public required string? WaivedBy { get; init; }

    public required long PausedFor { get; init; }

    public required bool LadderStopped { get; init; }

    public required IReadOnlyList<AlertDto> Alerts { get; init; }

    public required IReadOnlyList<AlertDto> Raised { get; init; }

    public required Instant Since { get; init; }

    public required string Party { get; init; }

    public required bool EndedShort { get; init; }

    public required bool Climbs { get; init; }

    public static WhyObligationDto Of(Obligation obligation) => new()
    {
        Id = obligation.Id,
        Clause = obligation.Clause.Name(),
        Cycle = obligation.Cycle,
        Owner = obligation.Owner,
        StartedAt = obligation.StartedAt,
        CountsFrom = obligation.CountsFrom,
        DueAt = obligation.DueAt,
        Within = obligation.Within.ToString(),
        For = obligation.For,
        PolicyVersion = obligation.PolicyVersion,
        CalendarVersion = obligation.CalendarVersion,
        Touches = obligation.Touches,
        Channels = obligation.Channels,
        Method = obligation.Method,
        UntilDelivered = obligation.UntilDelivered,
        Status = ApiJson.Camel(obligation.Status),
        EndedAt = obligation.EndedAt,
        BreachedAt = obligation.BreachedAt,
        FulfilledAt = obligation.FulfilledAt,
        Reason = obligation.Reason,
        WaivedBy = obligation.WaivedBy,
        PausedFor = obligation.PausedFor,
        LadderStopped = obligation.LadderStopped,
        Alerts = [.. obligation.Alerts.Select(AlertDto.Of)],
        Raised = [.. obligation.Raised.Select(AlertDto.Of)],
        Since = obligation.Since,
        Party = ApiJson.Lower(obligation.Party),
        EndedShort = obligation.EndedShort,
        Climbs = obligation.Climbs,
    };
}

/// <summary>A notice about a deadline, armed in advance or raised.</summary>
internal sealed record AlertDto(string Level, Instant At, IReadOnlyList<string> Tell, bool IsWarning, string? After,
    Instant? Share)
{
    public static AlertDto Of(Alert alert) =>
        new(alert.Level, alert.At, alert.Tell, alert.IsWarning, alert.After?.ToString(), alert.Share);
}
