using SlaBot.Engine;

namespace SlaBot.Slack.WebApi;

/// <summary>Where a message stands: a ts is one message's only within its channel.</summary>
internal sealed record SlackMessageRef(string Channel, string Ts)
{
    /// <summary>As the posts' table names it.</summary>
    public string MessageId => $"{Channel}/{Ts}";

    /// <summary>The post that stands there; null when none of ours does.</summary>
    public static PostedMessage? PostAt(IReadStore reader, string? channel, string? ts) =>
        channel is null || ts is null ? null : reader.PostByMessage(SlackOptions.PlatformName, new SlackMessageRef(channel, ts).MessageId);

    /// <summary>The place of a post; null when there is none or it stands elsewhere.</summary>
    public static SlackMessageRef? Of(PostedMessage? post)
    {
        var parts = post?.Platform == SlackOptions.PlatformName ? post.MessageId.Split('/') : [];
        return parts.Length == 2 ? new SlackMessageRef(parts[0], parts[1]) : null;
    }
}
