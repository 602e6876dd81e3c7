using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Time;

namespace SlaBot.Core.Cards;

/// <summary>Writes for one reader: times in their zone, people by name.</summary>
internal sealed record CardFormatter(CardContext Context, Reader Reader)
{
    /// <summary>An instant in words.</summary>
    public string Format(Instant instant) => TimeText.At(instant, Reader.Zone, Context.Now);

    /// <summary>An instant as a span.</summary>
    public Span Time(Instant instant) => TimeText.AtSpan(instant, Reader.Zone, Context.Now);

    /// <summary>A date in words.</summary>
    public string Format(LocalDate date) => TimeText.Date(date, Reader.Zone, Context.Now);

    /// <summary>The name behind an e-mail.</summary>
    public string Name(string? email) => Truncate.Name(Context.People.NameOf(email));

    /// <summary>A person as a span; plain words when there is no e-mail.</summary>
    public Span Who(string? email) =>
        email is null ? new Span("nobody") : new Span(Name(email), SpanKind.Person, Target: email);

    /// <summary>True when the reader has this e-mail.</summary>
    public bool Is(string? email) =>
        email is not null && string.Equals(Reader.Person?.Email, email, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Shortens texts from outside, only ever between two text elements (what a reader sees as one
/// character).</summary>
public static class Truncate
{
    private const char Ellipsis = '…';

    /// <summary>A name or another short value, in one line.</summary>
    public static string Name(string text) => To(OneLine(text), 80);

    /// <summary>A note or another long value.</summary>
    public static string Note(string text) => To(text, 300);

    /// <summary>The label of an option or a button, in one line.</summary>
    public static string Label(string text) => To(OneLine(text), 70);

    /// <summary>The text with each run of tabs, line breaks and other control characters made one blank, so that it
    /// splits no line and joins no words.</summary>
    public static string OneLine(string text)
    {
        if (!text.Any(IsBreak))
        {
            return text;
        }

        var line = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!IsBreak(letter))
            {
                line.Append(letter);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString();
    }

    /// <summary>The same for a line of a list.</summary>
    public static Line OneLine(Line line) => line.Spans.Any(span => span.Text.Any(IsBreak))
        ? new([.. line.Spans.Select(span => span with { Text = OneLine(span.Text) })])
        : line;

    // The line and paragraph separators are no control characters, and break lines all the same.
    private static bool IsBreak(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';

    /// <summary>The trimmed text where it has at most so many text elements, else that many less one and an ellipsis.
    /// Stacked marks count too: at most four chars an element on average.</summary>
    public static string To(string text, int most)
    {
        var trimmed = text.Trim();
        if (trimmed.Length <= most)
        {
            return trimmed;
        }

        var (at, elements) = (0, 0);
        while (at < trimmed.Length && elements < most - 1)
        {
            var next = StringInfo.GetNextTextElementLength(trimmed, at);
            if (at + next > most * 4)
            {
                break;
            }

            (at, elements) = (at + next, elements + 1);
        }

        var isWhole = at == trimmed.Length
            || at + StringInfo.GetNextTextElementLength(trimmed, at) == trimmed.Length && trimmed.Length <= most * 4;
        return isWhole ? trimmed : trimmed[..at].TrimEnd() + Ellipsis;
    }
}

/// <summary>Instants, dates and durations in the words of a reader. Never words that go stale on a card that is not
/// redrawn ("in 42 min").</summary>
public static class TimeText
{
    private static readonly LocalDateTimePattern SameYear =
        LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM, HH:mm");
    private static readonly LocalDateTimePattern OtherYear =
        LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH:mm");
    private static readonly LocalDatePattern DateSameYear = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM");
    private static readonly LocalDatePattern DateOtherYear =
        LocalDatePattern.CreateWithInvariantCulture("ddd d MMM uuuu");

    /// <summary>
    /// An instant on the wall clock of a zone: <c>Mon 16 Nov, 11:00 EST</c>; with the year when it is not the year of
    /// <paramref name="now"/>
    /// there. Seconds are cut off, so that a deadline never reads later than it is.
    /// </summary>
    public static string At(Instant instant, DateTimeZone zone, Instant now)
    {
        var local = instant.InZone(zone).LocalDateTime;
        var pattern = local.Year == now.InZone(zone).Year ? SameYear : OtherYear;
        return $"{pattern.Format(local)} {ZoneName(instant, zone)}";
    }

    /// <summary>The same as a span that a platform may draw its own way.</summary>
    public static Span AtSpan(Instant instant, DateTimeZone zone, Instant now) =>
        new(At(instant, zone, now), SpanKind.Time, instant);

    /// <summary>A date: <c>Mon 16 Nov</c>, with the year when it is not this year.</summary>
    public static string Date(LocalDate date, DateTimeZone zone, Instant now) =>
        (date.Year == now.InZone(zone).Year ? DateSameYear : DateOtherYear).Format(date);

    /// <summary>The zone's abbreviation at that instant (<c>EST</c>), else its city in brackets (<c>(Sao
    /// Paulo)</c>).</summary>
    public static string ZoneName(Instant instant, DateTimeZone zone)
    {
        var name = zone.GetZoneInterval(instant).Name;
        return name.Length is >= 2 and <= 5 && name.All(char.IsAsciiLetterUpper) ? name : $"({City(zone)})";
    }

    /// <summary>The city of a zone: <c>New York</c>; for zones without a city the id itself.</summary>
    public static string City(DateTimeZone zone) => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>Open time in words: <c>1 h 30 min</c>.</summary>
    public static string Of(BusinessDuration open) => open.ToString();

    /// <summary>Elapsed time in words, whole minutes: <c>1 h 30 min</c>, <c>2 days 3 h</c>; negative time reads as
    /// none.</summary>
    public static string Of(Duration elapsed)
    {
        var minutes = Math.Max(0, (long)elapsed.TotalMinutes);
        var (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        string[] parts = days > 0
            ? [days == 1 ? "1 day" : $"{days} days", hours > 0 ? $"{hours} h" : ""]
            : [hours > 0 ? $"{hours} h" : "", rest > 0 || hours == 0 ? $"{rest} min" : ""];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }
}
