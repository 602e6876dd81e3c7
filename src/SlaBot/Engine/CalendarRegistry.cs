using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Routing;
using SlaBot.Core.Time;

namespace SlaBot.Engine;

/// <summary>Every calendar version that an obligation may have frozen: those in force and those kept in the
/// store.</summary>
internal sealed class CalendarRegistry(IReadStore reader)
{
    /// <summary>The kind of document that keeps one.</summary>
    public const string Kind = "calendar";

    private readonly ConcurrentDictionary<string, BusinessCalendar> byVersion = new(
        reader.Documents(Kind)
            .Select(document => KeyValuePair.Create(document.Version, BusinessCalendar.From(Read(document.Body)))));

    /// <summary>The calendar of that version.</summary>
    /// <exception cref="KeyNotFoundException">It was never in force here.</exception>
    public BusinessCalendar Of(string version) => byVersion.TryGetValue(version, out var calendar)
        ? calendar
        : throw new KeyNotFoundException($"Calendar {version} is not on file.");

    /// <summary>
    /// Puts the calendars of a rulebook on the shelf; the ones that are not on file are to be kept in the store. May
    /// be asked again when that failed.
    /// </summary>
    public IReadOnlyList<Document> Add(AgreementRules rules, Instant now)
    {
        var calendars = rules.Calendars.Values.Append(rules.Policy.Calendar)
            .Concat(rules.People.All.Select(person => person.Calendar)).DistinctBy(calendar => calendar.Version)
            .ToList();
        calendars.ForEach(calendar => byVersion.TryAdd(calendar.Version, calendar));
        var onFile = reader.Documents(Kind).Select(document => document.Version).ToHashSet(StringComparer.Ordinal);
        return [
            .. calendars.Where(calendar => !onFile.Contains(calendar.Version))
                .Select(calendar => new Document(Kind, calendar.Version, Write(calendar.Definition), now))];
    }

    // The names stand in data files.
    private sealed record Paper(
        [property: JsonPropertyName("Name")] string Name,
        [property: JsonPropertyName("TimeZone")] string TimeZone,
        [property: JsonPropertyName("Hours")] Dictionary<string, string[]> Hours,
        [property: JsonPropertyName("Holidays")] string[] Holidays,
        [property: JsonPropertyName("Dates")] Dictionary<string, string[]> Dates);

    private static string Write(CalendarDefinition calendarDefinition) => JsonSerializer.Serialize(new Paper(
        calendarDefinition.Name,
        calendarDefinition.TimeZone,
        calendarDefinition.Hours.ToDictionary(day => day.Key.ToString(), day => Texts(day.Value)),
        [.. calendarDefinition.Holidays.Select(LocalDatePattern.Iso.Format)],
        calendarDefinition.Dates.ToDictionary(date => LocalDatePattern.Iso.Format(date.Key),
            date => Texts(date.Value))));

    private static CalendarDefinition Read(string body)
    {
        var paper = JsonSerializer.Deserialize<Paper>(body)!;
        return new CalendarDefinition
        {
            Name = paper.Name,
            TimeZone = paper.TimeZone,
            Hours = paper.Hours.ToDictionary(day => Enum.Parse<IsoDayOfWeek>(day.Key), day => ReadHours(day.Value)),
            Holidays = [.. paper.Holidays.Select(Date)],
            Dates = paper.Dates.ToDictionary(date => Date(date.Key), date => ReadHours(date.Value)),
        };
    }

    private static string[] Texts(IReadOnlyList<OpenHours> spans) => [.. spans.Select(span => span.ToString())];

    private static IReadOnlyList<OpenHours> ReadHours(string[] texts) =>
        [.. texts.Select(
            text =>
                OpenHours.TryParse(text, out var hours)
                    ? hours : throw new JsonException($"\"{text}\" are no hours."))];

    private static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;
}
