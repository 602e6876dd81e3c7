using System.Collections.Concurrent;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Engine;

namespace SlaBot.Sandbox;

/// <summary>Gathers what a page shows.</summary>
internal sealed class PageBuilder(IReadStore reader, SandboxActions room, ChannelNames channels,
    PrivateReplies privateReplies, ReadMarkers seen, FirstSteps steps)
{
    private const int MostShown = 200;
    private const int MostCounted = 1000;

    /// <summary>The page of a conversation for one who acts; what is not known becomes the first rep's inbox. Looking
    /// at it marks it as seen.</summary>
    public PageModel Make(string? conversation, string? actor)
    {
        var place = Known(conversation);
        var person = Acting(place, actor);
        var posts = reader.Posts(SandboxPlatform.Name, place, MostShown);
        seen.See(place, posts.Select(post => post.Number).DefaultIfEmpty().Max());
        var unread = Unread();
        return new PageModel
        {
            People = [
                .. room.People.All.Select(
                    item =>
                        new Place(ChatAddress.Person(item.Email).Text, item.Name, Note(item),
                            unread.GetValueOrDefault(ChatAddress.Person(item.Email))))],
            Channels = [
                .. channels.ByKey.Select(
                    pair =>
                        new Place(ChatAddress.Channel(pair.Key).Text, "#" + pair.Value, null,
                            unread.GetValueOrDefault(ChatAddress.Channel(pair.Key))))],
            Conversation = place.Text,
            Title = place.Email is null
                ? "#" + channels.Outward(place).ChannelKey : person.Name,
            As = person,
            Actors = place.Email is null ? room.People.All : [person],
            Posts = posts,
            PrivateReplies = privateReplies.Of(place.Text, person.Email),
            Now = room.Now,
            Zone = room.Zone,
            ManualClock = room.HasManualClock,
            Steps = steps.Of(reader.Posts(SandboxPlatform.Name, null, 1).Count > 0, room.HasManualClock),
        };
    }

    /// <summary>The conversation if it is one, else the first rep's.</summary>
    public ChatAddress Known(string? conversation)
    {
        var asked = ChatAddress.Parse(conversation ?? "");
        if (room.People.Find(asked.Email) is { } person)
        {
            return ChatAddress.Person(person.Email);
        }

        return asked.ChannelKey is { } key && channels.ByKey.ContainsKey(key)
            ? asked
            : ChatAddress.Person((room.People.In(Role.Rep).FirstOrDefault() ?? room.People.All[0]).Email);
    }

    private Person Acting(ChatAddress place, string? actor) =>
        room.People.Find(place.Email ?? actor) ?? room.People.In(Role.Manager).FirstOrDefault()
            ?? room.People.All[0];

    private Dictionary<ChatAddress, int> Unread() => reader.Posts(SandboxPlatform.Name, null, MostCounted)
        .Where(post => post.Number > seen.Of(post.Conversation))
        .GroupBy(post => post.Conversation)
        .ToDictionary(group => group.Key, group => group.Count());

    private static string Note(Person person) =>
        person.Team is null ? PageModel.RoleWord(person.Role) : $"{PageModel.RoleWord(person.Role)}, {person.Team}";
}

/// <summary>Up to which post each conversation was looked at in this run; the sandbox has one onlooker.</summary>
internal sealed class ReadMarkers
{
    private readonly ConcurrentDictionary<ChatAddress, long> upTo = [];

    /// <summary>The number of the last post seen there; 0 for none.</summary>
    public long Of(ChatAddress conversation) => upTo.GetValueOrDefault(conversation);

    /// <summary>Everything up to this post was seen.</summary>
    public void See(ChatAddress conversation, long number) =>
        upTo.AddOrUpdate(conversation, number, (_, old) => Math.Max(old, number));
}

/// <summary>One of a stranger's first steps, and whether it was taken.</summary>
internal sealed record FirstStep(string Do, string Why, bool IsDone);

