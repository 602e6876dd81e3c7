using System.Globalization;
using System.Text.RegularExpressions;

namespace SlaBot.Chat;

/// <summary>The name of an ISO week, such as <c>2026-W47</c>.</summary>
internal static partial class WeekName
{
    /// <summary>True when the year has that week.</summary>
    public static bool IsOne(string text)
    {
        if (!Shape().IsMatch(text))
        {
            return false;
        }

        var (year, week) = (int.Parse(text[..4], CultureInfo.InvariantCulture), int.Parse(text[6..], CultureInfo.InvariantCulture));
        return year is >= 1970 and <= 9998 && week >= 1 && week <= ISOWeek.GetWeeksInYear(year);
    }

    [GeneratedRegex("^[0-9]{4}-W[0-9]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
