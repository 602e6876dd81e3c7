using NodaTime;
using SlaBot.Actions;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Chat;

/// <summary>The card behind a pressed button, on any platform: as it was posted, and as it should be now.</summary>
internal sealed class PostedCards(IReadStore reader, CardRenderer drawing, CommandCards commands,
    CurrentAgreement rules, LeadCommandProcessor engine, IClock clock)
{
    /// <summary>The card as it should be now for this person: the post drawn again, else the lead.</summary>
    public Card? Fresh(PostedMessage? post, string? lead, Person person)
    {
        var now = clock.GetCurrentInstant();
        if (post is not null && drawing.Draw(ItemOf(post, now), post, now) is { } drawn)
        {
            return drawn;
        }

        return lead is not null && reader.Lead(lead) is { } state ? commands.Lead(state, person, now) : null;
    }

    /// <summary>The form of an action: as it is asked now, on the post or on the lead.</summary>
    public Form? FormOf(string action, PostedMessage? post, string? lead, Person person) =>
        Find(Fresh(post, lead, person), action)?.Form
            ?? (post is null ? null : Find(Fresh(null, lead, person), action)?.Form)
            ?? Find(Asking(action, person), action)?.Form;

    /// <summary>The card of an action that is about no lead and no post; null when there is none.</summary>
    public Card? Asking(string action, Person person) =>
        action == AwayCard.Action ? commands.Away(person, clock.GetCurrentInstant()) : null;

    /// <summary>A card's button of that action.</summary>
    public static Button? Find(Card? card, string action) =>
        card?.Buttons.FirstOrDefault(button => button.Action == action && button.Url is null);

    /// <summary>True when a fact has come since that version.</summary>
    public bool IsStale(string? lead, int? version) =>
        lead is not null && version is not null && reader.Lead(lead) is { } state && version < state.FactVersion;

    /// <summary>What a lead is called to this person: without the contact's name for whoever may not see it; null when
    /// there is no such lead.</summary>
    public string? NameOf(string? lead, Person person) => lead is null || reader.Lead(lead) is not { } state ? null
        : LeadName.Of(
            ContactSight.May(state, person, rules.Now.Policy, rules.Now.People) ? state : ContactSight.Without(state));

    /// <summary>Updates a posted message in place.</summary>
    public Task RedrawAsync(PostedMessage post) =>
        engine.RecordAsync(
            (at, batch) => at.Intent(batch, [ItemOf(post, at.Now) with { Key = post.Key + MessageKeys.Redraw }]));

    private static OutboxItem ItemOf(PostedMessage post, Instant now) => new()
    {
        Key = post.Key,
        Address = post.Conversation,
        Intent = post.Intent,
        Lead = post.Lead,
        NotBefore = now,
        CreatedAt = now,
    };
}
