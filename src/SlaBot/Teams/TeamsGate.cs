using System.Net;
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
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
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
            LifetimeValidator = (from, until, _, _) => IsAlive(from, until),
        });
        return !result.IsValid ? result.Exception?.GetType().Name ?? "a token that does not hold"
            : !key.Endorsements.Contains(activity.Text("channelId") ?? "") ? "a key that is not endorsed for the channel"
            : !Same(result.ClaimsIdentity.FindFirst("serviceurl")?.Value ?? result.ClaimsIdentity.FindFirst("serviceUrl")?.Value, activity.Text("serviceUrl")) ? "another service address than its token"
            : null;
    }

    /// <summary>By the world's time; the manual clock of a development machine may stand elsewhere and is asked too.</summary>
    private bool IsAlive(DateTime? from, DateTime? until) =>
        IsAlive(from, until, DateTime.UtcNow) || (clock is ManualClock && IsAlive(from, until, clock.GetCurrentInstant().ToDateTimeUtc()));

    private static bool IsAlive(DateTime? from, DateTime? until, DateTime now) => until is { } end && now <= end + Skew && (from is null || now >= from - Skew);

    private static bool Same(string? claim, string? said) => claim is { Length: > 0 } && said is not null && string.Equals(claim.TrimEnd('/'), said.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Development, this machine, and no page of a browser.</summary>
    private bool MayComeWithout(HttpRequest request) =>
        settings.AllowUnauthenticatedLoopback && environment.IsDevelopment() && request.HttpContext.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && !request.Headers.ContainsKey("Origin") && !request.Headers.ContainsKey("X-Forwarded-For");

    [LoggerMessage(7101, LogLevel.Warning, "An activity in Teams' name was refused: {Why}.")]
    private static partial void LogRefused(ILogger log, string why);
}
