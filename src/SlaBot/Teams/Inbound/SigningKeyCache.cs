using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using NodaTime.Extensions;
using SlaBot.Chat;
using SlaBot.Engine;

namespace SlaBot.Teams.Inbound;

/// <summary>A signing key, and the channels it is endorsed for.</summary>
internal sealed record SigningKey(JsonWebKey Key, IReadOnlySet<string> Endorsements);

/// <summary>What is known of a key id. <c>IsSure</c>: false when the keys could not be read in time, so that a "no" may
/// be wrong.</summary>
internal readonly record struct SigningKeyLookup(SigningKey? Key, bool IsSure);

/// <summary>
/// The keys that sign inbound requests: read twice a day, and when one is met that is not known, but not at everybody's
/// request. They are read beside the requests, which wait for them no longer than Teams' patience allows.
/// </summary>
internal sealed class SigningKeyCache(HttpClient http, Uri metadata, TimeSpan patience, TimeProvider time)
    : IDisposable
{
    private const int MostForced = 5;
    private const int MostBytes = 1_048_576;
    private static readonly Duration Fresh = Duration.FromHours(12);
    private static readonly Duration Span = Duration.FromMinutes(1);
    private readonly CancellationTokenSource end = new();
    private readonly Queue<Instant> forced = [];
    private Task? reading;
    private volatile Shelf shelf = new(ImmutableDictionary<string, SigningKey>.Empty, null, Instant.MinValue);

    /// <summary>True when keys were read.</summary>
    public bool AreKnown => shelf.Keys.Count > 0;

    /// <summary>The issuer that the metadata name; null while none were read.</summary>
    public string? Issuer => shelf.Issuer;

    /// <summary>The key of that id; null when there is none, also after asking anew. A known key waits for
    /// nobody.</summary>
    public async Task<SigningKeyLookup> FindAsync(string id, CancellationToken stop)
    {
        var known = shelf.Keys.GetValueOrDefault(id);
        if (known is not null && Now() - shelf.ReadAt <= Fresh)
        {
            return new SigningKeyLookup(known, true);
        }

        var (timeUp, asked) = (Task.Delay(patience, time, stop), Reading(out var isOurs));
        for (var turn = 0; turn < 2 && known is null && asked is not null && !timeUp.IsCompleted; turn++)
        {
            await Task.WhenAny(asked, timeUp);
            known = shelf.Keys.GetValueOrDefault(id);
            if (isOurs || known is not null)
            {
                break;
            }

            // That reading began before we came: what it brought may be older than the key.
            asked = turn == 0 && asked.IsCompleted ? Reading(out isOurs) : asked;
        }

        return new SigningKeyLookup(known,
            known is not null || (asked is null or { IsCompleted: true } && Now() - shelf.ReadAt <= Span));
    }

    /// <summary>Has the keys read before anybody waits for them, when they are not fresh.</summary>
    public void Warm()
    {
        if (Now() - shelf.ReadAt > Fresh)
        {
            Reading(out _);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        end.Cancel();
        end.Dispose();
    }

    // One reading at a time, for all who wait; null when it was asked for too often of late.
    private Task? Reading(out bool isOurs)
    {
        lock (forced)
        {
            isOurs = reading is null or { IsCompleted: true };
            return !isOurs ? reading : MayForce(Now()) ? reading = ReadAsync(end.Token) : null;
        }
    }

    private Instant Now() => time.GetCurrentInstant();

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

    private async Task ReadAsync(CancellationToken stop)
    {
        var now = Now();
        try
        {
            using var described = JsonDocument.Parse(await TextAsync(metadata, stop));
            if (!Uri.TryCreate(described.RootElement.Text("jwks_uri"), UriKind.Absolute, out var address))
            {
                return;
            }

            using var set = JsonDocument.Parse(await TextAsync(address, stop));
            var keys = set.RootElement.Items("keys").Select(Key).OfType<SigningKey>()
                .DistinctBy(signingKey => signingKey.Key.Kid).ToImmutableDictionary(signingKey => signingKey.Key.Kid,
                    StringComparer.Ordinal);
            if (keys.Count > 0)
            {
                shelf = new Shelf(keys, described.RootElement.Text("issuer"), now);
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException or ArgumentException
            or InvalidOperationException or NotSupportedException or OperationCanceledException)
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

    private static SigningKey? Key(JsonElement element)
    {
        if (element.Text("kid") is not { Length: > 0 } || element.Text("kty") != "RSA"
            || element.Text("use") is not (null or "sig"))
        {
            return null;
        }

        var endorsed = element.Items("endorsements").Where(name => name.ValueKind == JsonValueKind.String)
            .Select(name => name.GetString()!);
        return new SigningKey(new JsonWebKey(element.GetRawText()), endorsed.ToHashSet(StringComparer.Ordinal));
    }

    private sealed record Shelf(ImmutableDictionary<string, SigningKey> Keys, string? Issuer, Instant ReadAt);
}

/// <summary>Whether a token is alive: by the world's time; the manual clock of a development machine may stand
/// elsewhere and is asked too.</summary>
internal sealed class TokenLifetime(IClock clock, TimeProvider time)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>True while it is, with five minutes of patience at both ends.</summary>
    public bool IsAlive(DateTime? from, DateTime? until) =>
        IsAlive(from, until, time.GetUtcNow().UtcDateTime)
            || (clock.StandsStill() && IsAlive(from, until, clock.GetCurrentInstant().ToDateTimeUtc()));

    private static bool IsAlive(DateTime? from, DateTime? until, DateTime now) =>
        until is { } end && now <= end + Skew && (from is null || now >= from - Skew);
}
