namespace SlaBot.Core.Policy;

/// <summary>One thing wrong with the settings: the full key (<c>SlaBot:Agreement:Owner</c>) and a sentence that says what would be accepted.</summary>
public sealed record SettingsFault(string Key, string Message);
