using System.Text.Json.Nodes;
using SlaBot.Core.Cards;
using SlaBot.Outbox;
using SlaBot.Slack.Rendering;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack;

/// <summary>One card on its way into one channel: with native charts and tables first, then without charts, then without tables, where they are not taken.</summary>
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
        return posted.Ok && posted.Text("ts") is { } ts ? (ts, null) : (null, posted.Fault ?? new SlackError(SlackErrorKind.Unknown, "no_ts"));
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
