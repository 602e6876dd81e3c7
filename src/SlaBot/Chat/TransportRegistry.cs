using SlaBot.Desk;

namespace SlaBot.Chat;

/// <summary>Chooses the platform for a card: where the post stands already, else where the person can be reached, else the first one.</summary>
internal sealed class TransportRegistry(IEnumerable<IChatTransport> transports, CurrentRules rules) : IPostman
{
    private readonly IReadOnlyList<IChatTransport> all = [.. transports];

    /// <inheritdoc/>
    public bool IsRemote => all.Any(one => one.IsRemote);

    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken stop)
    {
        if (all.Count == 0)
        {
            return No("no-platform", "No chat platform is enabled: enable Slack, Teams or the sandbox in the settings.");
        }

        return (outgoing.Existing ?? outgoing.Thread) is { } post ? Where(post.Platform, outgoing, stop) : New(outgoing, stop);
    }

    private Task<SendOutcome> Where(string platform, Outgoing outgoing, CancellationToken stop)
    {
        var holder = all.FirstOrDefault(one => one.Platform == platform);
        if (holder is not null)
        {
            return holder.SendAsync(outgoing, stop);
        }

        // A reply whose thread stands on a platform since switched off can still be said anew; a redraw cannot.
        return outgoing.Existing is null
            ? New(outgoing with { Thread = null }, stop)
            : No("platform-off", $"This post stands on {platform}, which is not enabled: enable it again in the settings.");
    }

    private Task<SendOutcome> New(Outgoing outgoing, CancellationToken stop)
    {
        if (Audience.PersonOf(outgoing.Item.Audience) is not { } email)
        {
            return all[0].SendAsync(outgoing, stop);
        }

        if (rules.Now.People.Find(email) is not { } person)
        {
            return No("unknown-person", $"{email} is not among the People of the settings: add them there.");
        }

        return all.FirstOrDefault(one => one.Reaches(person)) is { } transport
            ? transport.SendAsync(outgoing, stop)
            : No("unreachable", $"{person.Name} cannot be reached on {string.Join(" or ", all.Select(one => one.Platform))}: check the e-mail or the id in the settings.");
    }

    private static Task<SendOutcome> No(string code, string sentence) => Task.FromResult<SendOutcome>(new SendRefused(code, sentence));
}
