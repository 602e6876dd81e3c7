using SlaBot.Settings;

namespace SlaBot.Hosting;

/// <summary>The settings in force: those of the start, or of the last valid edit. (Transports, address and database stay as started.)</summary>
internal sealed class CurrentSettings(SlaBotSettings first)
{
    private volatile SettingsInForce now = new(first);

    /// <summary>The settings of the start.</summary>
    public SlaBotSettings Started { get; } = first;

    /// <summary>The settings.</summary>
    public SlaBotSettings Now => now.Settings;

    /// <summary>The API's keys.</summary>
    public IReadOnlyList<SlaBot.Api.Contracts.ApiKey> Keys => now.Keys;

    /// <summary>Puts an edit in force.</summary>
    public void Replace(SlaBotSettings edited) => now = new SettingsInForce(edited);

    private sealed record SettingsInForce(SlaBotSettings Settings)
    {
        public IReadOnlyList<SlaBot.Api.Contracts.ApiKey> Keys { get; } = [.. Settings.ApiKeys.Select(Key)];

        private static SlaBot.Api.Contracts.ApiKey Key(SlaBot.Settings.ApiKey key) => new(key.Name, key.Key, new HashSet<string>(
            new[] { (ApiRights.Intake, "intake"), (ApiRights.Read, "read"), (ApiRights.Admin, "admin") }.Where(pair => key.Rights.HasFlag(pair.Item1)).Select(pair => pair.Item2),
            StringComparer.OrdinalIgnoreCase));
    }
}
