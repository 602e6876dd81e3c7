using SlaBot.Core.Policy.SettingsTree;
using System.Collections.Frozen;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Teams.Auth;

/// <summary>What the room needs of the settings.</summary>
internal sealed record TeamsOptions : PlatformOptions
{
    /// <summary>The platform's name in keys, settings and logs.</summary>
    public const string Platform = "teams";

    private static readonly Uri BotFramework = new("https://login.botframework.com/v1/.well-known/openidconfiguration");

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

    /// <summary>Where the signing keys of people's tokens (the personal tab's) are described; null: the tenant's own at
    /// Entra.</summary>
    public Uri? EntraMetadataUrl { get; init; }

    /// <summary>Where Teams finds the bot's pages (https); null: the package has no personal tab.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Where the package's website, privacy and terms pages are (https); null: there is no address to
    /// name.</summary>
    public Uri? WebsiteUrl { get; init; }

    /// <summary>When set, client credentials are posted straight to it.</summary>
    public Uri? TokenUrl { get; init; }

    /// <summary>Service URLs (or hosts) that may be called besides Microsoft's.</summary>
    public IReadOnlyList<string> AllowedServiceUrls { get; init; } = [];

    /// <summary>Development only: loopback callers need no token.</summary>
    public bool AllowUnauthenticatedLoopback { get; init; }

    /// <summary>True beside Microsoft's Playground: this machine alone, without any credentials, so that no token is
    /// asked for.</summary>
    public bool IsWithoutTokens =>
        this is { AllowUnauthenticatedLoopback: true, ClientSecret: null, CertificatePath: null,
            ManagedIdentityClientId: null, TokenUrl: null };

    /// <summary>The channels that ladders name, and what each is called in Teams (<c>Team/Channel</c>, a name or a 19:…
    /// id); null where it has no place there.</summary>
    public IReadOnlyDictionary<string, string?> Channels { get; init; } = FrozenDictionary<string, string?>.Empty;

    /// <inheritdoc/>
    public override bool IsSameAs(PlatformOptions other) => other is TeamsOptions teams
        && this with { AllowedServiceUrls = teams.AllowedServiceUrls } == teams
        && AllowedServiceUrls.SequenceEqual(teams.AllowedServiceUrls);

    /// <summary>Reads the section <c>Teams</c>.</summary>
    public static TeamsOptions Read(SettingsSection section, bool isDevelopment, string directory)
    {
        var teams = new TeamsOptions
        {
            Enabled = section.Flag("Enabled") ?? false,
            AppId = section.Text("AppId"),
            TenantId = section.Text("TenantId"),
            ClientSecret = section.Text("ClientSecret"),
            CertificatePath = section.Text("CertificatePath") is { } file ? Path.GetFullPath(file, directory) : null,
            CertificatePassword = section.Text("CertificatePassword"),
            ManagedIdentityClientId = section.Text("ManagedIdentityClientId"),
            OpenIdMetadataUrl = SettingsUrl.Read(section, "OpenIdMetadataUrl") ?? BotFramework,
            EntraMetadataUrl = SettingsUrl.Read(section, "EntraMetadataUrl"),
            PublicUrl = SettingsUrl.Public(section, "PublicUrl", "Teams reaches SlaBot", isDevelopment),
            TokenUrl = SettingsUrl.Read(section, "TokenUrl"),
            AllowedServiceUrls = Services(section),
            AllowUnauthenticatedLoopback = section.Flag("AllowUnauthenticatedLoopback") ?? false,
        };
        section.Close();
        Check(section, teams, isDevelopment);
        return teams;
    }

    private static void Check(SettingsSection section, TeamsOptions teams, bool isDevelopment)
    {
        if (teams.AllowUnauthenticatedLoopback && !isDevelopment)
        {
            section.Fault("AllowUnauthenticatedLoopback", "is refused outside the Development environment: remove it.");
        }

        // Microsoft's Playground on this machine sends no tokens and asks for none: where nothing else is given,
        // nothing else is needed.
        if (!teams.Enabled || teams.IsWithoutTokens)
        {
            return;
        }

        if (teams.AppId is null)
        {
            section.Fault("AppId", "is missing while Teams is enabled: write the bot's application id.");
        }

        if (teams is { TenantId: null, TokenUrl: null })
        {
            section.Fault("TenantId", "is missing while Teams is enabled: write the tenant's id (or TokenUrl).");
        }

        if (teams.CertificatePath is { } file && !File.Exists(file))
        {
            section.Fault("CertificatePath",
                $"names no file: {file}. Write the path of a PFX or PEM file with its private key.");
        }

        if (teams is { ClientSecret: null, CertificatePath: null, ManagedIdentityClientId: null })
        {
            section.Fault("ClientSecret",
                "is missing while Teams is enabled: write ClientSecret, CertificatePath or ManagedIdentityClientId.");
        }
    }

    /// <summary>Addresses, or bare names of hosts; anything else would allow nothing, in silence.</summary>
    private static IReadOnlyList<string> Services(SettingsSection section)
    {
        var services = section.Texts("AllowedServiceUrls") ?? [];
        foreach (var service in services.Where(
            text => !SettingsUrl.IsWeb(text, out _) && Uri.CheckHostName(text) == UriHostNameType.Unknown))
        {
            section.Fault("AllowedServiceUrls",
                $"holds \"{service}\": write addresses such as https://smba.example.com/teams/, or the bare name of "
                + $"a host.");
        }

        return services;
    }
}
