using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Hosting;

/// <summary>What a run of the bot was asked for; a machine of its own is given by tests.</summary>
internal sealed record RunOptions(string? SettingsFile = null, string? Environment = null, string? Urls = null, TimeProvider? Time = null, string? Boot = null)
{
    /// <summary>The chat platforms that the program knows.</summary>
    public IReadOnlyList<IPlatformSettings> Platforms { get; init; } = [];
}
