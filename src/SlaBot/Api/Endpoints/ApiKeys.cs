using System.Security.Cryptography;
using System.Text;
using SlaBot.Api.Contracts;

namespace SlaBot.Api.Endpoints;

/// <summary>
/// The keys in force: those of the settings, which an edit replaces, and the token by which this machine's command line
/// speaks to the running bot.
/// </summary>
internal sealed class ApiKeys(IReadOnlyList<ApiKey> configured)
{
    /// <summary>How many characters the command line's token has.</summary>
    public const int TokenLength = 64;

    private volatile IReadOnlyList<ApiKey> configured = configured;

    /// <summary>The keys of the settings; without any, only loopback callers in the Development environment are
    /// answered.</summary>
    public IReadOnlyList<ApiKey> Configured => configured;

    /// <summary>The command line's token, made anew at each start, as a key with every right.</summary>
    public ApiKey CommandLine { get; } =
        new("command line", RandomNumberGenerator.GetHexString(TokenLength, lowercase: true), Rights.All);

    /// <summary>Every key that is answered.</summary>
    public IEnumerable<ApiKey> All => [.. configured, CommandLine];

    /// <summary>Puts the keys of edited settings in force.</summary>
    public void Replace(IReadOnlyList<ApiKey> edited) => configured = edited;

    /// <summary>The key that was given; null when it is none of them.</summary>
    /// <remarks>Every key is compared, each in constant time, so that the time of the answer says nothing.</remarks>
    public ApiKey? Find(string given)
    {
        var hash = Hash(given);
        ApiKey? found = null;
        foreach (var key in All)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, Hash(key.Key)) && key.Key.Length > 0)
            {
                found = key;
            }
        }

        return found;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
