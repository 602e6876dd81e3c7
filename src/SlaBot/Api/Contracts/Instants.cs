using NodaTime;
using NodaTime.Text;

namespace SlaBot.Api.Contracts;

/// <summary>Instants on the wire: ISO 8601 with an offset in, whole seconds of UTC out.</summary>
internal static class Instants
{
    /// <summary>What would be accepted, for sentences.</summary>
    public const string Shape = "an instant with an offset, such as 2026-11-16T14:00:00Z or 2026-11-16T09:00:00-05:00";

    /// <summary>Nothing older is believed.</summary>
    public static readonly Instant Oldest = Instant.FromUtc(1990, 1, 1, 0, 0);

    private static readonly OffsetDateTimePattern ToSeconds =
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<G>");
    private static readonly OffsetDateTimePattern ToMinutes =
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<G>");

    /// <summary>Reads an instant, truncated to whole seconds; false without an offset.</summary>
    public static bool TryRead(string text, out Instant instant)
    {
        var spelled = WithColon(text.Trim());
        var result = ToSeconds.Parse(spelled);
        if (!result.Success)
        {
            result = ToMinutes.Parse(spelled);
        }

        if (result.TryGetValue(default, out var value) && value.Year is > 0 and < 9999)
        {
            instant = Whole(value.ToInstant());
            return true;
        }

        instant = default;
        return false;
    }

    /// <summary>The instant's whole second.</summary>
    public static Instant Whole(Instant instant) => Instant.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());

    /// <summary>As every answer spells it.</summary>
    public static string Write(Instant instant) => InstantPattern.General.Format(Whole(instant));

    // Some CRMs write +0000 where the standard's extended form has +00:00.
    private static string WithColon(string text) =>
        text.Length > 20 && text[^5] is '+' or '-' && text[^4..].All(char.IsAsciiDigit)
            ? text[..^2] + ":" + text[^2..] : text;
}
