using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace SlaBot.Teams;

/// <summary>A signing key, and the channels it is endorsed for.</summary>
internal sealed record TeamsKey(JsonWebKey Key, IReadOnlySet<string> Endorsements);

/// <summary>The keys that sign inbound requests: asked for twice a day, and when one is met that is not known, but not at everybody's wish.</summary>
internal sealed class TeamsKeys(HttpClient http, Uri metadata) : IDisposable
{
    private const int MostForced = 5;
    private const int MostBytes = 1_048_576;
    private static readonly Duration Fresh = Duration.FromHours(12);
    private static readonly Duration Span = Duration.FromMinutes(1);
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Queue<Instant> forced = [];
    private volatile Shelf shelf = new(ImmutableDictionary<string, TeamsKey>.Empty, null, Instant.MinValue);

    /// <summary>True when keys were read.</summary>
    public bool AreKnown => shelf.Keys.Count > 0;

    /// <summary>The issuer that the metadata name; null while none were read.</summary>
    public string? Issuer => shelf.Issuer;

    /// <summary>The key of that id; null when there is none, also after asking anew.</summary>
    public async Task<TeamsKey?> FindAsync(string id, CancellationToken stop)
    {
        // A known key waits for nobody, also while strangers make us ask a slow address for theirs.
        var isKnown = shelf.Keys.ContainsKey(id);
        if ((isKnown && Now() - shelf.ReadAt <= Fresh) || !await gate.WaitAsync(isKnown ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, stop))
        {
            return shelf.Keys.GetValueOrDefault(id);
        }

        try
        {
            var now = Now();
            if ((now - shelf.ReadAt > Fresh || !shelf.Keys.ContainsKey(id)) && MayForce(now))
            {
                await ReadAsync(now, stop);
            }

            return shelf.Keys.GetValueOrDefault(id);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private static Instant Now() => SystemClock.Instance.GetCurrentInstant();

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
            using var described = JsonDocument.Parse(await TextAsync(metadata, stop));
            if (!Uri.TryCreate(described.RootElement.Text("jwks_uri"), UriKind.Absolute, out var address))
            {
                return;
            }

            using var set = JsonDocument.Parse(await TextAsync(address, stop));
            var keys = set.RootElement.Items("keys").Select(Key).OfType<TeamsKey>().DistinctBy(one => one.Key.Kid).ToImmutableDictionary(one => one.Key.Kid, StringComparer.Ordinal);
            if (keys.Count > 0)
            {
                shelf = new Shelf(keys, described.RootElement.Text("issuer"), now);
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException or ArgumentException or InvalidOperationException or NotSupportedException or OperationCanceledException)
        {
            // The keys known so far stay; without any, nobody is let in.
        }
    }

    private async Task<string> TextAsync(Uri address, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(http.Timeout);
        using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        answer.EnsureSuccessStatusCode();
        await answer.Content.LoadIntoBufferAsync(MostBytes, patience.Token);
        return await answer.Content.ReadAsStringAsync(patience.Token);
    }

    private static TeamsKey? Key(JsonElement one)
    {
        if (one.Text("kid") is not { Length: > 0 } || one.Text("kty") != "RSA" || one.Text("use") is not (null or "sig"))
        {
            return null;
        }

        var endorsed = one.Items("endorsements").Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!);
        return new TeamsKey(new JsonWebKey(one.GetRawText()), endorsed.ToHashSet(StringComparer.Ordinal));
    }

    private sealed record Shelf(ImmutableDictionary<string, TeamsKey> Keys, string? Issuer, Instant ReadAt);
}
