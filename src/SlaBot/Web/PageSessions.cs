using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using SlaBot.Api.Contracts;
using SlaBot.Api.Endpoints;
using SlaBot.Engine;

namespace SlaBot.Web;

/// <summary>
/// Browsers that gave a key which may read. A session is held as a digest, for twelve hours, and ends sooner with its
/// key or with the process.
/// </summary>
internal sealed class PageSessions(ApiKeys keys, IClock clock)
{
    /// <summary>The cookie; scripts cannot read it, and other sites' forms do not bring it along.</summary>
    public const string Cookie = "slabot_pages";

    /// <summary>How long a session lasts.</summary>
    public static readonly Duration Life = Duration.FromHours(12);

    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, (string Key, Instant Until)> open = new(StringComparer.Ordinal);

    /// <summary>Begins a session; null when that is no key which may read.</summary>
    public string? Begin(string key)
    {
        if (keys.Find(key) is not { } found || !found.Rights.Contains(Rights.Read))
        {
            return null;
        }

        MakeRoom();
        var session = RandomNumberGenerator.GetHexString(64, lowercase: true);
        open[Digest(session)] = (Digest(found.Key), clock.Second() + Life);
        return session;
    }

    /// <summary>True while the session lasts and its key is still one that may read.</summary>
    public bool IsOpen(HttpRequest request) =>
        request.Cookies[Cookie] is { Length: > 0 } session && open.TryGetValue(Digest(session), out var held)
            && clock.Second() < held.Until
        && keys.All.Any(key => key.Rights.Contains(Rights.Read) && Digest(key.Key) == held.Key);

    /// <summary>Ends the session.</summary>
    public void End(HttpRequest request)
    {
        if (request.Cookies[Cookie] is { Length: > 0 } session)
        {
            open.TryRemove(Digest(session), out _);
        }
    }

    private void MakeRoom()
    {
        if (open.Count < Most)
        {
            return;
        }

        foreach (var (session, _) in open.OrderBy(pair => pair.Value.Until).Take(Most / 2))
        {
            open.TryRemove(session, out _);
        }
    }

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
