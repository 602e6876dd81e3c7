using System.Text.Json.Nodes;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Slack.Rendering;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Interactions;

/// <summary>Where a private answer goes: the conversation and the user, or the address that came with the
/// click.</summary>
internal sealed record ReplyTarget(string User, string? Channel, string? Thread, string? ResponseUrl)
{
    /// <summary>True when the click was on a private answer, which the next one replaces.</summary>
    public bool Replaces { get; init; }
}

/// <summary>Private answers. They are a courtesy: what was decided shows on the cards. What Slack does not take at once
/// is tried again within reason.</summary>
internal sealed class EphemeralReplies(SlackClient slack, DirectChannels directs, SlackPeople people, ReplyRetry again)
{
    /// <summary>Says a sentence, or shows a card, to one person only.</summary>
    public Task SayAsync(ReplyTarget ear, Card card) =>
        again.RunAsync(stop => TryAsync(ear, card, stop), ReplyRetry.IsUnseen);

    private async Task<SlackError?> TryAsync(ReplyTarget ear, Card card, CancellationToken stop)
    {
        var (text, blocks) =
            (SlackBlocks.FallbackText(card), IsSentence(card) ? null : SlackBlocks.Message(card, BlockSupport.Classic));
        if (Uri.TryCreate(ear.ResponseUrl, UriKind.Absolute, out var url) && slack.IsOurs(url))
        {
            var fault = await slack.RespondAsync(url, Response(text, blocks, ear.Replaces), stop);
            if (fault is null || ReplyRetry.IsPassing(fault))
            {
                return fault;
            }
        }

        // Where the bot is no member of the conversation, the direct one is left.
        var said = ear.Channel is { } here
            ? await slack.PrivateReplyAsync(new SlackMessage(here, text, blocks, ear.Thread), ear.User, stop)
            : new SlackResult(default, new SlackError(SlackErrorKind.Target, "no_channel"));
        return said.Fault is { Kind: SlackErrorKind.Target } && await DirectAsync(ear.User, stop) is { } direct
            && direct != ear.Channel
            ? (await slack.PrivateReplyAsync(new SlackMessage(direct, text, blocks), ear.User, stop)).Fault
            : said.Fault;
    }

    /// <summary>The private answer to a command, as the body of the acknowledgement.</summary>
    public static JsonObject Reply(Card card)
    {
        var reply = new JsonObject { ["response_type"] = "ephemeral", ["text"] = SlackBlocks.FallbackText(card) };
        if (!IsSentence(card))
        {
            reply["blocks"] = SlackBlocks.Message(card, BlockSupport.Classic);
        }

        return reply;
    }

    /// <summary>A card that is one sentence.</summary>
    public static Card Sentence(string sentence) => new() { Title = sentence, Summary = sentence };

    private static string Response(string text, JsonArray? blocks, bool replaces)
    {
        var answer = new JsonObject { ["response_type"] = "ephemeral", ["replace_original"] = replaces,
            ["text"] = text };
        if (blocks is not null)
        {
            answer["blocks"] = blocks.DeepClone();
        }

        return SlackClient.Write(answer);
    }

    private async Task<string?> DirectAsync(string user, CancellationToken stop) =>
        (await people.WhoAsync(user, stop)).Person is { } person
            ? (await directs.ChannelOfAsync(person, stop)).Channel : null;

    private static bool IsSentence(Card card) => card.Blocks.Count == 0 && card.Buttons.Count == 0;
}

/// <summary>
/// Private answers and home pages go out beside the outbox. They are tried at once, and a few times more when Slack
/// limits, fails or is not reached; after about a minute nobody waits for them any longer.
/// </summary>
internal sealed class ReplyRetry(BackgroundReplies backgroundReplies, TimeProvider time)
{
    private const int MostTries = 4;
    private static readonly Duration LongestWait = Duration.FromSeconds(30);
    private static readonly Duration Leeway = Duration.FromMilliseconds(50);

    /// <summary>Tries it; what it answers is the fault, null when done. Where a repeat would be seen twice,
    /// <paramref name="mayRepeat"/> says which faults are certain.</summary>
    public Task RunAsync(Func<CancellationToken, Task<SlackError?>> once, Func<SlackError, bool> mayRepeat) =>
        backgroundReplies.RunAsync(async stop =>
    {
        if (await once(stop) is { } fault && WaitAfter(fault, 1, mayRepeat) is { } wait)
        {
            backgroundReplies.RunLater(later => RepeatAsync(once, mayRepeat, wait, later));
        }
    });

    /// <summary>True for faults after which it is sure, or no harm, that it is done again.</summary>
    public static bool IsPassing(SlackError fault) =>
        fault.Kind is SlackErrorKind.Limited or SlackErrorKind.Unreachable or SlackErrorKind.Unknown;

    /// <summary>True for faults after which nothing was shown: a limit, no connection, a server's error. A lost answer
    /// may have been shown.</summary>
    public static bool IsUnseen(SlackError fault) =>
        fault.Kind is SlackErrorKind.Limited or SlackErrorKind.Unreachable
            || (fault.Kind == SlackErrorKind.Unknown && fault.Code.StartsWith("http_5", StringComparison.Ordinal));

    private async Task RepeatAsync(Func<CancellationToken, Task<SlackError?>> once,
        Func<SlackError, bool> mayRepeat, Duration wait, CancellationToken stop)
    {
        for (var attempt = 2; attempt <= MostTries; attempt++)
        {
            await Task.Delay(wait.ToTimeSpan(), time, stop);
            if (await once(stop) is not { } fault || WaitAfter(fault, attempt, mayRepeat) is not { } next)
            {
                return;
            }

            wait = next;
        }
    }

    private static Duration? WaitAfter(SlackError fault, int tries, Func<SlackError, bool> mayRepeat)
    {
        var wait = fault.RetryAfter + Leeway
            ?? Duration.FromMilliseconds((1_000 << (2 * (tries - 1))) + Random.Shared.Next(500));
        return mayRepeat(fault) && tries < MostTries && wait <= LongestWait ? wait : null;
    }
}

/// <summary>Answers in the direct conversation: tried a few times, and looked for before each further try, so that one
/// whose outcome was lost does not stand there twice.</summary>
internal sealed class DirectReplies(SlackClient slack, SlackReconciler reconciler, ReplyRetry again, IClock clock)
{
    /// <summary>Posts it.</summary>
    public Task PostAsync(SlackMessage answer)
    {
        var (began, tries) = (clock.GetCurrentInstant(), 0);
        return again.RunAsync(
            async stop =>
                tries++ > 0 && await StandsAsync(answer, began, stop)
                    ? null : (await slack.PostAsync(answer, stop)).Fault, ReplyRetry.IsPassing);
    }

    private async Task<bool> StandsAsync(SlackMessage answer, Instant began, CancellationToken stop) =>
        (await reconciler.FindAsync(answer.Channel, answer.Thread, answer.Key!, began, stop)).Ts is not null;
}
