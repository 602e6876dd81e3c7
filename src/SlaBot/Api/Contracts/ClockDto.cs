using NodaTime;

namespace SlaBot.Api.Contracts;

/// <summary>The manual clock.</summary>
internal sealed record ClockDto(Instant Now);
