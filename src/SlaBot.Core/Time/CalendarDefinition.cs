using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace SlaBot.Core.Time;

/// <summary>
/// A calendar as the settings give it: pure data, not yet checked (<see cref="BusinessCalendar.FaultsOf"/> checks it).
/// Two definitions are equal when they say the same, in whatever order they list it.
/// </summary>
public sealed record CalendarDefinition
{
    /// <summary>The name under which people and agreements refer to it.</summary>
    public required string Name { get; init; }

    /// <summary>The IANA id of its zone, such as "America/New_York".</summary>
    public required string TimeZone { get; init; }

    /// <summary>The weekly hours; a weekday that is absent or has an empty list is closed.</summary>
    public IReadOnlyDictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>> Hours { get; init; } = new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>>();

    /// <summary>Local dates on which nothing is open. A holiday wins over <see cref="Dates"/>.</summary>
    public IReadOnlyList<LocalDate> Holidays { get; init; } = [];

    /// <summary>
    /// Hours of single local dates, such as a half day; an empty list means closed. They replace all that would have
    /// been open on that local date, also the hours after midnight of a span that started on the date before (METRICS,
    /// Clocks: "by local date").
    /// </summary>
    public IReadOnlyDictionary<LocalDate, IReadOnlyList<OpenHours>> Dates { get; init; } = new Dictionary<LocalDate, IReadOnlyList<OpenHours>>();

    /// <summary>The name, "@" and 8 hexadecimal digits of a hash of the content. The same content has the same version
    /// for ever; obligations keep it.</summary>
    public string Version =>
        $"{Name}@{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical())))[..8]}";

    /// <summary>Whether both say the same, whatever the order of their lists.</summary>
    public bool Equals(CalendarDefinition? other) => other is not null && Canonical() == other.Canonical();

    /// <summary>A hash that agrees with <see cref="Equals(CalendarDefinition)"/>.</summary>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Canonical());

    // Frozen: stored versions depend on every character of it.
    private string Canonical()
    {
        var text = new StringBuilder($"1\n{Name}\n{TimeZone}\n");
        foreach (var (day, hours) in Hours.Where(entry => entry.Value.Count > 0).OrderBy(entry => entry.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"{(int)day} {Listed(hours)}\n");
        }
        foreach (var date in Holidays.Distinct().Order())
        {
            text.Append($"{Iso(date)} holiday\n");
        }
        foreach (var (date, hours) in Dates.OrderBy(entry => entry.Key))
        {
            text.Append($"{Iso(date)} {Listed(hours)}\n");
        }
        return text.ToString();
    }

    private static string Listed(IReadOnlyList<OpenHours> hours) =>
        string.Join(',', hours.Select(h => h.ToString()).Order(StringComparer.Ordinal));

    private static string Iso(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Seconds of one local date, as its wall clock reads them: from Start up to and without End, within 0 to 86
/// 400.</summary>
internal readonly record struct DayInterval(int Start, int End)
{
    /// <summary>The same seconds, sorted, without empty spans, with those that touch or overlap made one.</summary>
    internal static DayInterval[] Merge(IEnumerable<DayInterval> spans)
    {
        var merged = new List<DayInterval>();
        foreach (var span in spans.Where(span => span.Start < span.End).OrderBy(span => span.Start))
        {
            if (merged.Count > 0 && span.Start <= merged[^1].End)
            {
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, span.End) };
            }
            else
            {
                merged.Add(span);
            }
        }
        return merged.ToArray();
    }
}
