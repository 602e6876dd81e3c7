using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Desk;

namespace SlaBot.Chat;

/// <summary>Chooses the platform for a card: where the post stands already, else where the person can be reached, else the fallback channel of the first one.</summary>
internal sealed class TransportRegistry(IEnumerable<IChatTransport> transports, CurrentRules rules) : IPostman
{
    private readonly IReadOnlyList<IChatTransport> all = [.. transports];

    /// <inheritdoc/>
    public bool IsRemote => all.Any(one => one.IsRemote);

    /// <summary>What keeps whole platforms from working.</summary>
    public IEnumerable<string> Faults => all.Select(one => one.Fault).OfType<string>();

    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken stop)
    {
        if (all.Count == 0)
        {
            return No("no-platform", "No chat platform is enabled: enable Slack, Teams or the sandbox in the settings.");
        }

        return (outgoing.Existing ?? outgoing.Thread) is not { } post ? New(outgoing, stop)
            : Fallback.IsAside(post) && PersonOf(outgoing) is { } person ? Again(post, outgoing, person, stop)
            : Where(post.Platform, outgoing, stop);
    }

    private async Task<SendOutcome> Where(string platform, Outgoing outgoing, CancellationToken stop)
    {
        var holder = all.FirstOrDefault(one => one.Platform == platform);
        if (holder is not null)
        {
            var outcome = await holder.SendAsync(outgoing, stop);
            return outcome is SendRefused { IsStranger: true } && outgoing.Existing is null ? await New(outgoing with { Thread = null }, stop) : outcome;
        }

        // A reply whose thread stands on a platform since switched off can still be said anew; a redraw cannot.
        return outgoing.Existing is null
            ? await New(outgoing with { Thread = null }, stop)
            : await No("platform-off", $"This post stands on {platform}, which is not enabled: enable it again in the settings.");
    }

    private Task<SendOutcome> New(Outgoing outgoing, CancellationToken stop)
    {
        if (Audience.PersonOf(outgoing.Item.Audience) is not { } email)
        {
            var name = Audience.ChannelOf(outgoing.Item.Audience) ?? outgoing.Item.Audience;
            return (all.FirstOrDefault(one => one.Holds(name)) ?? all[0]).SendAsync(outgoing, stop);
        }

        if (rules.Now.People.Find(email) is not { } person)
        {
            return No("unknown-person", $"{email} is not among the People of the settings: add them there.");
        }

        return ToPersonAsync(outgoing, person, stop);
    }

    /// <summary>Tries each platform that may have the person; when none has, the fallback channel of the first.</summary>
    private async Task<SendOutcome> ToPersonAsync(Outgoing outgoing, Person person, CancellationToken stop)
    {
        var why = $"{person.Name} cannot be reached on {string.Join(" or ", all.Select(one => one.Platform))}: check the e-mail or the id in the settings.";
        SendRefused? last = null;
        string? first = null;
        foreach (var transport in all.Where(one => one.Reaches(person)).OrderByDescending(one => one.Sureness(person)).ToList())
        {
            // A try whose outcome is not known goes nowhere else.
            var outcome = await transport.SendAsync(first is null ? outgoing : Told(outgoing, first), stop);
            if (outcome is not SendRefused refused || refused is { OnlyThis: true, IsStranger: false })
            {
                return outcome;
            }

            (last, first, why) = (refused, first ?? transport.Platform, refused.Sentence);
        }

        return last is { IsStranger: false } ? last : await AsideAsync(all[0], outgoing, person, why, stop);
    }

    private static Outgoing Told(Outgoing outgoing, string platform) =>
        outgoing with { Card = outgoing.Card with { Blocks = [.. outgoing.Card.Blocks, new Context($"Sent here because it could not be brought to {platform}.")] } };

    private Task<SendOutcome> Again(Post post, Outgoing outgoing, Person person, CancellationToken stop) =>
        all.FirstOrDefault(one => one.Platform == post.Platform) is { } holder
            ? AsideAsync(holder, outgoing, person, $"{person.Name} could not be reached.", stop)
            : Where(post.Platform, outgoing, stop);

    private static async Task<SendOutcome> AsideAsync(IChatTransport transport, Outgoing outgoing, Person person, string why, CancellationToken stop)
    {
        if (Fallback.IsPrivate(outgoing.Item))
        {
            return new SendRefused("unreachable", why) { OnlyThis = true };
        }

        var outcome = await transport.SendAsync(Fallback.Of(outgoing, person, transport.Platform), stop);
        return outcome is Sent sent ? sent with { Place = Fallback.Conversation, Aside = $"{why} {Fallback.Told}" } : outcome;
    }

    private Person? PersonOf(Outgoing outgoing) => Audience.PersonOf(outgoing.Item.Audience) is { } email ? rules.Now.People.Find(email) : null;

    private static Task<SendOutcome> No(string code, string sentence) => Task.FromResult<SendOutcome>(new SendRefused(code, sentence));
}
