using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Inbound;

namespace SlaBot.Teams.Tab;

/// <summary>Why somebody does not get the personal tab: a status, a stable code, and what to do next.</summary>
internal sealed record TabRefusal(int Status, string Code, string Sentence);

/// <summary>Who opens the personal tab: the person of an Entra access token (version 2) for this application, of this
/// tenant, given for the tab's scope; every check is made, each alone is enough to refuse.</summary>
internal sealed partial class TabAuthenticator(SigningKeyCache keys, TeamsOptions settings, TokenLifetime lifetime,
    ILogger<TabAuthenticator> log)
{
    /// <summary>The scope that Teams asks for in the person's name.</summary>
    public const string Scope = "access_as_user";

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    /// <summary>Where the tenant describes its signing keys.</summary>
    public static Uri MetadataOf(TeamsOptions settings) =>
        settings.EntraMetadataUrl
            ?? new Uri(
                $"https://login.microsoftonline.com/{Uri.EscapeDataString(settings.TenantId ?? "none")}/v2.0/.well-known/openid-configuration");

    /// <summary>The Entra id of the person who asks, or why not.</summary>
    public async Task<(string? Id, TabRefusal? No)> JudgeAsync(HttpRequest request, CancellationToken stop)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return (null,
                No("no-token", "Open this page as a tab in Microsoft Teams: it signs you in there.", "no token"));
        }

        if (Read(header["Bearer ".Length..].Trim()) is not { Kid: { Length: > 0 } kid } token)
        {
            return (null, Refused("a malformed token"));
        }

        if (token.TryGetClaim("ver", out var version) && version.Value != "2.0")
        {
            return (null,
                No("token-version",
                    "Entra gave a token of version 1: an administrator sets requestedAccessTokenVersion to 2 in the "
                    + "application's manifest.", "a token of another version"));
        }

        var found = await keys.FindAsync(kid, stop);
        return found.Key is { } key ? await JudgeAsync(token, key)
            : found.IsSure ? (null, Refused("an unknown key"))
            : (null,
                new TabRefusal(StatusCodes.Status503ServiceUnavailable, "keys-not-reached",
                    "Entra's signing keys could not be read: try again in a minute."));
    }

    private async Task<(string? Id, TabRefusal? No)> JudgeAsync(JsonWebToken token, SigningKey key)
    {
        var result = await handler.ValidateTokenAsync(token.EncodedToken, new TokenValidationParameters
        {
            ValidIssuer = keys.Issuer?.Replace("{tenantid}", settings.TenantId, StringComparison.OrdinalIgnoreCase),
            ValidAudiences = TabAddress.TokenAudiences(settings),
            IssuerSigningKey = key.Key,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => lifetime.IsAlive(from, until),
        });
        var why = !result.IsValid ? result.Exception?.GetType().Name ?? "a token that does not hold"
            : !string.Equals(Claim(token, "tid"), settings.TenantId, StringComparison.OrdinalIgnoreCase)
            ? "another tenant"
            : Claim(token, "scp")?.Split(' ').Contains(Scope) != true ? "another scope"
            : null;
        return why is not null ? (null, Refused(why))
            : Claim(token, "oid") is { } id && Guid.TryParse(id, out _) ? (id, null)
            : (null, Refused("nobody's token"));
    }

    private JsonWebToken? Read(string text)
    {
        try
        {
            return handler.CanReadToken(text) ? handler.ReadJsonWebToken(text) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private TabRefusal Refused(string why) =>
        No("token-refused",
            "Your sign-in is not valid for this page: open the tab again. If that does not help, an administrator "
            + "checks \"Expose an API\" as the README says.", why);

    private TabRefusal No(string code, string sentence, string why)
    {
        LogRefused(log, why);
        return new TabRefusal(StatusCodes.Status401Unauthorized, code, sentence);
    }

    // A claim said twice says nothing.
    private static string? Claim(JsonWebToken token, string name) =>
        token.Claims.Where(claim => claim.Type == name).Select(claim => claim.Value).ToList() is [var only]
            ? only : null;

    [LoggerMessage(7102, LogLevel.Warning, "The personal tab was refused: {Why}.")]
    private static partial void LogRefused(ILogger log, string why);
}

/// <summary>Where the personal tab is, for routes, manifest and tokens alike.</summary>
internal static class TabAddress
{
    /// <summary>The page; its files and its data lie under it.</summary>
    public const string Page = "/teams/tab";

    /// <summary>What the page asks for.</summary>
    public const string Me = Page + "/api/me";

    /// <summary>Microsoft's library as its package documents it, by version and digest; a new one is a change here and
    /// nowhere else.</summary>
    public const string TeamsScript = "https://res.cdn.office.net/teams-js/2.58.0/js/MicrosoftTeams.min.js";

    /// <summary>That file's digest.</summary>
    public const string Digest = "sha384-sMo/EOqQPa1OCup2/VBRum7oFeOS22kvs8WGDc45xK53tUVZzFR5WwFYDUYN1LO4";

    /// <summary>Only Teams may frame the page; the library asks its own address for the list of hosts it
    /// trusts.</summary>
    public const string ContentPolicy =
        $"default-src 'none'; script-src 'self' {TeamsScript}; style-src 'self'; connect-src 'self' "
        + $"https://res.cdn.office.net; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://*.teams.microsoft.us "
            + "https://*.cloud.microsoft";

    /// <summary>The page's own address; null without a public one.</summary>
    public static string? Url(TeamsOptions settings) =>
        settings.PublicUrl is { } at ? at.AbsoluteUri.TrimEnd('/') + Page : null;

    /// <summary>The application's id URI, as "Expose an API" and the manifest name it: an application with a bot and a
    /// tab carries <c>botid-</c>.</summary>
    public static string? Resource(TeamsOptions settings) =>
        settings.PublicUrl is { } at ? $"api://{at.Authority}/botid-{settings.AppId}" : null;

    /// <summary>The audiences that are this application: its id (what version 2 says), and its id URIs.</summary>
    public static IReadOnlyList<string> TokenAudiences(TeamsOptions settings) => settings.PublicUrl is { } at
        ? [settings.AppId ?? "none", Resource(settings)!, $"api://{at.Authority}/{settings.AppId}"]
        : [settings.AppId ?? "none"];
}
