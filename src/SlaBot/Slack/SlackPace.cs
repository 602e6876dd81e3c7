using System.Collections.Concurrent;
using NodaTime;
using SlaBot.Desk;

namespace SlaBot.Slack;

/// <summary>
/// About one message a second in each conversation, with a short burst, and a pause for everybody while Slack does not answer.
/// Stands still with the manual clock, which knows no seconds of its own.
/// </summary>
internal sealed class SlackPace(IClock clock)
{
    private const int Burst = 4;
    private const int MostKept = 5_000;
    private static readonly Duration Step = Duration.FromSeconds(1);
    private static readonly Duration Rest = Duration.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Instant> spent = [];
    private long restUntil;

    /// <summary>Takes a turn in a conversation; when there is none, the instant of the next.</summary>
    public Instant? Take(string channel)
    {
        if (clock is ManualClock)
        {
            return null;
        }

        // The wishes wait in whole seconds: a turn within one is the next whole one.
        return At(channel, clock.GetCurrentInstant()) is { } turn ? Instant.FromUnixTimeSeconds(turn.ToUnixTimeSeconds() + 1) : null;
    }

    private Instant? At(string channel, Instant now)
    {
        if (Instant.FromUnixTimeTicks(Interlocked.Read(ref restUntil)) is var rest && rest > now)
        {
            return rest;
        }

        if (spent.Count > MostKept)
        {
            spent.Clear();
        }

        // Each message moves the conversation's mark one second on; the mark may run ahead of the clock by the burst.
        var full = Instant.Max(spent.GetValueOrDefault(channel, Instant.MinValue), now - (Step * Burst)) + Step;
        if (full > now)
        {
            return full;
        }

        spent[channel] = full;
        return null;
    }

    /// <summary>Slack did not answer: everybody waits a little, not all for the same time.</summary>
    public void RestAWhile() =>
        Interlocked.Exchange(ref restUntil, (clock.GetCurrentInstant() + Rest + Duration.FromMilliseconds(Random.Shared.Next(2_000))).ToUnixTimeTicks());
}
