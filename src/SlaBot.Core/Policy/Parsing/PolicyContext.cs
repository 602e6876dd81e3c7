using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Time;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>What an agreement may refer to: people, calendars and channels by name, and the calendar it counts
/// on.</summary>
/// <param name="Calendar">The agreement's own calendar.</param>
/// <param name="Emails">The e-mails of everybody in the settings.</param>
/// <param name="Channels">The names of the channels.</param>
public sealed record PolicyContext(BusinessCalendar Calendar, IReadOnlyCollection<string> Emails,
    IReadOnlyCollection<string> Channels)
{
    /// <summary>Names of the columns of files, and the fields they are read as.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>True when somebody has that e-mail.</summary>
    public bool Knows(string email) => Emails.Contains(email, StringComparer.OrdinalIgnoreCase);
}

/// <summary>The words that say whom to tell: <c>owner</c>, <c>manager</c>, <c>role:ROLE</c>, <c>channel:NAME</c> or an
/// e-mail address.</summary>
public static class RecipientSyntax
{
    private static readonly string[] Roles = ["rep", "manager", "marketing", "revops", "executive"];

    /// <summary>Why the word names nobody, as a sentence that says what would; null when it is right.</summary>
    public static string? FaultOf(string word, PolicyContext around)
    {
        if (word.ToLowerInvariant() is "owner" or "manager")
        {
            return null;
        }

        if (After(word, "role:") is { } role)
        {
            return Roles.Contains(role, StringComparer.OrdinalIgnoreCase)
                ? null : $"names the role \"{role}\": write "
                    + $"{SettingsSection.Choices(Roles)}.{SpellingHint.Hint(role, Roles)}";
        }

        if (After(word, "channel:") is { } channel)
        {
            return around.Channels.Contains(channel, StringComparer.OrdinalIgnoreCase)
                ? null : $"names the channel \"{channel}\", which is not among Channels: "
                    + $"{SettingsSection.Choices(around.Channels)}.{SpellingHint.Hint(channel, around.Channels)}";
        }

        return word.Contains('@', StringComparison.Ordinal) ? Unknown(word, around)
            : $"is \"{word}\": write owner, manager, role:ROLE, channel:NAME or the e-mail of one of People.";
    }

    /// <summary>Why nobody has that e-mail, as a sentence; null when somebody has.</summary>
    public static string? Unknown(string email, PolicyContext around) =>
        around.Knows(email)
            ? null : $"is \"{email}\", who is not among People.{SpellingHint.Hint(email, around.Emails)}";

    private static string? After(string word, string prefix) =>
        word.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? word[prefix.Length..] : null;
}
