using NodaTime;

namespace SlaBot.Settings;

/// <summary>A channel: the name ladders use, and what it is called on each platform; null where it has none.</summary>
internal sealed record ChannelAddress(string Key, string Name, string? Slack, string? Teams)
{
    /// <summary>True where the settings name it for each platform by itself: then it is wanted on each that they name.</summary>
    public bool IsNamedApart { get; init; }

    /// <summary>What it is called on a platform (<c>slack</c>, <c>teams</c>, <c>sandbox</c>).</summary>
    public string? On(string platform) => platform switch { "slack" => Slack, "teams" => Teams, _ => Name };
}

/// <summary>Which database.</summary>
internal enum DatabaseProvider
{
    /// <summary>One file.</summary>
    Sqlite,

    /// <summary>A server.</summary>
    PostgreSql,
}

/// <summary>Where the data lies; a relative SQLite file is already resolved against the settings file's directory.</summary>
internal sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString);

/// <summary>Slack's settings as given; complete when enabled. <c>AppToken</c> set means Socket Mode.</summary>
internal sealed record SlackSettings(bool Enabled, string? BotToken, string? SigningSecret, string? AppToken, string? AppId, Uri ApiBaseUrl);

/// <summary>Teams' settings as given; complete when enabled.</summary>
internal sealed record TeamsSettings
{
    /// <summary>True when Teams is used.</summary>
    public bool Enabled { get; init; }

    /// <summary>The bot's application id.</summary>
    public string? AppId { get; init; }

    /// <summary>The tenant.</summary>
    public string? TenantId { get; init; }

    /// <summary>The application's secret.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>A PFX or PEM file with the application's certificate, absolute.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>That file's password.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>The client id of a managed identity.</summary>
    public string? ManagedIdentityClientId { get; init; }

    /// <summary>Where the signing keys of inbound requests are described.</summary>
    public Uri OpenIdMetadataUrl { get; init; } = new("https://login.botframework.com/v1/.well-known/openidconfiguration");

    /// <summary>Where the keys of people's tokens are described; null: the tenant's own at Entra.</summary>
    public Uri? EntraMetadataUrl { get; init; }

    /// <summary>Where Teams finds the bot's pages; null: no personal tab in the package.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>When set, client credentials are posted straight to it.</summary>
    public Uri? TokenUrl { get; init; }

    /// <summary>Service URLs (or hosts) that may be called besides Microsoft's.</summary>
    public IReadOnlyList<string> AllowedServiceUrls { get; init; } = [];

    /// <summary>Development only: loopback callers need no token.</summary>
    public bool AllowUnauthenticatedLoopback { get; init; }
}

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
internal sealed record ApiKey(string Name, string Key, ApiRights Rights);

/// <summary>The clock: the machine's, or one moved by hand from <c>Start</c>.</summary>
internal sealed record ClockSettings(bool IsManual, Instant? Start);

/// <summary>How CSV files are read.</summary>
/// <param name="Columns">Header name (without case) to the lead's field, such as <c>first_contact_date</c> to <c>mqlAt</c>.</param>
/// <param name="Zone">The zone of dates and times that name none.</param>
/// <param name="TimeOfDay">The wall-clock time of values that are dates only.</param>
/// <param name="DateFormats">Further date formats, such as <c>dd/MM/yyyy</c>.</param>
internal sealed record ImportSettings(IReadOnlyDictionary<string, string> Columns, DateTimeZone Zone, LocalTime TimeOfDay, IReadOnlyList<string> DateFormats);
