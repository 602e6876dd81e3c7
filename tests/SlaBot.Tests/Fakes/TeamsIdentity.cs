using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SlaBot.Tests.Fakes;

/// <summary>The Bot Framework's identity: keys with endorsements that rotate, and tokens, sound or spoilt on demand.</summary>
internal sealed class TeamsIdentity
{
    public const string App = "3f1d2c4b-0000-4000-8000-00000000a001";
    public const string Tenant = "7c9e6679-0000-4000-8000-00000000b001";

    // Making a key takes a quarter of a second, and hundreds of tests have a Teams of their own: the first key of each
    // is the same, the second, and so on. They live as long as the run, for the library remembers whom it has met.
    private static readonly ConcurrentDictionary<int, Lazy<RSA>> Keys = [];
    private int made;
    private int number;

    public TeamsIdentity() => Rotate();

    public List<(RsaSecurityKey Key, string[] Endorsements)> Published { get; } = [];

    private int asked;

    /// <summary>How often the keys were given out.</summary>
    public int Asked => Volatile.Read(ref asked);

    public RsaSecurityKey Current => Published[^1].Key;

    /// <summary>From now on only a new key is published and signs.</summary>
    public void Rotate(params string[] endorsements)
    {
        Published.Clear();
        Published.Add((Fresh(), endorsements.Length == 0 ? ["msteams", "webchat"] : endorsements));
    }

    public RsaSecurityKey Fresh(string? id = null)
    {
        var rsa = Keys.GetOrAdd(made++, _ => new Lazy<RSA>(() => RSA.Create(2048)));
        return new RsaSecurityKey(rsa.Value) { KeyId = id ?? $"key-{++number}" };
    }

    public JsonObject KeySet()
    {
        // Tests of other worlds sign with the same keys at the same time, and a key changes hands between its users.
        var given = new JsonObject
        {
            ["keys"] = new JsonArray([.. Published.ToArray().Select(pair =>
            {
                var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(Exported(pair.Key.Rsa)) { KeyId = pair.Key.KeyId });
                return new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = key.Kid, ["n"] = key.N, ["e"] = key.E, ["endorsements"] = new JsonArray([.. pair.Endorsements.Select(name => (JsonNode)name)]) };
            })]),
        };
        Interlocked.Increment(ref asked); // last: who waits for the count may change the keys at once
        return given;
    }

    private static RSAParameters Exported(RSA key)
    {
        lock (Keys)
        {
            return key.ExportParameters(false);
        }
    }

    public string Token(string serviceUrl, string? issuer = null, string? audience = null, SecurityKey? key = null, TimeSpan? from = null, TimeSpan? until = null, bool withService = true, string algorithm = SecurityAlgorithms.RsaSha256, string[]? services = null, (string Name, string Value)? more = null)
    {
        Dictionary<string, object> claims = withService ? new() { ["serviceurl"] = services is null ? serviceUrl : services } : [];
        if (more is { } pair)
        {
            claims[pair.Name] = pair.Value;
        }

        var now = World.Now.UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? "https://api.botframework.com",
            Audience = audience ?? App,
            NotBefore = now + (from ?? TimeSpan.FromMinutes(-5)),
            Expires = now + (until ?? TimeSpan.FromHours(1)),
            Claims = claims,
            SigningCredentials = new SigningCredentials(key ?? Current, algorithm),
        });
    }
}
