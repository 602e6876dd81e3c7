using System.Text.Json.Nodes;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Outbox;
using SlaBot.Slack.Inbound;
using SlaBot.Slack.Rendering;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack;

/// <summary>Brings cards to Slack: one live message for each key, changed in place; what is not known to have arrived
/// is looked for before it is sent again.</summary>
internal sealed class SlackPlatform(SlackClient slack, SlackPeople people, SlackConversations conversations,
    SlackReconciler reconciler, SlackRateLimiter pace, SocketModeStatus line, SlackOutcomes outcomes)
    : IChatPlatform
{
    /// <summary>The name in the posts' table.</summary>
    public const string Name = SlackOptions.Platform;

    private const string Mail = "mailto:";

    /// <inheritdoc/>
    public string Platform => Name;

    /// <inheritdoc/>
    public bool IsRemote => true;

    /// <inheritdoc/>
    public string? Fault => slack.TokenFault?.Sentence("Slack") ?? line.Fault;

    /// <inheritdoc/>
    public bool Reaches(Person person) => people.MayReach(person);

    /// <inheritdoc/>
    public int Sureness(Person person) =>
        person.IdOn(SlackPlatform.Name) is not null
            ? 2 : people.MayReach(person) && people.Known(person.Email) is not null ? 1 : 0;

    /// <inheritdoc/>
    public bool Holds(string channel) => conversations.Holds(channel);

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken stop)
    {
        var standing = SlackMessageRef.Of(outgoing.Existing);
        var (channel, fault) = standing is not null
            ? (standing.Channel, null) : await conversations.IdOfAsync(outgoing.Item.Address, stop);
        if (channel is null)
        {
            return await outcomes.OfAsync(outgoing, fault!);
        }

        // Changes are no news to anybody and have a turn of their own.
        var isDoubtful = standing is null && outgoing.Item.TriedAt is not null;
        if (((isDoubtful ? pace.Take(SlackRateLimiter.Look) : null)
            ?? pace.Take(standing is null ? SlackRateLimiter.Post : SlackRateLimiter.Change, channel,
                outgoing.IsNews)) is { } turn)
        {
            return new SendLater(turn, "Slack's pace");
        }

        var sending = new SlackDelivery(slack, outgoing, Here(outgoing.Card), channel,
            ThreadIn(channel, outgoing.Thread));
        var (ts, no) = await DeliverAsync(sending, standing?.Ts, outgoing, stop);
        return ts is not null
            ? new Sent(Name, new SlackMessageRef(channel, ts).MessageId, channel)
            : await outcomes.OfAsync(outgoing, no!);
    }

    private async Task<(string? Ts, SlackError? Fault)> DeliverAsync(SlackDelivery sending, string? ts,
        Outgoing outgoing, CancellationToken stop)
    {
        if (ts is null && outgoing.Item.TriedAt is { } triedAt)
        {
            var (found, fault) =
                await reconciler.FindAsync(sending.Channel, sending.Thread, outgoing.Item.Key, triedAt, stop);
            if (fault is { Kind: SlackErrorKind.Limited or SlackErrorKind.Unknown or SlackErrorKind.Unreachable
                or SlackErrorKind.Token or SlackErrorKind.Scope })
            {
                // Not asked yet, so not sent again yet: it stays unknown.
                return (null,
                    fault.Kind is SlackErrorKind.Unreachable or SlackErrorKind.Unknown
                        ? fault with { Kind = SlackErrorKind.Unseen } : fault);
            }

            ts = found;
        }

        if (ts is null)
        {
            return await sending.PostAsync(stop);
        }

        var no = await sending.UpdateAsync(ts, stop);
        return no switch
        {
            null => (ts, null),
            // Somebody deleted it: it is said anew.
            { Kind: SlackErrorKind.MessageGone } => await sending.PostAsync(stop),
            _ => (null, no),
        };
    }

    private static string? ThreadIn(string channel, PostedMessage? thread) =>
        SlackMessageRef.Of(thread) is { } place && place.Channel == channel ? place.Ts : null;

    /// <summary>In Slack people write to each other in Slack.</summary>
    private Card Here(Card card) => card.Buttons.Any(IsMail)
        ? card with { Buttons = [
            .. card.Buttons.Select(
                button =>
                    IsMail(button)
                        ? button
                            with { Url = people.ProfileOf(
                                Uri.UnescapeDataString(button.Url![Mail.Length..].Split('?')[0])) ?? button.Url }
                                : button)] }
        : card;

    private static bool IsMail(Button button) => button.Url?.StartsWith(Mail, StringComparison.Ordinal) == true;
}

/// <summary>One card on its way into one channel: with native charts and tables first, then without charts, then
/// without tables, where they are not taken.</summary>
internal sealed class SlackDelivery(SlackClient slack, Outgoing outgoing, Card card, string channel, string? thread)
{
    /// <summary>The channel.</summary>
    public string Channel => channel;

