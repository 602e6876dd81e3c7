using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SlaBot.Chat;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;

namespace SlaBot.Teams.Inbound;

/// <summary>Why somebody is not let in: a status, and a sentence that says what to do.</summary>
internal sealed record ActivityRefusal(int Status, string Code, string Sentence)
{
    /// <summary>No token that holds.</summary>
    public static readonly ActivityRefusal Token = new(StatusCodes.Status401Unauthorized, "Unauthorized",
        "Only Teams may write here: a Bot Framework token for this bot is needed.");

    /// <summary>A sound token, and an activity that is not for this bot.</summary>
    public static readonly ActivityRefusal Activity = new(StatusCodes.Status403Forbidden, "Forbidden",
        "This bot serves one tenant of Teams by service addresses that are allowed: the activity is from elsewhere.");

    /// <summary>Nobody can say yet.</summary>
    public static readonly ActivityRefusal KeysNotRead = new(StatusCodes.Status503ServiceUnavailable, "KeysNotRead",
        "Teams' signing keys could not be read in time: send this again in a moment.");

    /// <summary>More than any activity is.</summary>
    public static readonly ActivityRefusal Size = new(StatusCodes.Status413PayloadTooLarge, "TooLarge",
        "An activity has at most one megabyte.");
}

/// <summary>Who may bring activities: the Bot Framework's own tokens, for this bot, this service and these tenants;
/// every check is made, each alone is enough to refuse.</summary>
internal sealed partial class ActivityAuthenticator(SigningKeyCache keys, ServiceUrlAllowList hosts,
    TeamsOptions settings, TokenLifetime lifetime, IHostEnvironment environment, ILogger<ActivityAuthenticator> log)
{
    private const string Issuer = "https://api.botframework.com";
    private const string Channel = "msteams";
    private const string NotRead = "signing keys that could not be read in time";
    private static readonly string[] Betraying = ["Origin", "X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via"];
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    /// <summary>Why it may not come in; null when it may.</summary>
    public async Task<ActivityRefusal?> JudgeAsync(HttpRequest request, JsonElement activity, CancellationToken stop)
    {
        var why = await TokenFaultAsync(request, activity, stop);
        if (why is not null)
        {
            LogRefused(log, why);
            return why == NotRead ? ActivityRefusal.KeysNotRead : ActivityRefusal.Token;
        }

        why = ActivityFault(activity);
        if (why is not null)
        {
            LogRefused(log, why);
            return ActivityRefusal.Activity;
        }

        return null;
    }

    private string? ActivityFault(JsonElement activity)
    {
        var tenant = activity.Text("conversation", "tenantId") ?? activity.Text("channelData", "tenant", "id");
        return activity.Text("channelId") != Channel ? "another channel"
            : settings.TenantId is { } ours && !string.Equals(tenant, ours, StringComparison.OrdinalIgnoreCase)
            ? "another tenant"
            : !hosts.Allows(activity.Text("serviceUrl")) ? "a service address that is not allowed"
            : null;
    }

    /// <summary>Why it may not come in, before anything of the body is read; null when it may be read.</summary>
    public ActivityRefusal? Judge(HttpRequest request)
    {
        if (request.Headers.Authorization.Count > 0 || MayComeWithout(request))
        {
            return null;
        }

        LogRefused(log, "no token");
        return ActivityRefusal.Token;
    }

    private async Task<string?> TokenFaultAsync(HttpRequest request, JsonElement activity, CancellationToken stop)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return MayComeWithout(request) ? null : "no token";
        }

        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return "no bearer token";
        }

        var text = header["Bearer ".Length..].Trim();
        if (!handler.CanReadToken(text) || Read(text) is not { Kid: { Length: > 0 } kid })
        {
            return "a malformed token";
        }

        var found = await keys.FindAsync(kid, stop);
        return found.Key is { } key ? await FaultAsync(text, key, activity) : found.IsSure ? "an unknown key" : NotRead;
    }

    private JsonWebToken? Read(string text)
    {
        try
        {
            return handler.ReadJsonWebToken(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private async Task<string?> FaultAsync(string text, SigningKey key, JsonElement activity)
    {
        var result = await handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuers = keys.Issuer is { } named ? [Issuer, named] : [Issuer],
            ValidAudience = settings.AppId,
            IssuerSigningKey = key.Key,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => lifetime.IsAlive(from, until),
        });
        return !result.IsValid ? result.Exception?.GetType().Name ?? "a token that does not hold"
            : !key.Endorsements.Contains(activity.Text("channelId") ?? "")
            ? "a key that is not endorsed for the channel"
            : !IsService(result.ClaimsIdentity, activity.Text("serviceUrl")) ? "another service address than its token"
            : null;
    }

    // The name is written in both ways; said twice, it says nothing.
    private static bool IsService(ClaimsIdentity token, string? said) =>
        token.Claims.Where(item => item.Type is "serviceurl" or "serviceUrl").Select(item => item.Value)
            .ToList() is [{ Length: > 0 } claim]
        && said is not null && string.Equals(claim.TrimEnd('/'), said.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Development, this machine under a name of its own, no proxy and no page of a browser.</summary>
    private bool MayComeWithout(HttpRequest request) =>
        settings.AllowUnauthenticatedLoopback && environment.IsDevelopment()
            && request.HttpContext.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && IsLoopback(request.Host.Host) && !Betraying.Any(request.Headers.ContainsKey);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    [LoggerMessage(7101, LogLevel.Warning, "An activity in Teams' name was refused: {Why}.")]
    private static partial void LogRefused(ILogger log, string why);
}
