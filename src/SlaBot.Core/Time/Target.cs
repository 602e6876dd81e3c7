using System.Globalization;
using NodaTime;

namespace SlaBot.Core.Time;

/// <summary>How a target's amount is counted.</summary>
public enum TargetUnit
{
    /// <summary>Elapsed seconds, whatever the hour.</summary>
    Elapsed,

    /// <summary>Open seconds of a calendar.</summary>
    Business,

    /// <summary>Business days: the close of the D-th one after the start's date.</summary>
    BusinessDays,

    /// <summary>Calendar days: 23:59:59 of the start's date plus D.</summary>
    CalendarDays,
}

/// <summary>How long a promise may take: a unit and an amount (seconds, or days for the day units; never
/// negative).</summary>
public readonly record struct Target(TargetUnit Unit, long Amount)
{
    private const string Accepted =
        "a number, optionally \"business\" or \"calendar\", and a unit from seconds to days, such as \"1 business "
        + "hour\", \"72 hours\" or \"3 calendar days\"";

    /// <summary>No time at all.</summary>
    public static Target Zero { get; } = new(TargetUnit.Elapsed, 0);

    /// <summary>True when the amount is in days.</summary>
    public bool InDays => Unit is TargetUnit.BusinessDays or TargetUnit.CalendarDays;

    /// <summary>
    /// Reads words such as <c>1 business hour</c>; <c>calendar</c> hours are elapsed hours, and days need one of the
    /// two words (PRODUCT.md, Settings). False with a sentence when the words are none of those.
    /// </summary>
    public static bool TryParse(string? text, out Target target, out string fault)
    {
        target = default;
        fault = $"\"{text}\" is no target: write {Accepted}";
        var words = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length is < 2 or > 3
            || !decimal.TryParse(words[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var number))
        {
            return false;
        }

        var kind = words.Length == 3 ? words[1].ToLowerInvariant() : "";
        var seconds = SecondsIn(words[^1].ToLowerInvariant());
        if (kind is not ("" or "business" or "calendar" or "elapsed") || seconds == 0 || number > 1_000_000)
        {
            return false;
        }

        return seconds == DayMark
            ? TryDays(kind, number, ref target, ref fault) : TrySeconds(kind, number * seconds, ref target, ref fault);
    }

    /// <summary>The deadline for a start on a calendar (METRICS.md, Clocks); null when it is further than ten years
    /// ahead.</summary>
    public Instant? DeadlineFrom(Instant start, BusinessCalendar calendar) => Unit switch
    {
        TargetUnit.Elapsed => start + Duration.FromSeconds(Amount),
        TargetUnit.Business => calendar.Add(start, new BusinessDuration(Amount)),
        TargetUnit.BusinessDays => calendar.EndOfBusinessDay(start, (int)Amount),
        TargetUnit.CalendarDays => calendar.EndOfCalendarDay(start, (int)Amount),
    };

    /// <summary>The words a reader sees: <c>1 business hour</c>, <c>90 minutes</c>, <c>10 business days</c>.</summary>
    public override string ToString()
    {
        var kind = Unit switch
        {
            TargetUnit.Elapsed => "",
            TargetUnit.Business or TargetUnit.BusinessDays => "business ",
            TargetUnit.CalendarDays => "calendar ",
        };
        if (InDays)
        {
            return Plural(Amount, kind + "day");
        }

        return Amount switch
        {
            0 => "0 minutes",
            _ when Amount % 3600 == 0 => Plural(Amount / 3600, kind + "hour"),
            _ when Amount % 60 == 0 => Plural(Amount / 60, kind + "minute"),
            _ => Plural(Amount, kind + "second"),
        };
    }

    private const long DayMark = -1;

    private static long SecondsIn(string unit) => unit switch
    {
        "s" or "sec" or "second" or "seconds" => 1,
        "min" or "mins" or "minute" or "minutes" => 60,
        "h" or "hour" or "hours" => 3600,
        "day" or "days" => DayMark,
        _ => 0,
    };

    private static bool TryDays(string kind, decimal number, ref Target target, ref string fault)
    {
        if (kind is not ("business" or "calendar"))
        {
            fault = "days need \"business\" or \"calendar\" before them, such as \"3 business days\"";
            return false;
        }

        if (number != decimal.Truncate(number) || number > 3650)
        {
            fault = "days are whole numbers from 0 to 3650";
            return false;
        }

        target = new Target(kind == "business" ? TargetUnit.BusinessDays : TargetUnit.CalendarDays, (long)number);
        return true;
    }

    private static bool TrySeconds(string kind, decimal seconds, ref Target target, ref string fault)
    {
        if (seconds != decimal.Truncate(seconds) || seconds > 315_360_000)
        {
            fault = "a target is a whole number of seconds, at most ten years";
            return false;
        }

        target = new Target(kind == "business" ? TargetUnit.Business : TargetUnit.Elapsed, (long)seconds);
        return true;
    }

    private static string Plural(long n, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{n} {noun}{(n == 1 ? "" : "s")}");
}