    /// <summary>The message that it replies to.</summary>
    public string? Thread => thread;

    /// <summary>Posts it anew; the new message's ts, or the fault.</summary>
    public async Task<(string? Ts, SlackError? Fault)> PostAsync(CancellationToken stop)
    {
        var posted = await EitherAsync(message => slack.PostAsync(message, stop));
        return posted.Ok && posted.Text("ts") is { } ts
            ? (ts, null) : (null, posted.Fault ?? new SlackError(SlackErrorKind.Unknown, "no_ts"));
    }

    /// <summary>Changes it in place; null when done.</summary>
    public async Task<SlackError?> UpdateAsync(string ts, CancellationToken stop) =>
        (await EitherAsync(message => slack.UpdateAsync(message, ts, stop))).Fault;

    private async Task<SlackResult> EitherAsync(Func<SlackMessage, Task<SlackResult>> send)
    {
        var message = Message(BlockSupport.Rich);
        var sent = await send(message);
        foreach (var taste in new[] { BlockSupport.Tables, BlockSupport.Classic })
        {
            var plainer = sent.Fault is { Kind: SlackErrorKind.Blocks } ? Message(taste) : null;
            if (plainer is not null && !JsonNode.DeepEquals(plainer.Blocks, message.Blocks))
            {
                message = plainer;
                sent = await send(message);
            }
        }

        return sent;
    }

    private SlackMessage Message(BlockSupport taste) =>
        new(channel, SlackBlocks.FallbackText(card), SlackBlocks.Message(card, taste), thread, outgoing.Item.Key);
}

/// <summary>What a "no" of Slack means for the message that got it: later, not known, or refused, and who is
/// told.</summary>
internal sealed class SlackOutcomes(SlackConversations conversations, SlackPeople people, SlackRateLimiter pace,
    SlackAlarms alarms, CurrentAgreement rules)
{
    /// <summary>The outcome of a fault.</summary>
    public async Task<SendOutcome> OfAsync(Outgoing outgoing, SlackError fault)
    {
        var now = outgoing.Now;
        switch (fault.Kind)
        {
            case SlackErrorKind.Limited:
                return new SendLater(now + Whole(fault.RetryAfter ?? Duration.FromSeconds(5)) + Duration.FromSeconds(1),
                    "Slack's rate limit");
            case SlackErrorKind.Unreachable:
                pace.RestAWhile();
                return new SendLater(now + Wait(), "Slack is not reached") { IsOutage = true };
            case SlackErrorKind.Unknown when outgoing.Existing is not null:
                pace.RestAWhile();
                return new SendLater(now + Wait(), $"Slack did not answer ({fault.Code})");
            case SlackErrorKind.Unseen:
                pace.LookAwayAWhile();
                return new SendUnknown($"Slack did not say whether it stands there ({fault.Code})");
            case SlackErrorKind.Unknown:
                pace.RestAWhile();
                return new SendUnknown($"Slack did not answer ({fault.Code})");
            default:
                return await RefusedAsync(outgoing, fault);
        }
    }

    private async Task<SendOutcome> RefusedAsync(Outgoing outgoing, SlackError fault)
    {
        var sentence = conversations.Sentence(outgoing.Item.Address, fault);
        if (fault.Kind == SlackErrorKind.Target)
        {
            conversations.Forget();
            await (outgoing.Item.Address.Email is { } email
                && rules.Now.People.Find(email) is { } person
                ? people.AskAgainAsync(person) : Task.CompletedTask);
        }

        if (fault.IsStranger)
        {
            // Another platform or the fallback channel takes it, which names the reason.
            return new SendRefused(fault.Code, sentence) { IsStranger = true };
        }

        if (fault.Kind == SlackErrorKind.Token)
        {
            // One alarm, whoever it keeps from being reached.
            await alarms.TokenRefusedAsync(sentence);
            return new SendRefused(fault.Code, sentence);
        }

        // A lead's own card raises the engine's alarm (DeliveryResults); other messages raise one here.
        if (outgoing.Item is not { Kind: MessageKind.Card, Lead: not null })
        {
            await alarms.RaiseAsync($"{fault.Code}|{outgoing.Item.Address}", "Slack does not take a message", sentence,
                "What waits is kept and sent when it is mended.");
        }

        return new SendRefused(fault.Code,
            sentence) { OnlyThis = fault.Kind is SlackErrorKind.Blocks or SlackErrorKind.Other };
    }

    // The outbox keeps whole seconds: rounding down would try again before the wait is over.
    private static Duration Whole(Duration wait) => Duration.FromSeconds(Math.Ceiling(wait.TotalSeconds));

    private static Duration Wait() => Duration.FromSeconds(20 + Random.Shared.Next(10));
}
