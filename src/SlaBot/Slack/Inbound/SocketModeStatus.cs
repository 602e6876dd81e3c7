using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Inbound;

/// <summary>Whether anything can come in over Socket Mode: how many sockets stand, and why none does. Always in order over HTTP.</summary>
internal sealed class SocketModeStatus(SlackOptions settings)
{
    // Both sockets may be exchanged at the same moment; that is no outage yet.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private readonly Lock turn = new();
    private int standing;
    private long fellAt;
    private string? reason;

    /// <summary>Why no click and no command arrives; null when one would.</summary>
    public string? Fault
    {
        get
        {
            lock (turn)
            {
                return settings.AppToken is null || standing > 0 ? null
                    : reason ?? (fellAt > 0 && System.Diagnostics.Stopwatch.GetElapsedTime(fellAt) < Grace ? null : "No socket to Slack stands yet: no click and no command arrives. Another is being opened.");
            }
        }
    }

    /// <summary>Slack greeted on a socket.</summary>
    public void Stood() => Note(1, null);

    /// <summary>A socket that stood has ended.</summary>
    public void Fell() => Note(-1, reason);

    /// <summary>Slack opens none.</summary>
    public void Refused(SlackError fault) => Note(0, $"Slack opens no socket ({fault.Code}): write a valid app-level token with {SlackScopes.Socket} (Slack:AppToken).");

    /// <summary>Socket Mode was switched off in the app's settings.</summary>
    public void SwitchedOff() => Note(0, "Socket Mode was switched off: switch it on in the app's settings and restart the bot.");

    private void Note(int change, string? why)
    {
        lock (turn)
        {
            (standing, reason) = (standing + change, why);
            fellAt = change < 0 ? System.Diagnostics.Stopwatch.GetTimestamp() : fellAt;
        }
    }
}
