using SlaBot.Teams.Auth;
using SlaBot.Chat;
using SlaBot.Engine;

namespace SlaBot.Teams.Connector;

/// <summary>A message of Teams: its conversation as it is written to (a thread's carries its root), and its
/// activity.</summary>
internal sealed record TeamsMessageRef(string Conversation, string Activity)
{
    private const string Root = ";messageid=";

    /// <summary>As the post's message id: the same whether a click names the channel or the thread.</summary>
    public string MessageId => $"{Bare(Conversation)}|{Activity}";

    /// <summary>The post that stands there; null when none of ours does.</summary>
    public static PostedMessage? PostAt(IReadStore reader, string? conversation, string? activity) =>
        conversation is null || activity is null
            ? null : reader.PostByMessage(TeamsOptions.Platform, new TeamsMessageRef(conversation, activity).MessageId);

    /// <summary>Where a post stands; null when it is not in Teams.</summary>
    public static TeamsMessageRef? Of(PostedMessage? post)
    {
        if (post is not { Platform: TeamsOptions.Platform } || post.MessageId.LastIndexOf('|') is not (> 0 and var at))
        {
            return null;
        }

        var (bare, activity) = (post.MessageId[..at], post.MessageId[(at + 1)..]);

        // What stands aside is marked as such in its place, and began a thread of the channel.
        return new TeamsMessageRef(FallbackChannel.IsAside(post) ? Thread(bare, activity) : post.Place ?? bare,
            activity);
    }

    /// <summary>A conversation without the root of its thread.</summary>
    public static string Bare(string conversation) => conversation.Split(';')[0];

    /// <summary>The thread under a message.</summary>
    public static string Thread(string channel, string root) => $"{Bare(channel)}{Root}{root}";

    /// <summary>The root that a conversation names; null when it names none.</summary>
    public static string? RootOf(string conversation) =>
        conversation.IndexOf(Root, StringComparison.Ordinal) is >= 0 and var at
            ? conversation[(at + Root.Length)..] : null;
}
