using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace SlaBot.Teams;

/// <summary>A signing key, and the channels it is endorsed for.</summary>
internal sealed record TeamsKey(JsonWebKey Key, IReadOnlySet<string> Endorsements);

/// <summary>The keys that sign inbound requests: asked for twice a day, and when one is met that is not known, but not at everybody's wish.</summary>
internal sealed class TeamsKeys(HttpClient http, TeamsOptions settings) : IDisposable
{
    private const int MostForced = 5;
    private static readonly Duration Fresh = Duration.FromHours(12);
    private static readonly Duration Span = Duration.FromMinutes(1);
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Queue<Instant> forced = [];
    private IReadOnlyDictionary<string, TeamsKey> keys = new Dictionary<string, TeamsKey>();
    private Instant readAt = Instant.MinValue;

    /// <summary>True when keys were read.</summary>
    public bool AreKnown => keys.Count > 0;

    /// <summary>The issuer that the metadata name; null while none were read.</summary>
    public string? Issuer { get; private set; }

    /// <summary>The key of that id; null when there is none, also after asking anew.</summary>
    public async Task<TeamsKey?> FindAsync(string id, CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            var now = SystemClock.Instance.GetCurrentInstant();
            if ((now - readAt > Fresh || !keys.ContainsKey(id)) && MayForce(now))
            {
                await ReadAsync(now, stop);
            }

            return keys.GetValueOrDefault(id);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private bool MayForce(Instant now)
    {
        while (forced.TryPeek(out var first) && now - first > Span)
        {
            forced.Dequeue();
        }

        if (forced.Count >= MostForced)
        {
            return false;
        }

        forced.Enqueue(now);
        return true;
    }

    private async Task ReadAsync(Instant now, CancellationToken stop)
    {
        try
        {
            using var metadata = JsonDocument.Parse(await http.GetStringAsync(settings.OpenIdMetadataUrl, stop));
            if (!Uri.TryCreate(metadata.RootElement.Text("jwks_uri"), UriKind.Absolute, out var address))
            {
                return;
            }

            var text = await http.GetStringAsync(address, stop);
            using var set = JsonDocument.Parse(text);
            keys = set.RootElement.Items("keys").Select(Key).OfType<TeamsKey>().DistinctBy(one => one.Key.Kid).ToDictionary(one => one.Key.Kid, StringComparer.Ordinal);
            Issuer = metadata.RootElement.Text("issuer");
            readAt = now;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException or OperationCanceledException)
        {
            // The keys known so far stay; without any, nobody is let in.
        }
    }

    private static TeamsKey? Key(JsonElement one)
    {
        if (one.Text("kid") is not { Length: > 0 } || one.Text("kty") != "RSA")
        {
            return null;
        }

        var endorsed = one.Items("endorsements").Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!);
        return new TeamsKey(new JsonWebKey(one.GetRawText()), endorsed.ToHashSet(StringComparer.Ordinal));
    }
}
