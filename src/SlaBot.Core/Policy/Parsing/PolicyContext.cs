using SlaBot.Core.Time;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>What an agreement may refer to: people, calendars and channels by name, and the calendar it counts on.</summary>
/// <param name="Calendar">The agreement's own calendar.</param>
/// <param name="Emails">The e-mails of everybody in the settings.</param>
/// <param name="Channels">The names of the channels.</param>
public sealed record PolicyContext(BusinessCalendar Calendar, IReadOnlyCollection<string> Emails, IReadOnlyCollection<string> Channels)
{
    /// <summary>Names of the columns of files, and the fields they are read as.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>True when somebody has that e-mail.</summary>
    public bool Knows(string email) => Emails.Contains(email, StringComparer.OrdinalIgnoreCase);
}
