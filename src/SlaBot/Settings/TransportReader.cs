using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Settings;

/// <summary>Reads <c>Slack</c>, <c>Teams</c> and <c>Sandbox</c>.</summary>
internal static class TransportReader
{
    private static readonly Uri SlackApi = new("https://slack.com/api/");

    /// <summary>Slack's settings.</summary>
    public static SlackSettings Slack(SettingsSection scan)
    {
        var slack = new SlackSettings(
            scan.Flag("Enabled") ?? false, scan.Text("BotToken"), scan.Text("SigningSecret"), scan.Text("AppToken"), scan.Text("AppId"), SettingsUrl.Read(scan, "ApiBaseUrl") ?? SlackApi);
        scan.Close();
        if (slack is { Enabled: true, BotToken: null })
        {
            scan.Fault("BotToken", "is missing while Slack is enabled: write the bot's token (xoxb-…).");
        }

        if (slack is { Enabled: true, SigningSecret: null, AppToken: null })
        {
            scan.Fault("SigningSecret", "is missing while Slack is enabled: write the signing secret, or AppToken (xapp-…) for Socket Mode.");
        }

        return slack;
    }

    /// <summary>Teams' settings.</summary>
    public static TeamsSettings Teams(SettingsSection scan, bool isDevelopment, string directory)
    {
        var teams = new TeamsSettings
        {
            Enabled = scan.Flag("Enabled") ?? false,
            AppId = scan.Text("AppId"),
            TenantId = scan.Text("TenantId"),
            ClientSecret = scan.Text("ClientSecret"),
            CertificatePath = scan.Text("CertificatePath") is { } file ? Path.GetFullPath(file, directory) : null,
            CertificatePassword = scan.Text("CertificatePassword"),
            ManagedIdentityClientId = scan.Text("ManagedIdentityClientId"),
            OpenIdMetadataUrl = SettingsUrl.Read(scan, "OpenIdMetadataUrl") ?? new TeamsSettings().OpenIdMetadataUrl,
            EntraMetadataUrl = SettingsUrl.Read(scan, "EntraMetadataUrl"),
            PublicUrl = SettingsUrl.Public(scan, "PublicUrl", "Teams reaches SlaBot", isDevelopment),
            TokenUrl = SettingsUrl.Read(scan, "TokenUrl"),
            AllowedServiceUrls = Services(scan),
            AllowUnauthenticatedLoopback = scan.Flag("AllowUnauthenticatedLoopback") ?? false,
        };
        scan.Close();
        CheckTeams(scan, teams, isDevelopment);
        return teams;
    }

    /// <summary>Whether the sandbox answers: in the Development environment only, where it is asked for or no chat platform is in use.</summary>
    public static bool Sandbox(SettingsSection scan, bool isChatEnabled, bool isDevelopment)
    {
        var asked = scan.Flag("Enabled");
        scan.Close();
        if (asked == true && !isDevelopment)
        {
            scan.Fault("Enabled", "is true, which is refused outside the Development environment: remove it. Whoever reaches the sandbox may act as anybody.");
        }

        return isDevelopment && (asked ?? !isChatEnabled);
    }

    private static void CheckTeams(SettingsSection scan, TeamsSettings teams, bool isDevelopment)
    {
        if (teams.AllowUnauthenticatedLoopback && !isDevelopment)
        {
            scan.Fault("AllowUnauthenticatedLoopback", "is refused outside the Development environment: remove it.");
        }

        // Microsoft's Playground on this machine sends no tokens and asks for none: where nothing else is given, nothing else is needed.
        if (!teams.Enabled || teams is { AllowUnauthenticatedLoopback: true, ClientSecret: null, CertificatePath: null, ManagedIdentityClientId: null, TokenUrl: null })
        {
            return;
        }

        if (teams.AppId is null)
        {
            scan.Fault("AppId", "is missing while Teams is enabled: write the bot's application id.");
        }

        if (teams is { TenantId: null, TokenUrl: null })
        {
            scan.Fault("TenantId", "is missing while Teams is enabled: write the tenant's id (or TokenUrl).");
        }

        if (teams.CertificatePath is { } file && !File.Exists(file))
        {
            scan.Fault("CertificatePath", $"names no file: {file}. Write the path of a PFX or PEM file with its private key.");
        }

        if (teams is { ClientSecret: null, CertificatePath: null, ManagedIdentityClientId: null })
        {
            scan.Fault("ClientSecret", "is missing while Teams is enabled: write ClientSecret, CertificatePath or ManagedIdentityClientId.");
        }
    }

    /// <summary>Addresses, or bare names of hosts; anything else would allow nothing, in silence.</summary>
    private static IReadOnlyList<string> Services(SettingsSection scan)
    {
        var services = scan.Texts("AllowedServiceUrls") ?? [];
        foreach (var service in services.Where(text => !SettingsUrl.IsWeb(text, out _) && Uri.CheckHostName(text) == UriHostNameType.Unknown))
        {
            scan.Fault("AllowedServiceUrls", $"holds \"{service}\": write addresses such as https://smba.example.com/teams/, or the bare name of a host.");
        }

        return services;
    }
}
