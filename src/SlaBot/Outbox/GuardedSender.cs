using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Outbox;

/// <summary>
/// Sends one message: that a try begins is on file before it does. What goes wrong inside the sending, or in a whole
/// conversation, is held apart and told, and stops nothing else.
/// </summary>
internal sealed class GuardedSender(LeadCommandProcessor engine, IReadStore reader, IMessageSender sender,
    HeldBack faults)
{
    /// <summary>True when messages go over a network.</summary>
    public bool IsRemote => sender.IsRemote;

    /// <summary>A fault in the sending itself, as in a platform's drawing of one card, is that message's: it is held
    /// apart and the lane goes on.</summary>
    public async Task<SendOutcome> SendAsync(Ready intent, DeliveryResults results, Instant now,
        CancellationToken stop)
    {
        await MarkAsync(intent.Item, now);
        var about = intent.Item.Kind == MessageKind.Digest
            ? MessageKeys.Join("list", intent.Item.Address.Text) : MessageKeys.Join("sending", intent.Item.Key);
        var thread = intent.Item.ThreadKey is { } key
            ? results.Posted(key) ?? reader.Post(key) ?? (MessageKeys.Legacy(key) is { } old ? reader.Post(old) : null)
            : null;
        try
        {
            var outcome = await sender.SendAsync(
                new Outgoing(intent.Item, intent.Card, intent.Existing, thread, now) { IsNews = intent.IsNews }, stop);
            faults.Free(about);
            return outcome;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            if (faults.Keep(HeldItem.Of(about, intent.Item), fault, now) is { } alarm)
            {
                results.Intent(alarm);
            }

            return new SendRefused("fault",
                "It could not be drawn for the chat: a fault in the program, which is in the log.") { OnlyThis = true };
        }
    }

    /// <summary>A conversation goes on.</summary>
    public void Free(ChatAddress audience) => faults.Free(Lane(audience));

    /// <summary>Holds back what waits for a conversation in which something went wrong.</summary>
    public void Hold(ChatAddress audience, List<OutboxItem> lane, Exception fault, DeliveryResults results, Instant now)
    {
        var waiting = new HeldItem(Lane(audience), $"What waits for {audience.Unbound}")
        {
            IsAlarm = lane.All(item => item.Kind == MessageKind.Alarm),
        };
        if (faults.Keep(waiting, fault, now) is { } alarm)
        {
            results.Intent(alarm);
        }
    }

    private static string Lane(ChatAddress audience) => MessageKeys.Join("lane", audience.Text);

    /// <summary>
    /// Over a network: that a try begins is on file before it does, so that after a crash the message is looked for,
    /// not sent twice. Each by itself: what still waits behind it was not tried, and is not said to be a repeat.
    /// </summary>
    private Task MarkAsync(OutboxItem item, Instant now) => sender.IsRemote && item.TriedAt is null
        ? engine.RecordAsync((_, batch) => batch.OutboxChanged.Add(item with { TriedAt = now }))
        : Task.CompletedTask;
}
