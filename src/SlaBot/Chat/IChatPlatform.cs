using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Chat;

/// <summary>Delivers cards to one chat platform and reports the outcome. Knows nothing of leads.</summary>
internal interface IChatPlatform
{
    /// <summary>Its name in the posts' table: <c>sandbox</c>, <c>slack</c>, <c>teams</c>.</summary>
    string Platform { get; }

    /// <summary>True when a network lies between: a try is put on file before it is made, so that a crash leaves no
    /// doubt behind.</summary>
    bool IsRemote => false;

    /// <summary>Why nothing goes through at all, until an administrator acts; null when in order.</summary>
    string? Fault => null;

    /// <summary>True when this person can be reached here.</summary>
    bool Reaches(Person person);

    /// <summary>Why this person is known not to be reached here, and what to do; null when nothing is known.</summary>
    string? WhyNot(Person person) => null;

    /// <summary>How sure it is that this person is here: 2 the settings name them, 1 they were found, 0 it is only
    /// hoped. The surest platform goes first.</summary>
    int Sureness(Person person) => 0;

    /// <summary>True when this channel of the settings has a place here.</summary>
    bool Holds(string channel) => true;

    /// <summary>Posts or redraws one card. Never throws for what a network does.</summary>
    Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken stop);
}

/// <summary>Somebody can be reached (again): what waits for them goes at once, and the cards of their leads that stand
/// in the fallback channel move to them.</summary>
internal sealed class PersonReachable(OutboxPump outbox, LeadCommandProcessor engine, IReadStore reader,
    IEnumerable<IChatPlatform> transports)
{
    private const int Most = 200;

    /// <summary>Serves a person.</summary>
    public async Task ServeAsync(Person person)
    {
        var audience = ChatAddress.Person(person.Email);
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

/// <summary>One chat platform as the program registers it: it reads its section, adds its services, maps its endpoints
/// and checks itself.</summary>
internal interface IPlatformRegistration : IPlatformSettings
{
    /// <summary>Adds its services, its <see cref="IChatPlatform"/> among them. Called only when the settings enable
    /// it.</summary>
    void AddServices(IServiceCollection services, PlatformSetup setup);

    /// <summary>Maps the addresses at which the platform calls. Called only when the settings enable it.</summary>
    void MapEndpoints(IEndpointRouteBuilder app);

    /// <summary>Asks the platform what is missing there; each fault names its key of the settings. Changes
    /// nothing.</summary>
    Task<IReadOnlyList<SettingsFault>> CheckAsync(PlatformSetup setup, TimeProvider time, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<SettingsFault>>([]);

    /// <summary>Writes the app package that an administrator uploads; null for a platform that has none.</summary>
    PackageResult? Pack(PlatformSetup setup, string file, string? version) => null;
}

/// <summary>What a platform is given of the settings besides its own section.</summary>
internal sealed record PlatformSetup
{
    /// <summary>What its own section says.</summary>
    public required PlatformOptions Options { get; init; }

    /// <summary>The channels that ladders name, and what each is called there; null where it has no place
    /// there.</summary>
    public required IReadOnlyDictionary<string, string?> Channels { get; init; }

    /// <summary>The channels that must be there: no other platform in use has them, or the settings name them for each
    /// platform.</summary>
    public required IReadOnlySet<string> OwnChannels { get; init; }

    /// <summary>The people who must be there: everybody where it is the only platform, else those with an id of
    /// it.</summary>
    public required IReadOnlyList<Person> OwnPeople { get; init; }

    /// <summary>Everybody.</summary>
    public required People People { get; init; }

    /// <summary>Where people reach the bot's pages; null when the settings do not say.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>What a bot on this data has stored; null when none has run on it yet. Given for checks only.</summary>
    public IReadStore? Stored { get; init; }
}

/// <summary>What became of an app package: why it could not be made (null when it was), and a remark to add.</summary>
internal sealed record PackageResult(string? Fault, string Remark = "");
