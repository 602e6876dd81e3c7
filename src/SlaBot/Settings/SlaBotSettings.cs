using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;

namespace SlaBot.Settings;

/// <summary>Everything that the settings file says, checked and resolved.</summary>
internal sealed record SlaBotSettings
{
    /// <summary>The agreement, the people, the routing, the calendars, the schedule.</summary>
    public required AgreementRules Rules { get; init; }

    /// <summary>Channels by the name that ladders use (without case); Escalations, Scorecard, Marketing and Admin always exist.</summary>
    public required IReadOnlyDictionary<string, ChannelAddress> Channels { get; init; }

    /// <summary>Where the data lies.</summary>
    public required DatabaseSettings Database { get; init; }

    /// <summary>What the settings say of each chat platform, by its name, in the order in which they are registered.</summary>
    public required OrderedDictionary<string, PlatformOptions> Platforms { get; init; }

    /// <summary>How the program is reached from outside.</summary>
    public WebSettings Web { get; init; } = new();

    /// <summary>True when the sandbox answers: in the Development environment only, by default when neither Slack nor Teams is enabled.</summary>
    public required bool SandboxEnabled { get; init; }

    /// <summary>Keys of the API; without any it answers nobody, in the Development environment loopback callers only.</summary>
    public required IReadOnlyList<ApiKey> ApiKeys { get; init; }

    /// <summary>The clock.</summary>
    public required ClockSettings Clock { get; init; }

    /// <summary>How CSV files are read.</summary>
    public required ImportSettings Import { get; init; }

    /// <summary>The agreement's own file, absolute, where <c>Agreement:File</c> names one; edits of it apply like edits of the settings.</summary>
    public string? AgreementFile { get; init; }

    /// <summary>What is right and may still surprise; said at start and by <c>check</c>.</summary>
    public IReadOnlyList<SettingsFault> Notices { get; init; } = [];
}
