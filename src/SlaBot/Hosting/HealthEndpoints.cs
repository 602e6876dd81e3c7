using SlaBot.Api.Endpoints;
using SlaBot.Api.Import;
using SlaBot.Engine;

namespace SlaBot.Hosting;

/// <summary>Alive, and able to work.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps <c>/healthz</c> and <c>/readyz</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => Results.Json(new { status = "alive" }));
        app.MapGet("/readyz", Ready).AddEndpointFilter(StatusOnlyAsync);
    }

    /// <summary>Strangers hear whether it is ready, and not why not.</summary>
    private static async ValueTask<object?> StatusOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var told = await next(context);
        return told is not IStatusCodeHttpResult { StatusCode: { } status } || Callers.MayHearReasons(context.HttpContext, context.HttpContext.RequestServices.GetRequiredService<ApiPorts>())
            ? told
            : Results.Json(new { status = status == StatusCodes.Status200OK ? "ready" : "not ready" }, statusCode: status);
    }

    private static async Task<IResult> Ready(Readiness readiness, IReadStore reader)
    {
        var state = await readiness.AskAsync();
        return Results.Json(
            new
            {
                status = state.IsReady ? "ready" : "not ready",
                faults = state.Reasons,
                lagSeconds = (long)state.Lag.TotalSeconds,
                leads = state.IsReady ? reader.CountLeads() : 0,
            },
            statusCode: state.IsReady ? 200 : 503);
    }
}
