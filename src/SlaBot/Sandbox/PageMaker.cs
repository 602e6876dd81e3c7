using SlaBot.Chat;
using SlaBot.Core.Policy;
using SlaBot.Desk;

namespace SlaBot.Sandbox;

/// <summary>Gathers what a page shows.</summary>
internal sealed class PageMaker(IDeskReader reader, SandboxRoom room, ChannelNames channels, Whispers whispers, SeenMarks seen)
{
    private const int MostShown = 200;
    private const int MostCounted = 1000;

    /// <summary>The page of a conversation for one who acts; what is not known becomes the first rep's inbox. Looking at it marks it as seen.</summary>
    public PageModel Make(string? conversation, string? actor)
    {
        var place = Known(conversation);
        var person = Acting(place, actor);
        var posts = reader.Posts(SandboxTransport.Name, place, MostShown);
        seen.See(place, posts.Select(post => post.Number).DefaultIfEmpty().Max());
        var unread = Unread();
        return new PageModel
        {
            People = [.. room.People.All.Select(one => new Place(Audience.With(one.Email), one.Name, Note(one), unread.GetValueOrDefault(Audience.With(one.Email))))],
            Channels = [.. channels.ByKey.Select(one => new Place(Audience.In(one.Key), "#" + one.Value, null, unread.GetValueOrDefault(Audience.In(one.Key))))],
            Conversation = place,
            Title = Audience.PersonOf(place) is null ? "#" + Audience.ChannelOf(channels.Outward(place)) : person.Name,
            As = person,
            Actors = Audience.PersonOf(place) is null ? room.People.All : [person],
            Posts = posts,
            Whispers = whispers.Of(place, person.Email),
            Now = room.Now,
            Zone = room.Zone,
            ManualClock = room.HasManualClock,
        };
    }

    /// <summary>The conversation if it is one, else the first rep's.</summary>
    public string Known(string? conversation)
    {
        if (conversation is not null && Audience.PersonOf(conversation) is { } email && room.People.Find(email) is { } person)
        {
            return Audience.With(person.Email);
        }

        return conversation is not null && Audience.ChannelOf(conversation) is { } key && channels.ByKey.ContainsKey(key)
            ? conversation
            : Audience.With((room.People.In(Role.Rep).FirstOrDefault() ?? room.People.All[0]).Email);
    }

    private Person Acting(string place, string? actor) =>
        room.People.Find(Audience.PersonOf(place) ?? actor) ?? room.People.In(Role.Manager).FirstOrDefault() ?? room.People.All[0];

    private Dictionary<string, int> Unread() => reader.Posts(SandboxTransport.Name, null, MostCounted)
        .Where(post => post.Number > seen.Of(post.Conversation))
        .GroupBy(post => post.Conversation, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    private static string Note(Person person) => person.Team is null ? SandboxPage.RoleWord(person.Role) : $"{SandboxPage.RoleWord(person.Role)}, {person.Team}";
}
