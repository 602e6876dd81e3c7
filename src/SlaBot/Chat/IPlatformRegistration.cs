using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Engine;

namespace SlaBot.Chat;

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
