using NodaTime;
using NodaTime.Text;

namespace SlaBot.Actions;

/// <summary>Reads a coming date as people say it.</summary>
internal static class NaturalDate
{
    /// <summary>What is taken, for sentences.</summary>
    public const string Accepted = "a date such as 2026-12-01, \"tomorrow\" or a weekday such as \"Friday\"";

    private static readonly LocalDatePattern DayMonth = LocalDatePattern.CreateWithInvariantCulture("d MMM");

    /// <summary>The date meant, seen from today: an ISO date, "tomorrow", a weekday (the next one after today), "next week" (its Monday) or "1 Dec". Null when it is none of these.</summary>
    public static LocalDate? Read(string said, LocalDate today)
    {
        var words = said.Trim().ToLowerInvariant();
        words = words.StartsWith("on ", StringComparison.Ordinal) ? words[3..] : words;
        if (LocalDatePattern.Iso.Parse(words).TryGetValue(default, out var iso))
        {
            return iso;
        }

        return words switch
        {
            "today" => today,
            "tomorrow" => today.PlusDays(1),
            "next week" => today.Next(IsoDayOfWeek.Monday),
            _ => Weekday(words) is { } day ? today.Next(day) : Coming(words, today),
        };
    }

    private static IsoDayOfWeek? Weekday(string word)
    {
        var day = word.StartsWith("next ", StringComparison.Ordinal) ? word[5..] : word;
        return Enum.GetValues<IsoDayOfWeek>()
            .Where(value => value != IsoDayOfWeek.None)
            .Select(value => (IsoDayOfWeek?)value)
            .FirstOrDefault(isoDayOfWeek => isoDayOfWeek.ToString()!.Equals(day, StringComparison.OrdinalIgnoreCase)
                || (day.Length == 3 && isoDayOfWeek.ToString()!.StartsWith(day, StringComparison.OrdinalIgnoreCase)));
    }

    private static LocalDate? Coming(string words, LocalDate today)
    {
        if (!DayMonth.Parse(words).TryGetValue(default, out var parsed) || parsed is { Month: 2, Day: 29 })
        {
            return null;
        }

        var thisYear = new LocalDate(today.Year, parsed.Month, parsed.Day);
        return thisYear >= today ? thisYear : thisYear.PlusYears(1);
    }
}
