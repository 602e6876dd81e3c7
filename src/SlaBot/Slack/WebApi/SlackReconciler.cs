using NodaTime;
using SlaBot.Chat;
using SlaBot.Engine;

namespace SlaBot.Slack.WebApi;

/// <summary>Looks whether a message whose fate is not known stands there already, by the key in its metadata.</summary>
internal sealed class SlackReconciler(SlackClient slack, IClock clock)
{
    private const int MostPages = 20;
    private static readonly Duration Leeway = Duration.FromMinutes(2);

    /// <summary>The message's ts, null when it does not stand there; a fault when Slack cannot say now.</summary>
    public async Task<(string? Ts, SlackError? Fault)> FindAsync(string channel, string? thread, string key, Instant triedAt, CancellationToken stop)
    {
        // The manual clock's instants are not those of Slack's messages.
        var oldest = clock is ManualClock ? null : (triedAt - Leeway).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
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
