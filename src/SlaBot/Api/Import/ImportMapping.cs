using NodaTime;

namespace SlaBot.Api.Import;

/// <summary>
/// How a CSV file is read: header name to field path (<c>first_contact_date</c> to <c>mqlAt</c>; blank leaves the
/// column out), the zone of times without an offset, and the hour of a date without a time.
/// </summary>
internal sealed record ImportMapping(IReadOnlyDictionary<string, string> Columns, DateTimeZone Zone,
    LocalTime TimeOfDay)
{
    /// <summary>The customer's own ways to write dates, with or without a time (<c>dd/MM/yyyy</c>); tried before all
    /// others.</summary>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>Headers are field names, times are UTC, a date alone is its midnight.</summary>
    public static ImportMapping Plain { get; } = new(new Dictionary<string, string>(), DateTimeZone.Utc,
        LocalTime.Midnight);
}

/// <summary>The mapping in force; an edit of the settings replaces it.</summary>
internal sealed class CurrentMapping(ImportMapping first)
{
    private volatile ImportMapping now = first;

    /// <summary>The mapping in force.</summary>
    public ImportMapping Now => now;

    /// <summary>Puts an edit in force.</summary>
    public void Replace(ImportMapping edited) => now = edited;
}
