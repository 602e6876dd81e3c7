using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Outbox;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;
using SlaBot.Teams.Rendering;

namespace SlaBot.Teams.Interactions;

/// <summary>
/// A card in a channel as each reader should see it: with the buttons that are theirs, or none. Teams asks for these
/// views by itself, for everybody whom the card lists (at most 60, by Teams' own ids), each time it is opened: drawn
/// from the state, nothing is written and nobody else is asked. Clients that do not ask show the card as it was posted,
/// with the channel's buttons; what is pressed there is judged by who presses.
/// </summary>
internal sealed class UserSpecificViews(IReadStore reader, CardRenderer drawing, TeamsPeople people,
    CurrentAgreement rules, IClock clock)
{
    /// <summary>The action that Teams brings by itself.</summary>
    public const string Action = "view";

    private const int MostReaders = 60;
    private static readonly MessageKind[] OfLeads = [MessageKind.Card, MessageKind.Notice, MessageKind.QueueAlarm,
        MessageKind.ReturnedLead, MessageKind.Dispute, MessageKind.Revisit];

    /// <summary>What makes Teams ask: of a lead's card with buttons, in a channel; null for anything else.</summary>
    public JsonObject? Refresh(Outgoing outgoing, Card card) =>
        outgoing.Item is { Lead: { } lead, Address.Email: null } item && OfLeads.Contains(item.Kind)
            ? Refresh(new UserSpecificView(item.Intent, lead) { For = outgoing.MeantFor }, card) : null;

    /// <summary>The card for one reader; with <c>refresh</c> while there is anything to press for anybody. Null when
    /// there is none any more.</summary>
    public JsonObject? Draw(UserSpecificView view, Person person, string? sentence = null)
    {
        if (Card(view, view.For) is not { } everybody)
        {
            return null;
        }

        var mine = Card(view, person.Email) ?? everybody;
        var drawn = Draw(mine, sentence);
        if (Refresh(view, everybody) is { } refresh)
        {
            drawn["refresh"] = refresh;
        }

        return drawn;
    }

    /// <summary>A card that is for one reader alone, with a sentence before it.</summary>
    public JsonObject Draw(Card card, string? sentence) =>
        TeamsCards.Draw(TeamsCards.With(sentence, card), people.Mentions(calls: false));

    /// <summary>The card for one reader as it is to be drawn; null when there is none any more.</summary>
    public Card? Card(UserSpecificView view, string? email)
    {
        var now = clock.GetCurrentInstant();
        var item = view.Item(email, now);
        return drawing.Draw(item, AsPosted(item, now), now) is not { } card ? null
            : view.For is { } meant && rules.Now.People.Find(meant) is { } person
            ? FallbackChannel.Headed(card, person, TeamsOptions.Platform)
            : card;
    }

    /// <summary>The view that a post in a channel gives; null for a post elsewhere, or about no lead.</summary>
    public static UserSpecificView? Of(PostedMessage? post) =>
        post is { Lead: { } lead } && OfLeads.Contains(post.Kind)
            && (post.Conversation.Email is null || FallbackChannel.IsAside(post))
        ? new UserSpecificView(post.Intent,
            lead) { For = FallbackChannel.IsAside(post) ? post.Conversation.Email : null }
        : null;

    /// <summary>True for the data of an action that asks for a view; what else they name is not believed.</summary>
    public static bool IsAsked(JsonElement? data) => data?.Text("action") == Action;

    private JsonObject? Refresh(UserSpecificView view, Card card)
    {
        var readers = card.Buttons.All(button => button.Url is not null)
            ? [] : Readers(view.Lead).Take(MostReaders).ToList();
        return readers.Count == 0 ? null : new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = Action, ["data"] = view.Write() },
            ["userIds"] = new JsonArray([.. readers.Select(id => JsonValue.Create(id))]),
        };
    }

    /// <summary>Those whose lead it is first, then by what they may do with it.</summary>
    private IEnumerable<string> Readers(string lead)
    {
        var book = rules.Now.People;
        var owner = reader.Lead(lead)?.Owner;
        return from person in book.All
               let member = people.Member(person)
               where member is not null && member.Id.StartsWith("29:", StringComparison.Ordinal)
               orderby Nearness(person, owner, book), person.Email
               select member.Id;
    }

    private static int Nearness(Person person, string? owner, People book) =>
        owner is not null
            && (string.Equals(person.Email, owner, StringComparison.OrdinalIgnoreCase)
                || book.Manages(person.Email, owner)) ? 0
        : person.Role switch
        {
            Role.RevOps => 1,
            Role.Manager => 2,
            Role.Marketing => 3,
            Role.Executive => 4,
            Role.Rep => 5,
        };

    // A view is only ever of what stands already: a notice that is resolved is corrected, not gone.
    private static PostedMessage AsPosted(OutboxItem item, Instant now) => new()
    {
        Key = item.Key, Platform = TeamsOptions.Platform, MessageId = "", Conversation = item.Address,
        Intent = item.Intent, Lead = item.Lead, At = now, Number = 0, Card = new Card { Title = "", Summary = "" },
    };
}

/// <summary>Which post a view is of. <c>For</c>: the person who could not be reached, when it stands aside.</summary>
internal sealed record UserSpecificView(MessageIntent Intent, string Lead)
{
    /// <summary>Whom it was meant for.</summary>
    public string? For { get; init; }

    /// <summary>As an action's data; when they come back, only that a view is asked for is read of them.</summary>
    public JsonObject Write() => new()
    {
        ["action"] = UserSpecificViews.Action, ["lead"] = Lead, ["purpose"] = MessageKindNames.All.Write(Intent.Kind),
        ["detail"] = Intent is NoticeIntent notice ? $"{notice.Obligation}|{notice.Level}" : null, ["for"] = For,
    };

    /// <summary>As an outbox item for a reader; null: for the channel.</summary>
    public OutboxItem Item(string? email, Instant now) => new()
    {
        Key = UserSpecificViews.Action,
        Address = email is null ? ChatAddress.Escalations : ChatAddress.Person(email),
        Intent = Intent,
        Lead = Lead,
        NotBefore = now,
        CreatedAt = now,
    };
}
