using NodaTime;
using SlaBot.Chat;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Slack.WebApi;

/// <summary>Identifies a message: a ts is unique only within its channel.</summary>
internal sealed record SlackMessageRef(string Channel, string Ts)
{
    /// <summary>As the posts' table names it.</summary>
    public string MessageId => $"{Channel}/{Ts}";

    /// <summary>Our posted message at that channel and ts; null when there is none.</summary>
    public static PostedMessage? PostAt(IReadStore reader, string? channel, string? ts) =>
        channel is null || ts is null
            ? null : reader.PostByMessage(SlackOptions.Platform, new SlackMessageRef(channel, ts).MessageId);

    /// <summary>Where a posted message is; null when there is none or it is on another platform.</summary>
    public static SlackMessageRef? Of(PostedMessage? post)
    {
        var parts = post?.Platform == SlackOptions.Platform ? post.MessageId.Split('/') : [];
        return parts.Length == 2 ? new SlackMessageRef(parts[0], parts[1]) : null;
    }
}

/// <summary>Looks for a message that may have been posted already, by the key in its metadata.</summary>
internal sealed class SlackReconciler(SlackClient slack, IClock clock)
{
    private const int MostPages = 20;
    private static readonly Duration Leeway = Duration.FromMinutes(2);

    /// <summary>The message's ts, null when it is not there; a fault when Slack cannot say now.</summary>
    public async Task<(string? Ts, SlackError? Fault)> FindAsync(string channel, string? thread, string key,
        Instant triedAt, CancellationToken stop)
    {
        // The manual clock's instants are not those of Slack's messages.
        var oldest = clock.StandsStill()
            ? null : (triedAt - Leeway).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var found = await slack.MessagesAsync(channel, thread, oldest, cursor, stop);
            if (found.Fault is { } fault)
            {
                return (null, fault);
            }

            foreach (var message in found.Body.Items("messages"))
            {
                if (MessageMetadata.Bears(message, key) && message.Text("ts") is { } ts)
                {
                    return (ts, null);
                }
            }

            cursor = found.Text("response_metadata", "next_cursor");
            if (string.IsNullOrEmpty(cursor))
            {
                break;
            }
        }

        // Four thousand messages on, a message seen twice is less harm than one never seen.
        return (null, null);
    }
}
