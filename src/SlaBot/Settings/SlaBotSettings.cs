using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Routing;

namespace SlaBot.Settings;

/// <summary>Everything that the settings file says, checked and resolved.</summary>
internal sealed record SlaBotSettings
{
    /// <summary>The agreement, the people, the routing, the calendars, the schedule.</summary>
    public required AgreementRules Rules { get; init; }

    /// <summary>Channels by the name that ladders use (without case); Escalations, Scorecard, Marketing and Admin
    /// always exist.</summary>
    public required IReadOnlyDictionary<string, ChannelAddress> Channels { get; init; }

    /// <summary>Where the data lies.</summary>
    public required DatabaseSettings Database { get; init; }

    /// <summary>What the settings say of each chat platform, by its name, in the order in which they are
    /// registered.</summary>
    public required OrderedDictionary<string, PlatformOptions> Platforms { get; init; }

    /// <summary>How the program is reached from outside.</summary>
    public WebSettings Web { get; init; } = new();

    /// <summary>True when the sandbox answers: in the Development environment only, by default when neither Slack nor
    /// Teams is enabled.</summary>
    public required bool SandboxEnabled { get; init; }

    /// <summary>Keys of the API; without any it answers nobody, in the Development environment loopback callers
    /// only.</summary>
    public required IReadOnlyList<ApiKey> ApiKeys { get; init; }

    /// <summary>The clock.</summary>
    public required ClockSettings Clock { get; init; }

    /// <summary>How CSV files are read.</summary>
    public required ImportSettings Import { get; init; }

    /// <summary>The agreement's own file, absolute, where <c>Agreement:File</c> names one; edits of it apply like edits
    /// of the settings.</summary>
    public string? AgreementFile { get; init; }

    /// <summary>What is right and may still surprise; said at start and by <c>check</c>.</summary>
    public IReadOnlyList<SettingsFault> Notices { get; init; } = [];
}

/// <summary>A channel of the settings: the key that ladders use, the name shown, and what each platform calls
/// it.</summary>
internal sealed record ChannelAddress(string Key, string Name)
{
    /// <summary>Its name by platform (null where it has none), where the settings name it for each; else
    /// null.</summary>
    public IReadOnlyDictionary<string, string?>? NamesByPlatform { get; init; }

    /// <summary>True where the settings name it for each platform by itself: then it is wanted on each that they
    /// name.</summary>
    public bool IsNamedApart => NamesByPlatform is not null;

    /// <summary>What it is called on a platform (<c>slack</c>, <c>teams</c>, <c>sandbox</c>).</summary>
    public string? On(string platform) =>
        NamesByPlatform is { } names && names.TryGetValue(platform, out var name) ? name : Name;

    /// <inheritdoc/>
    public bool Equals(ChannelAddress? other) =>
        other is not null && (Key, Name, NamesText) == (other.Key, other.Name, other.NamesText);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Name, NamesText);

    private string? NamesText => NamesByPlatform is not { } names ? null
        : string.Join('|',
            names.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}

/// <summary>Which database.</summary>
internal enum DatabaseProvider
{
    /// <summary>One file.</summary>
    Sqlite,

    /// <summary>A server.</summary>
    PostgreSql,
}

/// <summary>Where the data lies; a relative SQLite file is already resolved against the settings file's
/// directory.</summary>
internal sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString);

/// <summary>What an API key may do.</summary>
[Flags]
internal enum ApiRights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Sends leads and commands.</summary>
    Intake = 1,

    /// <summary>Reads.</summary>
    Read = 2,

    /// <summary>Assigns, waives, pauses, rules, erases.</summary>
    Admin = 4,
}

/// <summary>One key of the API.</summary>
internal sealed record ApiKey(string Name, string Key, ApiRights Rights, bool MayAssign = false);

/// <summary>The clock: the machine's, or one moved by hand from <c>Start</c>.</summary>
internal sealed record ClockSettings(bool IsManual, Instant? Start);

/// <summary>How CSV files are read.</summary>
/// <param name="Columns">Header name (without case) to the lead's field, such as <c>first_contact_date</c> to
/// <c>mqlAt</c>.</param>
/// <param name="Zone">The zone of dates and times that name none.</param>
/// <param name="TimeOfDay">The wall-clock time of values that are dates only.</param>
/// <param name="DateFormats">Further date formats, such as <c>dd/MM/yyyy</c>.</param>
internal sealed record ImportSettings(IReadOnlyDictionary<string, string> Columns, DateTimeZone Zone,
    LocalTime TimeOfDay, IReadOnlyList<string> DateFormats)
{
    /// <summary>The word for an encoding that the file itself tells.</summary>
    public const string AnyEncoding = "auto";

    /// <summary>The encodings that files are read in.</summary>
    public static IReadOnlyList<string> Encodings { get; } =
        [AnyEncoding, "utf-8", "utf-16", "utf-16be", "windows-1252"];

    /// <summary>How files are written down that do not say it themselves.</summary>
    public string Encoding { get; init; } = AnyEncoding;
}
