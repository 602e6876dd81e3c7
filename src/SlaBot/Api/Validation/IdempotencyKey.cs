using System.Security.Cryptography;
using System.Text;
using SlaBot.Engine;

namespace SlaBot.Api.Validation;

/// <summary>The header that makes a command repeatable.</summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";

    /// <summary>The stamp; null without the header, or with a fault when the header cannot be one.</summary>
    public static RequestStamp? Read(HttpRequest request, string lead, byte[] body, List<Fault> faults)
    {
        var values = request.Headers[Header];
        if (values.Count == 0)
        {
            return null;
        }

        var key = values[0] ?? "";
        if (values.Count > 1 || key.Length is < 1 or > 255 || key.Any(character => character is < '!' or > '~'))
        {
            faults.Add(new Fault(Header, $"{Header} must stand once, with 1 to 255 visible ASCII characters"));
            return null;
        }

        return new RequestStamp("api:" + key, Hash(lead, body));
    }

    private static string Hash(string lead, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(lead));
        hash.AppendData([0]);
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
