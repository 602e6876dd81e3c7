using System.Collections.Concurrent;
using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Teams.Connector;

/// <summary>Teams' table of limits for one conversation and for the whole tenant, and a rest for everybody while Teams
/// does not answer. Stands still with the manual clock.</summary>
internal sealed class TeamsRateLimiter(IClock clock)
{
    private const int MostKept = 5_000;
    private const string Everybody = "";
    // Teams counts when it hears, not when we speak, and the way there is not always as long: each span is a little
    // longer than its table's.
    private static readonly Duration Way = Duration.FromMilliseconds(300);
    private static readonly (Duration Span, int Most)[] Limits = [(Duration.FromSeconds(1) + Way, 7),
        (Duration.FromSeconds(2) + Way, 8), (Duration.FromSeconds(30) + Way, 60), (Duration.FromHours(1) + Way, 1_800)];
    private static readonly (Duration Span, int Most)[] Together = [(Duration.FromSeconds(1) + Way, 50)];
    private static readonly Duration Rest = Duration.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Queue<Instant>> spent = [];
    private long restUntil;
    private long lastTaken;

    /// <summary>Takes a turn in a conversation; when there is none, the instant of the next.</summary>
    public Instant? Take(string conversation)
    {
        if (clock.StandsStill())
        {
            return null;
        }

        var now = clock.GetCurrentInstant();
        var rest = Instant.FromUnixTimeTicks(Interlocked.Read(ref restUntil));
        var turn = rest > now ? rest : At(conversation, Limits, now) ?? At(Everybody, Together, now);
        // The outbox items wait in whole seconds: a turn within one is the next whole one.
        return turn is { } at ? Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() + 1) : null;
    }

    /// <summary>An answer that does not wait for a turn: what comes after it does.</summary>
    public void Count(string conversation)
    {
        if (!clock.StandsStill())
        {
            Spend(conversation);
            Spend(Everybody);
        }
    }

    /// <summary>Teams did not answer: everybody waits a little, not all for the same time.</summary>
    public void RestAWhile() =>
        Interlocked.Exchange(ref restUntil,
            (clock.GetCurrentInstant() + Rest + Duration.FromMilliseconds(Random.Shared.Next(2_000)))
                .ToUnixTimeTicks());

    /// <summary>Teams took a message.</summary>
    public void Taken() => Interlocked.Exchange(ref lastTaken, clock.GetCurrentInstant().ToUnixTimeTicks());

    /// <summary>True when Teams has taken a message of any conversation after that instant.</summary>
    public bool HasTakenSince(Instant? instant) => Instant.FromUnixTimeTicks(Interlocked.Read(ref lastTaken)) > instant;

    private void Spend(string conversation)
    {
        var sent = Of(conversation);
        lock (sent)
        {
            sent.Enqueue(clock.GetCurrentInstant());
        }
    }

    private Queue<Instant> Of(string conversation)
    {
        if (spent.Count > MostKept)
        {
            spent.Clear();
        }

        return spent.GetOrAdd(conversation, _ => new Queue<Instant>());
    }

    private Instant? At(string conversation, (Duration Span, int Most)[] limits, Instant now)
    {
        var sent = Of(conversation);
        lock (sent)
        {
            while (sent.TryPeek(out var first) && now - first > limits[^1].Span)
            {
                sent.Dequeue();
            }

            foreach (var (span, most) in limits)
            {
                var within = sent.Where(instant => now - instant < span).ToList();
                if (within.Count >= most)
                {
                    return within[^most] + span;
                }
            }

            sent.Enqueue(now);
            return null;
        }
    }
}
