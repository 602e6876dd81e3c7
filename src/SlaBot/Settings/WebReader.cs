using SlaBot.Core.Policy.SettingsTree;
using System.Net;
using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Settings;

/// <summary>How the program is reached from outside.</summary>
internal sealed record WebSettings
{
    /// <summary>The https address under which people reach the program; null: <c>Teams:PublicUrl</c>, where there is one.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The proxies whose <c>X-Forwarded-*</c> headers are believed, as networks; none by default.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];
}

/// <summary>Reads <c>Web</c>.</summary>
internal static class WebReader
{
    /// <summary>The settings of the section.</summary>
    public static WebSettings Read(SettingsSection scan, bool isDevelopment)
    {
        var web = new WebSettings
        {
            PublicUrl = SettingsUrl.Public(scan, "PublicUrl", "people reach SlaBot", isDevelopment),
            Proxies = [.. (scan.Texts("Proxies") ?? []).Select(text => Proxy(scan, text)).OfType<IPNetwork>()],
        };
        scan.Close();
        return web;
    }

    private static IPNetwork? Proxy(SettingsSection scan, string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        if (IPAddress.TryParse(text, out var address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        scan.Fault("Proxies", $"holds \"{text}\": write the address of a proxy, such as 10.0.0.7, or a network, such as 10.0.0.0/24.");
        return null;
    }
}
