using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace SlaBot.Intake;

/// <summary>Who calls: a named key, or somebody on this machine while no keys are set.</summary>
internal sealed record Caller(string Name, IReadOnlySet<string> Rights)
{
    /// <summary>True when it may.</summary>
    public bool May(string right) => Rights.Contains(right);
}

/// <summary>Finds out who calls, and whether they may.</summary>
internal static class Callers
{
    /// <summary>The caller, or the 401 or 403 that they get.</summary>
    public static (Caller? Caller, Reply? Problem) Identify(HttpContext context, IReadOnlyList<ApiKey> keys)
    {
        if (keys.Count == 0)
        {
            return IsLocal(context)
                ? (new Caller("local", Rights.All), null)
                : (null, Problem.Of(403, "local-only", "No API keys are set, so only callers on this machine are answered. Set SlaBot:Api:Keys to let others in."));
        }

        var given = Given(context.Request);
        return given is not null && Match(given, keys) is { } key
            ? (new Caller(key.Name, key.Rights), null)
            : (null, Unknown(given is null ? "Send a key: Authorization: Bearer KEY, or X-Api-Key: KEY." : "This key is not one of the configured ones."));
    }

    /// <summary>The problem of a caller without that right; null when they have it.</summary>
    public static Reply? Lacks(this Caller caller, string right) => caller.May(right)
        ? null
        : Problem.Of(403, "forbidden", $"The key {caller.Name} lacks the right {right}. An administrator grants it under SlaBot:Api:Keys.");

    /// <summary>True for a caller on this machine who asks for it by a local name, and not through a proxy that says so.</summary>
    public static bool IsLocal(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded"))
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
