using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Storage.Serialization;
using SlaBot.Chat;
using SlaBot.Core.Policy;
using SlaBot.Settings;
using SlaBot.Storage;

namespace SlaBot.Hosting;

/// <summary>What each chat platform is given of the settings, and what all of them find wrong outside.</summary>
internal static class PlatformSetups
{
    /// <summary>What the settings say that concerns this platform.</summary>
    public static PlatformSetup Of(SlaBotSettings settings, string platform)
    {
        var others = settings.Platforms.Where(pair => pair.Key != platform && pair.Value.Enabled)
            .Select(pair => pair.Key).ToList();
        return new PlatformSetup
        {
            Options = settings.Platforms[platform],
            Channels = settings.Channels.ToDictionary(pair => pair.Key, pair => pair.Value.On(platform),
                StringComparer.OrdinalIgnoreCase),
            OwnChannels = settings.Channels
                .Where(pair => pair.Value.IsNamedApart || others.All(other => pair.Value.On(other) is null))
                .Select(pair => pair.Key).ToHashSet(StringComparer.OrdinalIgnoreCase),
            OwnPeople = [
                .. settings.Rules.People.All.Where(person => others.Count == 0 || person.IdOn(platform) is not null)],
            People = settings.Rules.People,
            PublicUrl = settings.Web.PublicUrl,
        };
    }

    /// <summary>The channels that have a place on several platforms in use, and on which.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> OfChannels(SlaBotSettings settings)
    {
        var used = settings.Platforms.Where(pair => pair.Value.Enabled).Select(pair => pair.Key).ToList();
        return settings.Channels.Values.Where(channel => channel.IsNamedApart)
            .Select(channel => (channel.Key, On: used.Where(platform => channel.On(platform) is not null).ToList()))
            .Where(pair => pair.On.Count > 1)
            .ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.On, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Asks each platform in use whether tokens, rights, channels and people are there.</summary>
    public static async Task<IReadOnlyList<SettingsFault>> CheckAsync(
        SlaBotSettings settings, IReadOnlyList<IPlatformRegistration> platforms, TimeProvider time,
        CancellationToken stop)
    {
        var faults = new List<SettingsFault>();
        using var store = Stored(settings);
        foreach (var platform in platforms.Where(platform => settings.Platforms[platform.Name].Enabled))
        {
            faults.AddRange(
                await platform.CheckAsync(Of(settings, platform.Name) with { Stored = store?.Reader }, time, stop));
        }

        return faults;
    }

    /// <summary>What a bot on this data has learnt; null when none has run on it yet.</summary>
    private static SqliteReadStore? Stored(SlaBotSettings settings)
    {
        try
        {
            return settings.Platforms.Values.Any(platform => platform.Enabled)
                ? SqliteStore.OpenReadOnly(settings.Database.ConnectionString)
                : null;
        }
        catch (StoreRefusedException)
        {
            return null;
        }
    }
}
