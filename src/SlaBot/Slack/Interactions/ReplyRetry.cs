using NodaTime;
using SlaBot.Chat;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Interactions;

/// <summary>
/// Private answers and home pages go out beside the outbox. They are tried at once, and a few times more when Slack limits, fails or is not
/// reached; after about a minute nobody waits for them any longer.
/// </summary>
internal sealed class ReplyRetry(BackgroundReplies backgroundReplies)
{
    private const int MostTries = 4;
    private static readonly Duration LongestWait = Duration.FromSeconds(30);
    private static readonly Duration Leeway = Duration.FromMilliseconds(50);

    /// <summary>Tries it; what it answers is the fault, null when done. Where a repeat would be seen twice, <paramref name="mayRepeat"/> says which faults are certain.</summary>
    public Task RunAsync(Func<CancellationToken, Task<SlackError?>> once, Func<SlackError, bool> mayRepeat) => backgroundReplies.RunAsync(async stop =>
    {
        if (await once(stop) is { } fault && WaitAfter(fault, 1, mayRepeat) is { } wait)
        {
            backgroundReplies.RunLater(later => RepeatAsync(once, mayRepeat, wait, later));
        }
    });

    /// <summary>True for faults after which it is sure, or no harm, that it is done again.</summary>
    public static bool IsPassing(SlackError fault) => fault.Kind is SlackErrorKind.Limited or SlackErrorKind.Unreachable or SlackErrorKind.Unknown;

    /// <summary>True for faults after which nothing was shown: a limit, no connection, a server's error. A lost answer may have been shown.</summary>
    public static bool IsUnseen(SlackError fault) => fault.Kind is SlackErrorKind.Limited or SlackErrorKind.Unreachable || (fault.Kind == SlackErrorKind.Unknown && fault.Code.StartsWith("http_5", StringComparison.Ordinal));

    private static async Task RepeatAsync(Func<CancellationToken, Task<SlackError?>> once, Func<SlackError, bool> mayRepeat, Duration wait, CancellationToken stop)
    {
        for (var attempt = 2; attempt <= MostTries; attempt++)
        {
            await Task.Delay(wait.ToTimeSpan(), stop);
            if (await once(stop) is not { } fault || WaitAfter(fault, attempt, mayRepeat) is not { } next)
            {
                return;
            }

            wait = next;
        }
    }

    private static Duration? WaitAfter(SlackError fault, int tries, Func<SlackError, bool> mayRepeat)
    {
        var wait = fault.RetryAfter + Leeway ?? Duration.FromMilliseconds((1_000 << (2 * (tries - 1))) + Random.Shared.Next(500));
        return mayRepeat(fault) && tries < MostTries && wait <= LongestWait ? wait : null;
    }
}
