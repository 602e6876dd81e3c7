using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace SlaBot.Slack.Inbound;

/// <summary>Signing v0: over the raw body, at most five minutes old, compared in constant time.</summary>
internal static class SlackSignature
{
    /// <summary>The header of the signature.</summary>
    public const string Header = "X-Slack-Signature";

    /// <summary>The header of the time of signing, in seconds.</summary>
    public const string TimeHeader = "X-Slack-Request-Timestamp";

    private static readonly Duration Window = Duration.FromMinutes(5);

    /// <summary>The signature of a body.</summary>
    public static string Of(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        hash.AppendData(body);
        return "v0=" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>True when Slack signed this body within five minutes of one of the instants. An empty secret verifies nothing.</summary>
    public static bool IsTrue(string? secret, string? timestamp, string? signature, ReadOnlySpan<byte> body, params ReadOnlySpan<Instant> nows)
    {
        if (string.IsNullOrEmpty(secret) || signature is null || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }

        var isFresh = false;
        foreach (var now in nows)
        {
            isFresh |= Math.Abs(now.ToUnixTimeSeconds() - seconds) <= Window.TotalSeconds;
        }

        var expected = Encoding.UTF8.GetBytes(Of(secret, timestamp, body));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature)) && isFresh;
    }
}
