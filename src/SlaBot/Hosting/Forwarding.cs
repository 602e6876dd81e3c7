using Microsoft.AspNetCore.HttpOverrides;
using SlaBot.Settings;

namespace SlaBot.Hosting;

/// <summary>Believes <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> from the proxies that the settings name, and
/// from nobody else.</summary>
internal static class Forwarding
{
    /// <summary>Takes back what <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> would do: believe those headers from
    /// anybody.</summary>
    public static IServiceCollection AddForwarding(this IServiceCollection services) =>
        services.PostConfigure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.None);

    /// <summary>Reads the headers before anything else looks at the request; not at all where no proxy is
    /// named.</summary>
    public static IApplicationBuilder UseForwarding(this IApplicationBuilder app, WebSettings web)
    {
        if (web.Proxies.Count == 0)
        {
            return app;
        }

        // Of a chain of proxies each entry is believed as long as the one who wrote it is named.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor
            | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in web.Proxies)
        {
            options.KnownIPNetworks.Add(network);
        }

        return app.UseForwardedHeaders(options);
    }
}
