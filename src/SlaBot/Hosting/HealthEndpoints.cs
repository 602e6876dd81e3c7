using SlaBot.Api.Endpoints;
using SlaBot.Engine;

namespace SlaBot.Hosting;

/// <summary>Alive, and able to work.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps <c>/healthz</c> and <c>/readyz</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => Results.Json(new HealthDto("alive")));
        app.MapGet("/readyz", ReadyAsync);
    }

    // Strangers are told whether it is ready, and not why not.
    private static async Task<IResult> ReadyAsync(HttpContext context, Readiness readiness, IReadStore reader,
        Callers callers)
    {
        var state = await readiness.AskAsync();
        var status = state.IsReady ? "ready" : "not ready";
        var code = state.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return callers.MayHearReasons(context)
            ? Results.Json(
                new ReadinessDto(status, state.Reasons, (long)state.Lag.TotalSeconds,
                    state.IsReady ? reader.CountLeads() : 0),
                statusCode: code)
            : Results.Json(new HealthDto(status), statusCode: code);
    }

    /// <summary>What anybody is told.</summary>
    private sealed record HealthDto(string Status);

    /// <summary>What whoever holds a key is told besides.</summary>
    private sealed record ReadinessDto(string Status, IReadOnlyList<string> Faults, long LagSeconds, long Leads);
}
