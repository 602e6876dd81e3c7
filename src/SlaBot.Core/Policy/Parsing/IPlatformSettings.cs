using SlaBot.Core.Policy.SettingsTree;
namespace SlaBot.Core.Policy.Parsing;

/// <summary>How a chat platform reads its own section of the settings, its ids of people and its names of
/// channels.</summary>
public interface IPlatformSettings
{
    /// <summary>Its name where messages are stored: <c>slack</c>, <c>teams</c>.</summary>
    string Name { get; }

    /// <summary>Its name in the settings: the section <c>Slack</c>, a channel's key <c>Slack</c>, a person's key
    /// <c>SlackId</c>.</summary>
    string Section { get; }

    /// <summary>Reads the section; what is wrong is noted there.</summary>
    /// <param name="section">The section.</param>
    /// <param name="isDevelopment">True in the Development environment.</param>
    /// <param name="directory">The directory against which relative files are resolved.</param>
    PlatformOptions Read(SettingsSection section, bool isDevelopment, string directory);

    /// <summary>A channel's name as the platform knows it, from what is written in the settings.</summary>
    /// <param name="written">The name in the settings.</param>
    string ChannelName(string written) => written;
}
