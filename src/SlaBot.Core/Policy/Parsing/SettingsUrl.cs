using SlaBot.Core.Policy.SettingsTree;
namespace SlaBot.Core.Policy.Parsing;

/// <summary>Reads addresses of the web out of the settings.</summary>
public static class SettingsUrl
{
    /// <summary>An http or https address; null, with a fault where something else is written.</summary>
    /// <param name="scan">The section.</param>
    /// <param name="key">The key.</param>
    public static Uri? Read(SettingsSection scan, string key)
    {
        if (scan.Text(key) is not { } text)
        {
            return null;
        }

        if (IsWeb(text, out var url))
        {
            return url;
        }

        scan.Fault(key, $"is \"{text}\": write a URL that begins with https:// (or http://).");
        return null;
    }

    /// <summary>An address that others reach over https, without anything after its path; in Development also this
    /// machine's own.</summary>
    /// <param name="scan">The section.</param>
    /// <param name="key">The key.</param>
    /// <param name="whoReaches">Who uses the address, as the fault says it: "Teams reaches SlaBot".</param>
    /// <param name="isDevelopment">True in the Development environment.</param>
    public static Uri? Public(SettingsSection scan, string key, string whoReaches, bool isDevelopment)
    {
        if (Read(scan, key) is not { } url)
        {
            return null;
        }

        if ((url.Scheme == Uri.UriSchemeHttps || (isDevelopment && url.IsLoopback))
            && url.Query.Length + url.Fragment.Length + url.UserInfo.Length == 0)
        {
            return url;
        }

        scan.Fault(key,
            $"is \"{url}\": write the https:// address under which {whoReaches}, such as https://slabot.example.com.");
        return null;
    }

    /// <summary>True for an http or https address.</summary>
    /// <param name="text">What is written.</param>
    /// <param name="url">The address.</param>
    public static bool IsWeb(string text, out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme is "http" or "https";
}
