using System.Net;
using SlaBot.Teams.Auth;

namespace SlaBot.Teams.Connector;

/// <summary>Which services the bot's token may be shown to: Microsoft's, those of the settings, and in development this machine.</summary>
internal sealed class ServiceUrlAllowList(TeamsOptions settings)
{
    /// <summary>Where the public cloud's connector stands when nothing better is known.</summary>
    public const string Public = "https://smba.trafficmanager.net/teams/";

    /// <summary>Where Microsoft's Playground stands on this machine unless it is told otherwise.</summary>
    public const string Playground = "http://localhost:56150/_connector";

    private static readonly string[] Microsoft = ["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com", "smba.infra.gov.teams.microsoft.us"];

    /// <summary>Where a conversation is begun whose service is not known yet.</summary>
    public string Usual => settings.AllowedServiceUrls.FirstOrDefault(allowedServiceUrl => Uri.TryCreate(allowedServiceUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        ?? (settings.IsWithoutTokens ? Playground : Public);

    /// <summary>True when the token may go there.</summary>
    public bool Allows(string? serviceUrl) => Uri.TryCreate(serviceUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0
        && url.Query.Length == 0 && url.Fragment.Length == 0
        && ((url.Scheme == Uri.UriSchemeHttps && url.IsDefaultPort && Microsoft.Contains(url.Host, StringComparer.OrdinalIgnoreCase))
            || settings.AllowedServiceUrls.Any(allowedServiceUrl => Fits(allowedServiceUrl, url))
            || (settings.AllowUnauthenticatedLoopback && IsLoopback(url)));

    private static bool IsLoopback(Uri url) => url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool Fits(string allowed, Uri url) => Uri.TryCreate(allowed, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? uri.Scheme == url.Scheme && uri.Port == url.Port && string.Equals(uri.Host, url.Host, StringComparison.OrdinalIgnoreCase)
        : url.Scheme == Uri.UriSchemeHttps && url.IsDefaultPort && string.Equals(allowed, url.Host, StringComparison.OrdinalIgnoreCase);
}
