using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Slack.WebApi;

/// <summary>
/// Slack's published rates, kept before Slack has to say so: about one message a second in each conversation with a
/// short burst, and for the whole workspace a figure a minute for each method. A pause for everybody while Slack does
/// not answer. Stands still with the manual clock, which knows no seconds of its own.
/// </summary>
internal sealed class SlackRateLimiter(IClock clock)
{
    /// <summary>Posting: several hundred a minute for a workspace.</summary>
    public const string Post = "chat.postMessage";

    /// <summary>Changing a message: tier 3.</summary>
    public const string Change = "chat.update";

    /// <summary>Finding somebody by e-mail: tier 3.</summary>
    public const string Lookup = "users.lookupByEmail";

    /// <summary>Publishing a home page: tier 4.</summary>
    public const string Publish = "views.publish";

    /// <summary>Looking for a message: tier 3.</summary>
    public const string Look = "conversations.history";

    private const int Burst = 4;
    private const int KeptFree = 10;
    private const int MostKept = 5_000;
    private static readonly Duration Step = Duration.FromSeconds(1);
    private static readonly Duration Rest = Duration.FromSeconds(5);
    private static readonly Duration LongestRest = Duration.FromSeconds(7);
    private readonly Lock turn = new();
    private readonly Dictionary<string, Instant> spent = [];
    private long restUntil;
    private long blindUntil;

    /// <summary>Takes a turn of a method in a conversation; when there is none, the instant of the next.</summary>
    /// <param name="method">The method.</param>
    /// <param name="channel">The conversation; null where the workspace alone counts.</param>
    /// <param name="isNews">True for a change that says something new, as a list that grows: for such a few turns are
    /// kept free.</param>
    public Instant? Take(string method, string? channel = null, bool isNews = false)
    {
        if (clock.StandsStill())
        {
            return null;
        }

        // The outbox keeps whole seconds: the instant is rounded up.
        return At(method, channel, isNews, clock.GetCurrentInstant()) is { } next
            ? Instant.FromUnixTimeSeconds(next.ToUnixTimeSeconds() + 1) : null;
    }

    /// <summary>Slack did not answer: everybody waits a little, not all for the same time.</summary>
    public void RestAWhile() => Interlocked.Exchange(ref restUntil, AWhileOn());

    /// <summary>Slack did not say whether a message is there: look-ups pause for a few seconds while posts go
    /// on.</summary>
    public void LookAwayAWhile() => Interlocked.Exchange(ref blindUntil, AWhileOn());

    private long AWhileOn() =>
        (clock.GetCurrentInstant() + Rest + Duration.FromMilliseconds(Random.Shared.Next(2_000))).ToUnixTimeTicks();

    private Instant? At(string method, string? channel, bool isNews, Instant now)
    {
        var until = Math.Max(Interlocked.Read(ref restUntil), method == Look ? Interlocked.Read(ref blindUntil) : 0);
        if (Instant.FromUnixTimeTicks(until) is var rest && rest > now && rest <= now + LongestRest)
        {
            return rest;
        }

        lock (turn)
        {
            if (spent.Count > MostKept)
            {
                spent.Clear();
            }

            var (most, each) = Figure(method);
            var ofAll = After(method, most, each, now);
            var ofOne = channel is null ? now : After($"{method} {channel}", Burst, Step, now);
            var free = method == Change && !isNews ? ofAll + (each * KeptFree) : ofAll;
            if (Instant.Max(free, ofOne) > now)
            {
                return Instant.Max(free, ofOne);
            }

            spent[method] = ofAll;
            if (channel is not null)
            {
                spent[$"{method} {channel}"] = ofOne;
            }

            return null;
        }
    }

    /// <summary>The most at once, and the time in which each comes back.</summary>
    private static (int Most, Duration Each) Figure(string method) => method switch
    {
        Post => (300, Duration.FromMilliseconds(200)),
        Change or Look => (50, Duration.FromMilliseconds(1_200)),
        Publish => (100, Duration.FromMilliseconds(600)),
        _ => (20, Duration.FromMilliseconds(1_200)),
    };

    // Each turn moves the mark one step on; the mark may lie behind the clock by the burst, never more. Ahead of it,
    // the clock was set back.
    private Instant After(string key, int burst, Duration step, Instant now) =>
        Instant.Max(spent.TryGetValue(key, out var mark) && mark <= now ? mark : Instant.MinValue, now - (step * burst))
            + step;
}