/// <summary>What a stranger has tried in this run. Who has tried it all, or comes to data that are there already, is no
/// stranger.</summary>
internal sealed class FirstSteps
{
    private volatile bool isOver, hasBegun, hasSent, hasPressed, hasMoved;

    /// <summary>A lead was sent.</summary>
    public void Sent() => hasSent = true;

    /// <summary>A button was pressed.</summary>
    public void Pressed() => hasPressed = true;

    /// <summary>The clock was moved.</summary>
    public void Moved() => hasMoved = true;

    /// <summary>Puts the steps away.</summary>
    public void End() => isOver = true;

    /// <summary>The steps to show now.</summary>
    /// <param name="hasPosts">True when something was posted, in this run or before.</param>
    /// <param name="canMove">True when the clock can be moved.</param>
    public IReadOnlyList<FirstStep> Of(bool hasPosts, bool canMove)
    {
        isOver |= hasPosts && !hasBegun;
        hasBegun = true;
        IReadOnlyList<FirstStep> steps =
        [
            new("Send a sample lead", "its card goes to the rep whose turn it is", hasSent || hasPosts),
            new("Be the rep", "press Called or Accept on the card: its clocks follow", hasPressed),
            .. canMove ? new[] { new FirstStep("Let time pass",
                "press +1 h: whoever misses a deadline is reminded, then the manager is called", hasMoved) } : [],
        ];
        return isOver || steps.All(step => step.IsDone) ? [] : steps;
    }
}

/// <summary>The channels' real names by their keys in the settings (<c>Escalations</c>, …): what readers see in place
/// of the key.</summary>
internal sealed record ChannelNames(IReadOnlyDictionary<string, string> ByKey)
{
    /// <summary>The conversation as outwardly named: <c>channel:sla-escalations</c> for <c>channel:Escalations</c>;
    /// others as they are.</summary>
    public ChatAddress Outward(ChatAddress conversation) =>
        conversation.ChannelKey is { } key && ByKey.TryGetValue(key, out var name)
            ? ChatAddress.Channel(name) : conversation;
}

/// <summary>A conversation in the list at the side.</summary>
internal sealed record Place(string Conversation, string Name, string? Note, int Unread);

/// <summary>A private answer: only the one who asked sees it, and only until it is put away or the program
/// ends.</summary>
internal sealed record PrivateReply(string Id, string Conversation, string For, Instant At, string? Asked, Card Card);

/// <summary>Everything one page shows.</summary>
internal sealed record PageModel
{
    /// <summary>The people, then the channels.</summary>
    public required IReadOnlyList<Place> People { get; init; }

    /// <summary>The shared channels.</summary>
    public required IReadOnlyList<Place> Channels { get; init; }

    /// <summary>The conversation shown.</summary>
    public required string Conversation { get; init; }

    /// <summary>Its name.</summary>
    public required string Title { get; init; }

    /// <summary>Who acts here.</summary>
    public required Person As { get; init; }

    /// <summary>Who may be chosen to act; one person in a direct conversation.</summary>
    public required IReadOnlyList<Person> Actors { get; init; }

    /// <summary>The messages, oldest first.</summary>
    public required IReadOnlyList<PostedMessage> Posts { get; init; }

    /// <summary>The private answers, oldest first.</summary>
    public required IReadOnlyList<PrivateReply> PrivateReplies { get; init; }

    /// <summary>Now.</summary>
    public required Instant Now { get; init; }

    /// <summary>The agreement's zone.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>True when the clock stands still until moved.</summary>
    public required bool ManualClock { get; init; }

    /// <summary>A stranger's first steps; none once they were taken.</summary>
    public IReadOnlyList<FirstStep> Steps { get; init; } = [];

    /// <summary>A role as a reader knows it.</summary>
    public static string RoleWord(Role role) => role == Role.RevOps ? "RevOps" : role.ToString().ToLowerInvariant();
}

/// <summary>Where a card's buttons lead: the message, who presses, and the page to come back to.</summary>
internal sealed record PressLocation(string MessageId, string As, string In, int Version);
