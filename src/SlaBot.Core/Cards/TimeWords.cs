using NodaTime;

namespace SlaBot.Core.Cards;

/// <summary>Instants, dates and durations in the words of a reader.</summary>
public static class TimeWords
{
    /// <summary>An instant on the wall clock of a zone: <c>Mon 16 Nov, 11:00 EST</c>.</summary>
    public static string At(Instant instant, DateTimeZone zone, Instant now) => throw new NotSupportedException();
}
