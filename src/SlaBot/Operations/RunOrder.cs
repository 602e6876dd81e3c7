namespace SlaBot.Operations;

/// <summary>What a run of the bot was asked for.</summary>
internal sealed record RunOrder(string? SettingsFile = null, string? Environment = null, string? Urls = null);
