using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Chat;

/// <summary>Chooses the platform for a card: where the post stands already, else where the person can be reached, else
/// the fallback channel of the first one.</summary>
internal sealed class MessageRouter(IEnumerable<IChatPlatform> transports, CurrentAgreement rules,
    WaitingPosts? waiting = null) : IMessageSender
{
    private static readonly Duration Outage = Duration.FromMinutes(2);
    private static readonly Duration LongOutage = Duration.FromMinutes(15);
    private readonly IReadOnlyList<IChatPlatform> all = [.. transports];

    /// <inheritdoc/>
    public bool IsRemote => all.Any(chatPlatform => chatPlatform.IsRemote);

    /// <summary>What keeps whole platforms from working, and what has waited too long.</summary>
    public IEnumerable<string> Faults =>
        all.Select(chatPlatform => chatPlatform.Fault).OfType<string>().Concat(waiting?.Faults ?? []).Distinct();

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken stop)
    {
        var outcome = await ChooseAsync(outgoing, stop);
        await (waiting?.NoteAsync(outgoing, outcome) ?? Task.CompletedTask);
        return outcome;
    }

    private Task<SendOutcome> ChooseAsync(Outgoing outgoing, CancellationToken stop)
    {
        if (all.Count == 0)
        {
            return No("no-platform",
                "No chat platform is enabled: enable Slack, Teams or the sandbox in the settings.");
        }

        return (outgoing.Existing ?? outgoing.Thread) is not { } post ? New(outgoing, stop)
            : FallbackChannel.IsAside(post) && PersonOf(outgoing) is { } person
            ? AgainAsync(post, outgoing, person, stop)
            : Where(post.Platform, outgoing, stop);
    }

    private async Task<SendOutcome> Where(string platform, Outgoing outgoing, CancellationToken stop)
    {
        var holder = all.FirstOrDefault(chatPlatform => chatPlatform.Platform == platform);
        if (holder is not null)
        {
            var outcome = await holder.SendAsync(outgoing, stop);
            return outcome is SendRefused { IsStranger: true } && outgoing.Existing is null
                ? await New(outgoing with { Thread = null }, stop) : outcome;
        }

        // A reply whose thread stands on a platform since switched off can still be said anew; a redraw cannot.
        return outgoing.Existing is null
            ? await New(outgoing with { Thread = null }, stop)
            : await No("platform-off",
                $"This post stands on {platform}, which is not enabled: enable it again in the settings.");
    }

    private Task<SendOutcome> New(Outgoing outgoing, CancellationToken stop)
    {
        if (outgoing.Item.Address.Email is not { } email)
        {
            var name = outgoing.Item.Address.ChannelKey ?? outgoing.Item.Address.Text;
            return ToChannelAsync(outgoing, name, stop);
        }

        if (rules.Now.People.Find(email) is not { } person)
        {
            return No("unknown-person", $"{email} is not among the People of the settings: add them there.");
        }

        return ToPersonAsync(outgoing, person, stop);
    }

    /// <summary>Tries each platform that may have the person, after a while of silence the next one too; when none has,
    /// the fallback channel.</summary>
    private async Task<SendOutcome> ToPersonAsync(Outgoing outgoing, Person person, CancellationToken stop)
    {
        var waited = outgoing.Now - outgoing.Item.CreatedAt;
        SendRefused? refused = null;
        string? why = null;
        SendLater? silent = null;
        List<IChatPlatform> failed = [];
        foreach (var transport in all.Where(chatPlatform => chatPlatform.Reaches(person))
            .OrderByDescending(chatPlatform => chatPlatform.Sureness(person)).ToList())
        {
            // A try whose outcome is not known goes nowhere else.
            var outcome = await transport.SendAsync(
                failed.Count == 0 ? outgoing : Redirected(outgoing, failed[0].Platform), stop);
            switch (outcome)
            {
                case SendLater { IsOutage: true } later when waited >= Outage:
                    silent = later;
                    break;
                case SendRefused no when no is not { OnlyThis: true, IsStranger: false }:
                    // The surest platform's reason is the one to mend.
                    (refused, why) = (no, why ?? no.Sentence);
                    break;
                default:
                    return outcome;
            }

            failed.Add(transport);
        }

        return silent is not null ? await WithoutAsync(outgoing, person, silent, failed, stop)
            : refused is { IsStranger: false } ? await ElsewhereAsync(outgoing, person, refused, failed, stop)
            : await AsideAsync(Holder(all) ?? all[0], outgoing, person, why ?? Nowhere(person), stop);
    }

    /// <summary>A platform that takes nothing at all until an administrator acts: the fallback channel of another one,
    /// if there is one.</summary>
    private async Task<SendOutcome> ElsewhereAsync(Outgoing outgoing, Person person, SendRefused refused,
        List<IChatPlatform> failed, CancellationToken stop)
    {
        if (FallbackChannel.IsPrivate(outgoing.Item) || Holder(all.Except(failed)) is not { } other)
        {
            return refused;
        }

        var aside = await AsideAsync(other, outgoing, person, refused.Sentence, stop);
        return aside is Sent or SendUnknown ? aside : refused;
    }

    /// <summary>A channel that one platform does not take may stand on another one too.</summary>
    private async Task<SendOutcome> ToChannelAsync(Outgoing outgoing, string name, CancellationToken stop)
    {
        SendOutcome? first = null;
        var bound = ChannelCopies.PlatformOf(outgoing.Item.Address, rules.Platforms);
        foreach (var transport in all
            .Where(chatPlatform => bound is null ? chatPlatform.Holds(name) : chatPlatform.Platform == bound)
            .DefaultIfEmpty(all[0]))
        {
            var outcome = await transport.SendAsync(outgoing, stop);
            first ??= outcome;
            if (outcome is not SendRefused { OnlyThis: false })
            {
                return outcome is SendLater ? first : outcome;
            }
        }

        return first!;
    }

    /// <summary>Nobody who has the person answers: after a while the fallback channel of a platform that does, if there
    /// is one.</summary>
    private async Task<SendOutcome> WithoutAsync(Outgoing outgoing, Person person, SendLater silent,
        List<IChatPlatform> failed, CancellationToken stop)
    {
        if (outgoing.Now - outgoing.Item.CreatedAt < LongOutage || Holder(all.Except(failed)) is not { } other
            || FallbackChannel.IsPrivate(outgoing.Item))
        {
            return silent;
        }

        var aside = await AsideAsync(other, outgoing, person, $"{person.Name} is not reached: {silent.Why}.", stop);
        return aside is Sent or SendUnknown ? aside : silent;
    }

    private static IChatPlatform? Holder(IEnumerable<IChatPlatform> among) =>
        among.FirstOrDefault(chatPlatform => chatPlatform.Holds(ChatAddress.Escalations.ChannelKey!));

    private string Nowhere(Person person) =>
        all.Select(chatPlatform => chatPlatform.WhyNot(person)).FirstOrDefault(why => why is not null)
        ?? $"{person.Name} cannot be reached on {string.Join(" or ", all.Select(chatPlatform => FallbackChannel.Called(chatPlatform.Platform)))}: check the e-mail or the id in the settings.";

    private static Outgoing Redirected(Outgoing outgoing, string platform) =>
        outgoing
            with { Card = outgoing.Card
                with { Blocks = [.. outgoing.Card.Blocks,
                    new Context(
                        $"Sent here because it could not be brought to {FallbackChannel.Called(platform)}.")] } };

    /// <summary>What stands aside goes to the person as soon as a platform has them; till then it is redrawn where it
    /// stands.</summary>
    private async Task<SendOutcome> AgainAsync(PostedMessage post, Outgoing outgoing, Person person,
        CancellationToken stop)
    {
        if (all.FirstOrDefault(chatPlatform => chatPlatform.Platform == post.Platform) is not { } holder)
        {
            return await Where(post.Platform, outgoing, stop);
        }

        var now = all.Where(chatPlatform => chatPlatform.Reaches(person))
            .OrderByDescending(chatPlatform => chatPlatform.Sureness(person)).FirstOrDefault();
        if (outgoing.Existing is null || now is null || now.Sureness(person) == 0
            || await now.SendAsync(outgoing with { Existing = null, Thread = null }, stop) is not Sent sent)
        {
            return await AsideAsync(holder, outgoing, person, Nowhere(person), stop);
        }

        // The courtesy of saying so where it stood; the card itself has moved.
        await holder.SendAsync(FallbackChannel.Moved(outgoing, person), stop);
        return sent;
    }

    private static async Task<SendOutcome> AsideAsync(IChatPlatform transport, Outgoing outgoing, Person person,
        string why, CancellationToken stop)
    {
        if (FallbackChannel.IsPrivate(outgoing.Item))
        {
            return new SendRefused("unreachable", why) { OnlyThis = true };
        }

        var outcome = await transport.SendAsync(FallbackChannel.Of(outgoing, person, transport.Platform), stop);
        return outcome is Sent sent
            ? sent with { Place = FallbackChannel.Place, FallbackReason = $"{why} {FallbackChannel.UntilThen}" }
            : outcome;
    }

    private Person? PersonOf(Outgoing outgoing) =>
        outgoing.Item.Address.Email is { } email ? rules.Now.People.Find(email) : null;

    private static Task<SendOutcome> No(string code, string sentence) =>
        Task.FromResult<SendOutcome>(new SendRefused(code, sentence));
}
