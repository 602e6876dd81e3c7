using SlaBot.Core.Policy.Reading;

namespace SlaBot.Settings;

/// <summary>Reads <c>Slack</c>, <c>Teams</c> and <c>Sandbox</c>.</summary>
internal static class TransportReader
{
    private static readonly Uri SlackApi = new("https://slack.com/api/");

    /// <summary>Slack's settings.</summary>
    public static SlackSettings Slack(SettingsScan scan)
    {
        var slack = new SlackSettings(
            scan.Flag("Enabled") ?? false, scan.Text("BotToken"), scan.Text("SigningSecret"), scan.Text("AppToken"), scan.Text("AppId"), Url(scan, "ApiBaseUrl") ?? SlackApi);
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
    public static TeamsSettings Teams(SettingsScan scan, bool isDevelopment, string directory)
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
            OpenIdMetadataUrl = Url(scan, "OpenIdMetadataUrl") ?? new TeamsSettings().OpenIdMetadataUrl,
            EntraMetadataUrl = Url(scan, "EntraMetadataUrl"),
            PublicUrl = Public(scan, "PublicUrl", isDevelopment),
            TokenUrl = Url(scan, "TokenUrl"),
            AllowedServiceUrls = Services(scan),
            AllowUnauthenticatedLoopback = scan.Flag("AllowUnauthenticatedLoopback") ?? false,
        };
        scan.Close();
        CheckTeams(scan, teams, isDevelopment);
        return teams;
    }

    /// <summary>Whether the sandbox answers.</summary>
    public static bool Sandbox(SettingsScan scan, bool isChatEnabled)
    {
        var enabled = scan.Flag("Enabled") ?? !isChatEnabled;
        scan.Close();
        return enabled;
    }

    private static void CheckTeams(SettingsScan scan, TeamsSettings teams, bool isDevelopment)
    {
        if (teams.AllowUnauthenticatedLoopback && !isDevelopment)
        {
            scan.Fault("AllowUnauthenticatedLoopback", "is refused outside the Development environment: remove it.");
        }

        if (!teams.Enabled)
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

    /// <summary>An address that others reach over https, without anything after its path; in Development also this machine's own.</summary>
    private static Uri? Public(SettingsScan scan, string key, bool isDevelopment)
    {
        if (Url(scan, key) is not { } url)
        {
            return null;
        }

        if ((url.Scheme == Uri.UriSchemeHttps || (isDevelopment && url.IsLoopback)) && url.Query.Length + url.Fragment.Length + url.UserInfo.Length == 0)
        {
            return url;
        }

        scan.Fault(key, $"is \"{url}\": write the https:// address under which Teams reaches SlaBot, such as https://slabot.example.com.");
        return null;
    }

    /// <summary>Addresses, or bare names of hosts; anything else would allow nothing, in silence.</summary>
    private static IReadOnlyList<string> Services(SettingsScan scan)
    {
        var services = scan.Texts("AllowedServiceUrls") ?? [];
        foreach (var one in services.Where(one => !IsWeb(one, out _) && Uri.CheckHostName(one) == UriHostNameType.Unknown))
        {
            scan.Fault("AllowedServiceUrls", $"holds \"{one}\": write addresses such as https://smba.example.com/teams/, or the bare name of a host.");
        }

        return services;
    }

    private static Uri? Url(SettingsScan scan, string key)
    {
        if (scan.Text(key) is not { } text)
        {
            return null;
        }

        if (IsWeb(text, out var url))
        {
            return url;
        }

        scan.Fault(key, $"is \"{text}\": write a URL that begins with https:// (or http://).");
        return null;
    }

    private static bool IsWeb(string text, out Uri? url) => Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme is "http" or "https";
}
