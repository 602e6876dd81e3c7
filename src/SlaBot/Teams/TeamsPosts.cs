using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Desk;

namespace SlaBot.Teams;

/// <summary>The card behind a press: as it was posted, and as it should be now.</summary>
internal sealed class TeamsPosts(IDeskReader reader, Drawing drawing, CommandCards commands, LeadDesk desk, IClock clock)
{
    /// <summary>The post that is this message.</summary>
    public Post? PostAt(string? conversation, string? activity) =>
        conversation is null || activity is null ? null : reader.PostByMessage(TeamsTransport.Name, new TeamsPlace(conversation, activity).MessageId);

    /// <summary>The card as it should be now for this person: the post drawn again, else the lead.</summary>
    public Card? Fresh(Post? post, string? lead, Person person)
    {
        var now = clock.GetCurrentInstant();
        if (post is not null && drawing.Draw(ItemOf(post, now), post, now) is { } drawn)
        {
            return drawn;
        }

        return lead is not null && reader.Lead(lead) is { } state ? commands.Lead(state, person, now) : null;
    }

    /// <summary>A card's button of that action.</summary>
    public static Button? Find(Card? card, string action) => card?.Buttons.FirstOrDefault(one => one.Action == action && one.Url is null);

    /// <summary>True when a fact has come since that version.</summary>
    public bool IsStale(string? lead, int? version) => lead is not null && version is not null && reader.Lead(lead) is { } state && version < state.FactVersion;

    /// <summary>Has a post put right where it stands.</summary>
    public Task RedrawAsync(Post post) => desk.RecordAsync((at, batch) => at.Wish(batch, [ItemOf(post, at.Now) with { Key = post.Key + Keys.Redraw }]));

    private static OutboxItem ItemOf(Post post, Instant now) => new()
    {
        Key = post.Key,
        Audience = post.Conversation,
        Purpose = post.Purpose,
        Lead = post.Lead,
        Detail = post.Detail,
        NotBefore = now,
        CreatedAt = now,
    };
}
