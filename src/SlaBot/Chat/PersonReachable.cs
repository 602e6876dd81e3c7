using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Chat;

/// <summary>Somebody can be reached (again): what waits for them goes at once, and the cards of their leads that stand
/// in the fallback channel move to them.</summary>
internal sealed class PersonReachable(OutboxPump outbox, LeadCommandProcessor engine, IReadStore reader,
    IEnumerable<IChatPlatform> transports)
{
    private const int Most = 200;

    /// <summary>Serves a person.</summary>
    public async Task ServeAsync(Person person)
    {
        var audience = MessageKeys.Direct(person.Email);
        var aside = transports.SelectMany(transport => reader.Posts(transport.Platform, audience, Most))
            .Where(postedMessage => postedMessage.Kind == MessageKind.Card && FallbackChannel.IsAside(postedMessage))
            .ToList();
        await engine.RecordAsync((at, batch) => at.Intent(batch, aside.Select(post => new OutboxItem
        {
            Key = post.Key + MessageKeys.Redraw,
            Address = audience,
            Intent = post.Intent,
            Lead = post.Lead,
            NotBefore = at.Now,
            CreatedAt = at.Now,
        })));
        await outbox.HastenAsync(audience);
    }
}
