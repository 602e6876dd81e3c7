using System.Net;
using SlaBot.Api.Contracts;

namespace SlaBot.Api.Endpoints;

/// <summary>Who calls: a named key, or in the Development environment somebody on this machine while no keys are
/// set.</summary>
internal sealed record Caller(string Name, IReadOnlySet<string> Rights)
{
    /// <summary>True when another owner that this caller names is an assignment.</summary>
    public bool MayAssign { get; init; } = Rights.Contains(Contracts.Rights.Admin);

    /// <summary>True when the caller has that right.</summary>
    public bool May(string right) => Rights.Contains(right);

    /// <summary>The problem of a caller without that right; null when they have it.</summary>
    public Reply? Lacks(string right) => May(right)
        ? null
        : Problem.Of(403, "forbidden",
            $"The key {Name} lacks the right {right}. An administrator grants it under SlaBot:Api:Keys.");
}

/// <summary>Finds out who calls, and whether they may.</summary>
internal sealed class Callers(ApiKeys keys, IHostEnvironment environment)
{
    private readonly bool isDevelopment = environment.IsDevelopment();

    // What a proxy says of whom it speaks for. A request with any of these did not begin on this machine, whatever its
    // address.
    private static readonly string[] Forwarding =
        ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP", "Forwarded", "Via"];

    /// <summary>The caller, or the 401 or 403 that they get.</summary>
    /// <remarks>Outside the Development environment nobody is let in for their address: a proxy on this machine makes
    /// every stranger look local.</remarks>
    public (Caller? Caller, Reply? Problem) Identify(HttpContext context)
    {
        var given = Given(context.Request);
        if (given is not null && keys.Find(given) is { } key)
        {
            return (new Caller(key.Name, key.Rights) { MayAssign = key.MayAssign || key.Rights.Contains(Rights.Admin) }, null);
        }

        var hasKeys = keys.Configured.Count > 0;
        if (!hasKeys && isDevelopment)
        {
            return IsLocal(context)
                ? (new Caller("local", Rights.All), null)
                : (null,
                    Problem.Of(403, "local-only",
                        "No API keys are set, so only callers on this machine are answered. Set SlaBot:Api:Keys to "
                        + "let others in."));
        }

        return (null, Unknown(
            !hasKeys ? "Every call needs a key, and none is set yet. An administrator sets one under SlaBot:Api:Keys."
            : given is null ? "Send a key: Authorization: Bearer KEY, or X-Api-Key: KEY."
            : "This key is not one of the configured ones."));
    }

    /// <summary>True for a caller who may be told how the program is: with any key, or on this machine in the
    /// Development environment.</summary>
    public bool MayHearReasons(HttpContext context) =>
        (isDevelopment && IsLocal(context)) || (Given(context.Request) is { } given && keys.Find(given) is not null);

    /// <summary>True for a caller on this machine who asks for it by a local name, and not through a proxy that says
    /// so. Means something in the Development environment only.</summary>
    public static bool IsLocal(HttpContext context)
    {
        if (Forwarding.Any(context.Request.Headers.ContainsKey))
        {
            return false;
        }

        // The host's name is checked so that a page of a stranger's site cannot reach in under a name that it points
        // here.
        var host = context.Request.Host.Host;
        var named = host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var literal) && IPAddress.IsLoopback(literal));
        return named && (context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address));
    }

    private static string? Given(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return authorization[7..].Trim();
        }

        var key = request.Headers["X-Api-Key"].ToString();
        return key.Length > 0 ? key : null;
    }

    private static Reply Unknown(string sentence) => Problem.Of(401, "unauthorised", sentence) with
    {
        Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Bearer realm=\"SlaBot\"" },
    };
}
