using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using SlaBot.Desk;

namespace SlaBot.Teams;

/// <summary>Who may bring activities: the Bot Framework's own tokens, for this bot, this service and these tenants; every check is made, each alone is enough to refuse.</summary>
internal sealed partial class TeamsGate(TeamsKeys keys, TeamsHosts hosts, TeamsOptions settings, IClock clock, IHostEnvironment environment, ILogger<TeamsGate> log)
{
    private const string Issuer = "https://api.botframework.com";
    private const string Channel = "msteams";
    private static readonly string[] Betraying = ["Origin", "X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via"];
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    /// <summary>The status to refuse with; null when it may come in.</summary>
    public async Task<int?> JudgeAsync(HttpRequest request, JsonElement activity, CancellationToken stop)
    {
        var why = await TokenFaultAsync(request, activity, stop);
        if (why is not null)
        {
            LogRefused(log, why);
            return StatusCodes.Status401Unauthorized;
        }

        why = ActivityFault(activity);
        if (why is not null)
        {
            LogRefused(log, why);
            return StatusCodes.Status403Forbidden;
        }

        return null;
    }

    private string? ActivityFault(JsonElement activity)
    {
        var tenant = activity.Text("conversation", "tenantId") ?? activity.Text("channelData", "tenant", "id");
        return activity.Text("channelId") != Channel ? "another channel"
            : settings.TenantId is { } ours && !string.Equals(tenant, ours, StringComparison.OrdinalIgnoreCase) ? "another tenant"
            : !hosts.Allows(activity.Text("serviceUrl")) ? "a service address that is not allowed"
            : null;
    }

    /// <summary>The status to refuse with before anything of the body is read; null when it may be read.</summary>
    public int? Judge(HttpRequest request)
    {
        if (request.Headers.Authorization.Count > 0 || MayComeWithout(request))
        {
            return null;
        }

        LogRefused(log, "no token");
        return StatusCodes.Status401Unauthorized;
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

        return await keys.FindAsync(kid, stop) is not { } key ? "an unknown key" : await FaultAsync(text, key, activity);
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

    private async Task<string?> FaultAsync(string text, TeamsKey key, JsonElement activity)
    {
        var result = await handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuers = keys.Issuer is { } named ? [Issuer, named] : [Issuer],
            ValidAudience = settings.AppId,
            IssuerSigningKey = key.Key,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => TeamsLifetime.IsAlive(from, until, clock),
        });
        return !result.IsValid ? result.Exception?.GetType().Name ?? "a token that does not hold"
            : !key.Endorsements.Contains(activity.Text("channelId") ?? "") ? "a key that is not endorsed for the channel"
            : !IsService(result.ClaimsIdentity, activity.Text("serviceUrl")) ? "another service address than its token"
            : null;
    }

    // The name is written in both ways; said twice, it says nothing.
    private static bool IsService(ClaimsIdentity token, string? said) =>
        token.Claims.Where(one => one.Type is "serviceurl" or "serviceUrl").Select(one => one.Value).ToList() is [{ Length: > 0 } claim]
        && said is not null && string.Equals(claim.TrimEnd('/'), said.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Development, this machine under a name of its own, no proxy and no page of a browser.</summary>
    private bool MayComeWithout(HttpRequest request) =>
        settings.AllowUnauthenticatedLoopback && environment.IsDevelopment() && request.HttpContext.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && IsLoopback(request.Host.Host) && !Betraying.Any(request.Headers.ContainsKey);

    private static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    [LoggerMessage(7101, LogLevel.Warning, "An activity in Teams' name was refused: {Why}.")]
    private static partial void LogRefused(ILogger log, string why);
}
