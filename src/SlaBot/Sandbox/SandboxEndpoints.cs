using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;
using SlaBot.Chat;

namespace SlaBot.Sandbox;

/// <summary>The sandbox's contents: what it needs and what it serves. Loopback only.</summary>
internal static class SandboxEndpoints
{
    private const string ContentPolicy =
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    /// <summary>Adds the transport and what the page needs; the channels' names come from the settings.</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, ChannelNames channels) => services
        .AddSingleton(channels)
        .AddSingleton<IChatPlatform, SandboxPlatform>()
        .AddSingleton<PrivateReplies>()
        .AddSingleton<ReadMarkers>()
        .AddSingleton<FirstSteps>()
        .AddSingleton<SandboxActions>()
        .AddSingleton<PageBuilder>()
        .AddSingleton<ClockControl>()
        .AddSingleton<SampleLeadSender>()
        .AddSingleton<SampleWeek>()
        .AddSingleton<SandboxForms>();

    /// <summary>Maps the page, its forms and its API.</summary>
    public static IEndpointRouteBuilder MapSandbox(this IEndpointRouteBuilder routes)
    {
        var room = routes.MapGroup("");
        room.AddEndpointFilter(HardenAsync).AddEndpointFilter(new LoopbackGuard());
        room.MapGet("/", Page);
        room.MapGet("/sandbox", Page);
        room.MapGet("/sandbox/parts",
            (PageBuilder pages, HttpRequest request) =>
                Results.Json(SandboxHtml.Parts(pages.Make(request.Query["in"], request.Query["as"]))));
        room.MapGet("/sandbox/live", LiveUpdates.RunAsync);
        PageFiles.Map(room);
        SandboxForms.Map(room);
        SandboxApi.Map(room);
        return routes;
    }

    private static IResult Page(PageBuilder pages, HttpRequest request) =>
        Results.Text(SandboxHtml.Page(pages.Make(request.Query["in"], request.Query["as"])),
            "text/html; charset=utf-8");

    private static ValueTask<object?> HardenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        // Not "no-referrer": under it browsers send "Origin: null" with the page's own plain forms.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        return next(context);
    }
}

/// <summary>The page's style, script and icon, which travel inside the program.</summary>
internal static class PageFiles
{
    private static readonly Dictionary<string, (byte[] Body, string Type)> Files = new()
    {
        ["page.css"] = (Read("page.css"), "text/css; charset=utf-8"),
        ["page.js"] = (Read("page.js"), "text/javascript; charset=utf-8"),
        ["icon.svg"] = (Read("icon.svg"), "image/svg+xml"),
    };

    /// <summary>Changes when any of them does, so that no browser keeps an old one.</summary>
    public static string Version { get; } =
        Convert.ToHexStringLower(
            SHA256.HashData(
                [.. Files.OrderBy(file => file.Key, StringComparer.Ordinal)
                    .SelectMany(file => file.Value.Body)]))[..12];

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (name, (body, type)) in Files)
        {
            routes.MapGet($"/sandbox/{name}", (HttpResponse response) =>
            {
                response.Headers.CacheControl = "private, max-age=31536000, immutable";
                return Results.Bytes(body, type);
            });
        }
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream($"sandbox/{name}")
            ?? throw new InvalidOperationException($"{name} is missing from the program.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}

/// <summary>
/// Lets only this machine in: by address, by the Host header (a name that an attacker's DNS points at 127.0.0.1 is
/// refused) and, for whatever changes something, by the Origin header where there is one.
/// </summary>
internal sealed class LoopbackGuard : IEndpointFilter
{
    // What proxies say of whom they speak for; a browser on this machine sends none of these.
    private static readonly string[] Forwarding = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
        "X-Original-For", "X-Real-IP", "Forwarded", "Via"];

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
        return sentence is null
            ? await next(context)
            : Results.Problem(sentence, statusCode: StatusCodes.Status403Forbidden,
                title: "The sandbox is for this machine only");
    }

    /// <summary>Why the request is refused; null when it is not. Without a remote address it came from inside the
    /// process.</summary>
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

    private static string? Header(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IsLoopback(address));

    private static bool IsLoopback(IPAddress address) =>
        IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}

/// <summary>The page and its parts as HTML. Components encode every text and every attribute value.</summary>
internal static class SandboxHtml
{
    /// <summary>The whole document.</summary>
    public static string Page(PageModel model) => Render<SandboxPage>(model);

    /// <summary>The parts that change by themselves, by the id of the element whose content they are.</summary>
    public static IReadOnlyDictionary<string, string> Parts(PageModel model) => new Dictionary<string, string>
    {
        ["side"] = Render<ConversationList>(model),
        ["stream"] = Render<Conversation>(model),
        ["clock"] = Render<ClockTime>(model),
    };

    private static string Render<TComponent>(PageModel model) where TComponent : IComponent
    {
        // No component waits for anything, so that this comes back at once.
        using var renderer = new HtmlRenderer(new OneModel(model), NullLoggerFactory.Instance);
        return renderer.Dispatcher.InvokeAsync(RenderAsync).GetAwaiter().GetResult();

        async Task<string> RenderAsync() => (await renderer.RenderComponentAsync<TComponent>()).ToHtmlString();
    }

    /// <summary>Gives the components their model, and nothing else of the program.</summary>
    private sealed class OneModel(PageModel model) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(PageModel) ? model : null;
    }
}
