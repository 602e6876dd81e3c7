using System.Net;
using System.Security.Cryptography;
using System.Text;
using SlaBot.Api.Contracts;
using SlaBot.Api.Import;

namespace SlaBot.Api.Endpoints;

/// <summary>Who calls: a named key, or in the Development environment somebody on this machine while no keys are set.</summary>
internal sealed record Caller(string Name, IReadOnlySet<string> Rights)
{
    /// <summary>True when it may.</summary>
    public bool May(string right) => Rights.Contains(right);
}

/// <summary>Finds out who calls, and whether they may.</summary>
internal static class Callers
{
    // What a proxy says of whom it speaks for. A request with any of these did not begin on this machine, whatever its address.
    private static readonly string[] Forwarding = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP", "Forwarded", "Via"];

    /// <summary>The caller, or the 401 or 403 that they get.</summary>
    /// <remarks>Outside the Development environment nobody is let in for their address: a proxy on this machine makes every stranger look local.</remarks>
    public static (Caller? Caller, Reply? Problem) Identify(HttpContext context, ApiPorts ports)
    {
        var keys = ports.Keys();
        var given = Given(context.Request);
        if (given is not null && Find(given, ports) is { } key)
        {
            return (new Caller(key.Name, key.Rights), null);
        }

        if (keys.Count == 0 && ports.IsDevelopment)
        {
            return IsLocal(context)
                ? (new Caller("local", Rights.All), null)
                : (null, Problem.Of(403, "local-only", "No API keys are set, so only callers on this machine are answered. Set SlaBot:Api:Keys to let others in."));
        }

        return (null, Unknown(
            keys.Count == 0 ? "Every call needs a key, and none is set yet. An administrator sets one under SlaBot:Api:Keys."
            : given is null ? "Send a key: Authorization: Bearer KEY, or X-Api-Key: KEY."
            : "This key is not one of the configured ones."));
    }

    /// <summary>The key that was given, or the command line's token; null when it is neither.</summary>
    public static ApiKey? Find(string given, ApiPorts ports) =>
        Match(given, ports.CommandLine() is { } token ? [.. ports.Keys(), token] : ports.Keys());

    /// <summary>True for a caller who may be told how the program is: with any key, or on this machine in the Development environment.</summary>
    public static bool MayHearReasons(HttpContext context, ApiPorts ports) =>
        (ports.IsDevelopment && IsLocal(context)) || (Given(context.Request) is { } given && Find(given, ports) is not null);

    /// <summary>The problem of a caller without that right; null when they have it.</summary>
    public static Reply? Lacks(this Caller caller, string right) => caller.May(right)
        ? null
        : Problem.Of(403, "forbidden", $"The key {caller.Name} lacks the right {right}. An administrator grants it under SlaBot:Api:Keys.");

    /// <summary>True for a caller on this machine who asks for it by a local name, and not through a proxy that says so. Means something in the Development environment only.</summary>
    public static bool IsLocal(HttpContext context)
    {
        if (Forwarding.Any(context.Request.Headers.ContainsKey))
        {
            return false;
        }

        // The host's name is checked so that a page of a stranger's site cannot reach in under a name that it points here.
        var host = context.Request.Host.Host;
        var named = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var literal) && IPAddress.IsLoopback(literal));
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

    // Every key is compared, each in constant time, so that the time of the answer says nothing.
    private static ApiKey? Match(string given, IReadOnlyList<ApiKey> keys)
    {
        var hash = Hash(given);
        ApiKey? found = null;
        foreach (var key in keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, Hash(key.Key)) && key.Key.Length > 0)
            {
                found = key;
            }
        }

        return found;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static Reply Unknown(string sentence) => Problem.Of(401, "unauthorised", sentence) with
    {
        Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Bearer realm=\"SlaBot\"" },
    };
}
