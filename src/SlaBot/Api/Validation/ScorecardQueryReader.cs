using System.Globalization;
using NodaTime;
using NodaTime.Calendars;
using SlaBot.Api.Contracts;
using SlaBot.Engine;

namespace SlaBot.Api.Validation;

/// <summary>Reads which week's numbers are asked for, as of when, split by what, and in which form.</summary>
internal static class ScorecardQueryReader
{
    private static readonly string[] Splits = ["source", "owner", "team", "region", "segment"];

    /// <summary>The query; null with faults.</summary>
    public static ScorecardQuery? Read(string week, HttpRequest request, List<Fault> faults)
    {
        var monday = Monday(week);
        if (monday is null)
        {
            faults.Add(new Fault("week", "week must be an ISO week such as 2026-W47"));
        }

        var asOf = LeadQuery.Moment("asOf", LeadQuery.Value(request.Query, "asOf", faults), faults);
        var by = LeadQuery.Value(request.Query, "by", faults)?.ToLowerInvariant();
        if (by is not null && !Splits.Contains(by))
        {
            faults.Add(new Fault("by", $"by must be one of {string.Join(", ", Splits)}"));
        }

        return faults.Count == 0
            ? new ScorecardQuery(week.ToUpperInvariant(), monday!.Value, asOf, by, WantsCsv(request)) : null;
    }

    /// <summary>The Monday of an ISO week's name; null when there is no such week.</summary>
    public static LocalDate? Monday(string week)
    {
        if (week.Length != 8 || week[4] != '-' || week[5] is not ('W' or 'w')
            || !int.TryParse(week.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(week.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || year is < 1990 or > 2200 || number < 1 || number > WeekYearRules.Iso.GetWeeksInWeekYear(year))
        {
            return null;
        }

        return LocalDate.FromWeekYearWeekAndDay(year, number, IsoDayOfWeek.Monday);
    }

    private static bool WantsCsv(HttpRequest request) =>
        request.GetTypedHeaders().Accept.OrderByDescending(mediaTypeHeaderValue => mediaTypeHeaderValue.Quality ?? 1)
            .FirstOrDefault()?.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>A week asked for: its name, its Monday, and how it is to be told. <c>AsOf</c> or <c>By</c> means
/// recomputed.</summary>
internal sealed record ScorecardQuery(string Week, LocalDate Monday, Instant? AsOf, string? By, bool Csv);
