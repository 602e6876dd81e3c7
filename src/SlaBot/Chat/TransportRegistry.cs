using SlaBot.Core.Cards;
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
            var name = Audience.ChannelOf(outgoing.Item.Audience) ?? outgoing.Item.Audience;
            return FirstAsync([.. all.Where(one => one.Holds(name)).DefaultIfEmpty(all[0])], outgoing, stop);
        }

        if (rules.Now.People.Find(email) is not { } person)
        {
            return No("unknown-person", $"{email} is not among the People of the settings: add them there.");
        }

        var reaching = all.Where(one => one.Reaches(person)).OrderByDescending(one => one.Sureness(person)).ToList();
        return reaching.Count > 0
            ? FirstAsync(reaching, outgoing, stop)
            : No("unreachable", $"{person.Name} cannot be reached on {string.Join(" or ", all.Select(one => one.Platform))}: check the e-mail or the id in the settings.");
    }

    /// <summary>The first platform that takes it; when it was not the first asked, the card says so. A try whose outcome is not known goes nowhere else.</summary>
    private static async Task<SendOutcome> FirstAsync(IReadOnlyList<IChatTransport> asked, Outgoing outgoing, CancellationToken stop)
    {
        var first = await asked[0].SendAsync(outgoing, stop);
        foreach (var other in asked.Skip(1))
        {
            if (first is not SendRefused { OnlyThis: false })
            {
                return first;
            }

            var told = outgoing.Card with { Blocks = [.. outgoing.Card.Blocks, new Context($"Sent here because it could not be brought to {asked[0].Platform}.")] };
            if (await other.SendAsync(outgoing with { Card = told }, stop) is var next and not SendRefused)
            {
                return next;
            }
        }

        return first;
    }

    private static Task<SendOutcome> No(string code, string sentence) => Task.FromResult<SendOutcome>(new SendRefused(code, sentence));
}
