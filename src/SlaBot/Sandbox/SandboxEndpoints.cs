using SlaBot.Chat;

namespace SlaBot.Sandbox;

/// <summary>The sandbox's contents: what it needs and what it serves. Loopback only.</summary>
internal static class SandboxEndpoints
{
    private const string ContentPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    /// <summary>Adds the transport and what the page needs; the channels' names come from the settings.</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, ChannelNames channels) => services
        .AddSingleton(channels)
        .AddSingleton<IChatPlatform, SandboxPlatform>()
        .AddSingleton<PrivateReplies>()
        .AddSingleton<ReadMarkers>()
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
        room.MapGet("/sandbox/parts", (PageBuilder pages, HttpRequest request) => Results.Json(SandboxHtml.Parts(pages.Make(request.Query["in"], request.Query["as"]))));
        room.MapGet("/sandbox/live", LiveUpdates.RunAsync);
        PageFiles.Map(room);
        SandboxForms.Map(room);
        SandboxApi.Map(room);
        return routes;
    }

    private static IResult Page(PageBuilder pages, HttpRequest request) =>
        Results.Text(SandboxHtml.Page(pages.Make(request.Query["in"], request.Query["as"])), "text/html; charset=utf-8");

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
