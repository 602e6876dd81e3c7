using System.Globalization;
using System.Text.RegularExpressions;

namespace SlaBot.Core.Time;

/// <summary>
/// A cron expression as people write it, brought to what Cronos reads in the same sense. Five fields (minute, hour, day
/// of month, month, day of week) or six (seconds first). What two programs understand differently is refused with a
/// sentence that says what to write.
/// </summary>
/// <example><c>CronText.Read("0 0 9 ? * MON")</c> is taken as it is; <c>CronText.Read("0 0 9 ? * 2")</c> is refused:
/// write <c>0 0 9 ? * MON</c>.</example>
/// <remarks>Files written for Quartz keep their times: see decision 0003.</remarks>
public sealed partial record CronText
{
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private CronText(string text, bool hasSeconds, string? fault) =>
        (Text, HasSeconds, Fault) = (text, hasSeconds, fault);

    /// <summary>The expression for Cronos.</summary>
    public string Text { get; }

    /// <summary>True when its first field is the seconds.</summary>
    public bool HasSeconds { get; }

    /// <summary>Why it is not taken, as the end of a sentence ("has seven fields …"); null when it is, as far as can be
    /// told without reading it.</summary>
    public string? Fault { get; }

    /// <summary>Reads an expression.</summary>
    public static CronText Read(string text)
    {
        if (text.TrimStart().StartsWith('@'))
        {
            return new CronText(text.Trim(), false, null);
        }

        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList();
        if (fields.Count == 7)
        {
            if (fields[6] is not "*")
            {
                return No(text, "names a year, which a schedule cannot have: leave the seventh field out");
            }

            fields.RemoveAt(6);
        }

        var count = fields.Count.ToString(CultureInfo.InvariantCulture);
        return fields.Count is 5 or 6
            ? Checked(fields)
            : No(text,
                $"has {count} fields: write five (minute, hour, day of month, month, day of week) or six (second first)");
    }

    private static CronText Checked(List<string> fields)
    {
        var (days, weekdays, hasSeconds) = (fields[^3], fields[^1], fields.Count == 6);
        if (IsGiven(days) && IsGiven(weekdays))
        {
            return No(
                string.Join(' ', fields),
                "names a day of the month and a day of the week, which programs read differently: write * for one of "
                + "them");
        }

        if (weekdays.Equals("L", StringComparison.OrdinalIgnoreCase) || Number().IsMatch(weekdays))
        {
            // Quartz, which has six fields, counts from Sunday = 1; crontab, which has five, from Sunday = 0.
            fields[^1] = Named(weekdays, hasSeconds ? 1 : 0);
            var named = string.Join(' ', fields);
            return No(named, $"has a number for a day of the week, which programs count differently: write {named}");
        }

        // "Every second day from Monday on" ends with the week, on Saturday.
        fields[^1] = Stepped().Replace(weekdays, "${day}-SAT/${step}");
        return new CronText(string.Join(' ', fields), hasSeconds, null);
    }

    private static bool IsGiven(string field) => field is not ("*" or "?");

    private static string Named(string weekdays, int first) => weekdays.Equals("L", StringComparison.OrdinalIgnoreCase)
        ? "SAT"
        : Number().Replace(weekdays,
            match => Days[(int.Parse(match.Value, CultureInfo.InvariantCulture) - first + 7) % 7]);

    private static CronText No(string text, string fault) => new(text, false, fault);

    // Not the steps (/2) nor the counts (#3); * and names have none.
    [GeneratedRegex(@"(?<![\d/#])\d(?!\d)")]
    private static partial Regex Number();

    [GeneratedRegex("(?<=^|,)(?<day>[A-Za-z]{3})/(?<step>[0-9]+)(?=$|,)")]
    private static partial Regex Stepped();
}
