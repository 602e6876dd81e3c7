using SlaBot.Teams.Auth;

namespace SlaBot.Teams.Tab;

/// <summary>Where the personal tab is, for routes, manifest and tokens alike.</summary>
internal static class TabAddress
{
    /// <summary>The page; its files and its data lie under it.</summary>
    public const string Page = "/teams/tab";

    /// <summary>What the page asks for.</summary>
    public const string Me = Page + "/api/me";

    /// <summary>Microsoft's library as its package documents it, by version and digest; a new one is a change here and nowhere else.</summary>
    public const string TeamsScript = "https://res.cdn.office.net/teams-js/2.58.0/js/MicrosoftTeams.min.js";

    /// <summary>That file's digest.</summary>
    public const string Digest = "sha384-sMo/EOqQPa1OCup2/VBRum7oFeOS22kvs8WGDc45xK53tUVZzFR5WwFYDUYN1LO4";

    /// <summary>Only Teams may frame the page; the library asks its own address for the list of hosts it trusts.</summary>
    public const string ContentPolicy =
        $"default-src 'none'; script-src 'self' {TeamsScript}; style-src 'self'; connect-src 'self' https://res.cdn.office.net; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://*.teams.microsoft.us https://*.cloud.microsoft";

    /// <summary>The page's own address; null without a public one.</summary>
    public static string? Url(TeamsOptions settings) => settings.PublicUrl is { } at ? at.AbsoluteUri.TrimEnd('/') + Page : null;

    /// <summary>The application's id URI, as "Expose an API" and the manifest name it: an application with a bot and a tab carries <c>botid-</c>.</summary>
    public static string? Resource(TeamsOptions settings) => settings.PublicUrl is { } at ? $"api://{at.Authority}/botid-{settings.AppId}" : null;

    /// <summary>The audiences that are this application: its id (what version 2 says), and its id URIs.</summary>
    public static IReadOnlyList<string> TokenAudiences(TeamsOptions settings) => settings.PublicUrl is { } at
        ? [settings.AppId ?? "none", Resource(settings)!, $"api://{at.Authority}/{settings.AppId}"]
        : [settings.AppId ?? "none"];
}
