using System.Globalization;
using NodaTime;

namespace SlaBot.Core.Time;

/// <summary>Finds every fault of a calendar's definition, each as a sentence that says what to do.</summary>
internal static class CalendarFaults
{
    internal static IReadOnlyList<string> Of(CalendarDefinition definition)
    {
        var faults = new List<string>();
        CheckNames(definition, faults);
        foreach (var (day, hours) in definition.Hours.OrderBy(entry => entry.Key))
        {
            if (!Enum.IsDefined(day) || day == IsoDayOfWeek.None)
            {
                faults.Add($"Hours: '{day}' is not a weekday; use Monday to Sunday.");
            }
            CheckList($"Hours of {day}", hours, faults);
        }
        foreach (var (date, hours) in definition.Dates.OrderBy(entry => entry.Key))
        {
            CheckList($"Dates of {date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}", hours, faults);
        }
        CheckTails(definition, faults);
        if (!IsEverOpen(definition))
        {
            faults.Add("The calendar is never open; give it Hours for at least one weekday.");
        }
        return faults;
    }

    private static void CheckNames(CalendarDefinition definition, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(definition.Name))
        {
            faults.Add("The calendar has no name; give it one.");
        }
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(definition.TimeZone ?? "") is null)
        {
            faults.Add($"TimeZone '{definition.TimeZone}' is not known; use an IANA name such as America/New_York.");
        }
    }

    private static void CheckList(string place, IReadOnlyList<OpenHours> hours, List<string> faults)
    {
        faults.AddRange(
            hours.Where(h => h.IsEmpty)
                .Select(h => $"{place}: {h} is empty; give it a later end, or write 00:00-24:00 for the whole day."));
        faults.AddRange(
            hours.Where(h => !h.IsWholeMinutes)
                .Select(h => $"{place}: {h} is not in whole minutes; drop its seconds."));
        var sorted = hours.Where(h => !h.IsEmpty).OrderBy(h => h.Start).ToList();
        foreach (var (earlier, later) in sorted.Zip(sorted.Skip(1)))
        {
            if (later.Head.Start < earlier.Head.End)
            {
                faults.Add($"{place}: {earlier} and {later} overlap; make them one or move one.");
            }
        }
    }

    private static void CheckTails(CalendarDefinition definition, List<string> faults)
    {
        foreach (var (day, hours) in definition.Hours.OrderBy(entry => entry.Key))
        {
            var next = day == IsoDayOfWeek.Sunday ? IsoDayOfWeek.Monday : day + 1;
            if (!definition.Hours.TryGetValue(next, out var nextHours))
            {
                continue;
            }
            faults.AddRange(
                from late in hours.Where(h => h.CrossesMidnight)
                from early in nextHours.Where(h => !h.IsEmpty && h.Head.Start < late.Tail.End)
                select $"Hours of {day}: {late} runs into {early} of {next}; move one.");
        }
    }

    private static bool IsEverOpen(CalendarDefinition definition)
    {
        var holidays = definition.Holidays.ToHashSet();
        return definition.Hours.Values.Any(IsOpenSometime)
            || definition.Dates.Any(entry => !holidays.Contains(entry.Key) && IsOpenSometime(entry.Value));
    }

    private static bool IsOpenSometime(IReadOnlyList<OpenHours> hours) => hours.Any(h => !h.IsEmpty);
}
