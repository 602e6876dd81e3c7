using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace SlaBot.Api.Import;

/// <summary>
/// The customer's own ways to write dates (<c>Import:DateFormats</c>): a format of a date, behind which a time may
/// stand, or a format of both. Names of months and days are English.
/// </summary>
/// <param name="formats">NodaTime patterns, such as <c>dd/MM/yyyy</c> or <c>M/d/yyyy h:mm tt</c>; already
/// checked.</param>
/// <param name="timeOfDay">The time of a date that stands alone.</param>
internal sealed class DateFormats(IReadOnlyList<string> formats, LocalTime timeOfDay)
{
    private static readonly LocalTimePattern[] Times =
    [
        .. new[] { "HH':'mm", "HH':'mm':'ss;FFFFFFFFF", "H':'mm", "H':'mm':'ss;FFFFFFFFF", "h':'mm tt",
            "h':'mm':'ss tt", "h':'mmtt" }
            .Select(LocalTimePattern.CreateWithInvariantCulture),
    ];

    private readonly LocalDatePattern[] dates = [.. formats.Select(AsDate).OfType<LocalDatePattern>()];
    private readonly LocalDateTimePattern[] both = [
        .. formats.Where(format => AsDate(format) is null).Select(LocalDateTimePattern.CreateWithInvariantCulture)];

    /// <summary>The local time that the text says, with the offset from UTC where it names one; null when it is written
    /// otherwise.</summary>
    public (LocalDateTime Local, Offset? Offset)? Read(string text)
    {
        if (formats.Count == 0)
        {
            return null;
        }

        var (whole, offset) = CutOffset(text);
        foreach (var pattern in both)
        {
            if (pattern.Parse(text).TryGetValue(default, out var local))
            {
                return (local, null);
            }

            if (offset is not null && pattern.Parse(whole).TryGetValue(default, out local))
            {
                return (local, offset);
            }
        }

        foreach (var pattern in dates)
        {
            if (pattern.Parse(text).TryGetValue(default, out var date))
            {
                return (date + timeOfDay, null);
            }

            if (WithTime(pattern, whole) is { } local)
            {
                return (local, offset);
            }
        }

        return null;
    }

    // The date ends where a time may begin: at a blank, a comma and blank, or a T.
    private static LocalDateTime? WithTime(LocalDatePattern pattern, string text)
    {
        for (var at = 1; at < text.Length - 1; at++)
        {
            if (text[at] is (' ' or 'T')
                && pattern.Parse(text[..at].TrimEnd(' ', ',')).TryGetValue(default, out var date)
                && Time(text[(at + 1)..].Trim()) is { } time)
            {
                return date + time;
            }
        }

        return null;
    }

    private static LocalTime? Time(string text)
    {
        foreach (var pattern in Times)
        {
            if (pattern.Parse(text).TryGetValue(default, out var time))
            {
                return time;
            }
        }

        return null;
    }

    // "Z", "+02:00", "-0500" or "+00" at the end, behind a time.
    private static (string Before, Offset? Offset) CutOffset(string text)
    {
        if (text.EndsWith('Z') && text.Length > 1 && char.IsDigit(text[^2]))
        {
            return (text[..^1], Offset.Zero);
        }

        var sign = text.LastIndexOfAny(['+', '-']);
        return sign > 0 && text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < sign
            && Hours(text[(sign + 1)..]) is { } offset
            ? (text[..sign].TrimEnd(), text[sign] == '-' ? -offset : offset)
            : (text, null);
    }

    private static Offset? Hours(string text)
    {
        var digits = text.Replace(":", "", StringComparison.Ordinal);
        return digits.Length is 2 or 4
            && int.TryParse(digits.PadRight(4, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number / 100 <= 14 && number % 100 < 60
                ? Offset.FromHoursAndMinutes(number / 100, number % 100)
                : null;
    }

    private static LocalDatePattern? AsDate(string format)
    {
        try
        {
            return LocalDatePattern.CreateWithInvariantCulture(format);
        }
        catch (InvalidPatternException)
        {
            return null;
        }
    }
}
