using System.Text.Json.Nodes;
using SlaBot.Core.Cards;
using SlaBot.Desk.Outbox;
using SlaBot.Slack.Rendering;

namespace SlaBot.Slack.Web;

/// <summary>One card on its way into one channel: with native charts and tables first, then without charts, then without tables, where they are not taken.</summary>
internal sealed class SlackSending(SlackClient slack, Outgoing outgoing, Card card, string channel, string? thread)
{
    /// <summary>The channel.</summary>
    public string Channel => channel;

    /// <summary>The message that it replies to.</summary>
    public string? Thread => thread;

    /// <summary>Posts it anew; the new message's ts, or the fault.</summary>
    public async Task<(string? Ts, SlackFault? Fault)> PostAsync(CancellationToken stop)
    {
        var posted = await EitherAsync(message => slack.PostAsync(message, stop));
        return posted.Ok && posted.Text("ts") is { } ts ? (ts, null) : (null, posted.Fault ?? new SlackFault(SlackTrouble.Unknown, "no_ts"));
    }

    /// <summary>Changes it in place; null when done.</summary>
    public async Task<SlackFault?> UpdateAsync(string ts, CancellationToken stop) =>
        (await EitherAsync(message => slack.UpdateAsync(message, ts, stop))).Fault;

    private async Task<SlackResult> EitherAsync(Func<SlackMessage, Task<SlackResult>> send)
    {
        var message = Message(SlackTaste.Rich);
        var sent = await send(message);
        foreach (var taste in new[] { SlackTaste.Tables, SlackTaste.Classic })
        {
            var plainer = sent.Fault is { Kind: SlackTrouble.Blocks } ? Message(taste) : null;
            if (plainer is not null && !JsonNode.DeepEquals(plainer.Blocks, message.Blocks))
            {
                message = plainer;
                sent = await send(message);
            }
        }

        return sent;
    }

    private SlackMessage Message(SlackTaste taste) =>
        new(channel, SlackBlocks.Fallback(card), SlackBlocks.Message(card, taste), thread, outgoing.Item.Key);
}
