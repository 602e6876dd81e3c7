using System.Net;

namespace SlaBot.Sandbox;

/// <summary>
/// Lets only this machine in: by address, by the Host header (a name that an attacker's DNS points at 127.0.0.1 is refused) and,
/// for whatever changes something, by the Origin header where there is one.
/// </summary>
internal sealed class LoopbackGuard : IEndpointFilter
{
    // What proxies say of whom they speak for; a browser on this machine sends none of these.
    private static readonly string[] Forwarding = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP", "Forwarded", "Via"];

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var sentence = Refusal(
            context.HttpContext.Connection.RemoteIpAddress,
            request.Host,
            request.Scheme,
            HttpMethods.IsGet(request.Method) ? null : Header(request, "Origin"),
            Forwarding.Any(request.Headers.ContainsKey));
        return sentence is null ? await next(context) : Results.Problem(sentence, statusCode: StatusCodes.Status403Forbidden, title: "The sandbox is for this machine only");
    }

    /// <summary>Why the request is refused; null when it is not. Without a remote address it came from inside the process.</summary>
    public static string? Refusal(IPAddress? remote, HostString host, string scheme, string? origin, bool forwarded)
    {
        if (forwarded || (remote is not null && !IsLoopback(remote)))
        {
            return "The sandbox answers only to a browser on the machine that it runs on. Open http://localhost there.";
        }

        if (!IsLoopback(host.Host))
        {
            return $"The sandbox is not known as \"{host.Host}\". Open it as http://localhost.";
        }

        return origin is null || string.Equals(origin, $"{scheme}://{host.Value}", StringComparison.OrdinalIgnoreCase)
            ? null
            : "That page may not press buttons here. Use the sandbox's own page.";
    }

    private static string? Header(HttpRequest request, string name) => request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IsLoopback(address));

    private static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
