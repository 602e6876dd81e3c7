namespace SlaBot.Teams.Auth;

/// <summary>What the room needs of the settings.</summary>
internal sealed record TeamsOptions
{
    /// <summary>The platform's name in keys, settings and logs.</summary>
    public const string PlatformName = "teams";

    /// <summary>True when Teams is used.</summary>
    public bool Enabled { get; init; }

    /// <summary>The bot's application id.</summary>
    public string? AppId { get; init; }

    /// <summary>The one tenant that is served; null: any (only with a token address of one's own).</summary>
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
    public required Uri OpenIdMetadataUrl { get; init; }

    /// <summary>Where the signing keys of people's tokens (the personal tab's) are described; null: the tenant's own at Entra.</summary>
    public Uri? EntraMetadataUrl { get; init; }

    /// <summary>Where Teams finds the bot's pages (https); null: the package has no personal tab.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Where the package's website, privacy and terms pages are (https); null: there is no address to name.</summary>
    public Uri? WebsiteUrl { get; init; }

    /// <summary>When set, client credentials are posted straight to it.</summary>
    public Uri? TokenUrl { get; init; }

    /// <summary>Service URLs (or hosts) that may be called besides Microsoft's.</summary>
    public IReadOnlyList<string> AllowedServiceUrls { get; init; } = [];

    /// <summary>Development only: loopback callers need no token.</summary>
    public bool AllowUnauthenticatedLoopback { get; init; }

    /// <summary>True beside Microsoft's Playground: this machine alone, without any credentials, so that no token is asked for.</summary>
    public bool IsWithoutTokens => this is { AllowUnauthenticatedLoopback: true, ClientSecret: null, CertificatePath: null, ManagedIdentityClientId: null, TokenUrl: null };

    /// <summary>The channels that ladders name, and what each is called in Teams (<c>Team/Channel</c>, a name or a 19:… id); null where it has no place there.</summary>
    public required IReadOnlyDictionary<string, string?> Channels { get; init; }
}
