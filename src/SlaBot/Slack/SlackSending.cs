using SlaBot.Desk;

namespace SlaBot.Slack;

/// <summary>One card on its way into one channel: with native charts and tables first, once more without where they are not taken.</summary>
internal sealed class SlackSending(SlackClient slack, Outgoing outgoing, string channel, string? thread)
{
    /// <summary>The channel.</summary>
    public string Channel => channel;

    /// <summary>The message that it replies to.</summary>
    public string? Thread => thread;

    /// <summary>Posts it anew; the new message's ts, or the fault.</summary>
    public async Task<(string? Ts, SlackFault? Fault)> PostAsync(CancellationToken stop)
    {
        var posted = await EitherAsync(taste => slack.PostAsync(Message(taste), stop));
        return posted.Ok && posted.Text("ts") is { } ts ? (ts, null) : (null, posted.Fault ?? new SlackFault(SlackTrouble.Unknown, "no_ts"));
    }

    /// <summary>Changes it in place; null when done.</summary>
    public async Task<SlackFault?> UpdateAsync(string ts, CancellationToken stop) =>
        (await EitherAsync(taste => slack.UpdateAsync(Message(taste), ts, stop))).Fault;

    private async Task<SlackResult> EitherAsync(Func<SlackTaste, Task<SlackResult>> send)
    {
        var sent = await send(SlackTaste.Rich);
        return sent.Fault is { Kind: SlackTrouble.Blocks } ? await send(SlackTaste.Classic) : sent;
    }

    private SlackMessage Message(SlackTaste taste) =>
        new(channel, SlackBlocks.Fallback(outgoing.Card), SlackBlocks.Message(outgoing.Card, taste), thread, outgoing.Item.Key);
}
