using System.Text;
using Microsoft.Extensions.Configuration;
using SlaBot.Core.Policy;
using SlaBot.Settings;

namespace SlaBot.Tests.Settings;

/// <summary>Reads the example with some keys changed, as the environment would change them; a null value takes nothing away, it says nothing.</summary>
internal static class Reading
{
    internal static SettingsResult Example(params (string Key, string? Value)[] changes) => Json(ExampleSettings.Json, changes);

    internal static SettingsResult Json(string json, params (string Key, string? Value)[] changes) => Json(json, isDevelopment: true, changes);

    internal static SettingsResult Json(string json, bool isDevelopment, params (string Key, string? Value)[] changes)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var config = new ConfigurationBuilder()
            .AddJsonStream(stream)
            .AddInMemoryCollection(changes.Select(each => KeyValuePair.Create("SlaBot:" + each.Key, each.Value)))
            .Build();
        return SettingsReader.Read(config, isDevelopment, Program.Platforms, Path.GetTempPath());
    }

    internal static SlaBotSettings Good(this SettingsResult result)
    {
        result.Faults.ShouldBeEmpty();
        return result.Settings.ShouldNotBeNull();
    }

    internal static SlaPolicy Policy(this SettingsResult result) => result.Good().Rules.Policy;

    internal static string MessageAt(this SettingsResult result, string key)
    {
        result.Settings.ShouldBeNull();
        var said = string.Join(" ", result.Faults.Where(each => each.Key == "SlaBot:" + key).Select(each => each.Message));
        said.ShouldNotBeEmpty($"no fault at {key}, but: {result.Report}");
        return said;
    }
}
