using SlaBot.Desk;

namespace SlaBot.Operations;

/// <summary>Alive, and able to work.</summary>
internal static class HealthDoors
{
    /// <summary>Maps <c>/healthz</c> and <c>/readyz</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => Results.Json(new { status = "alive" }));
        app.MapGet("/readyz", Ready);
    }

    private static async Task<IResult> Ready(Readiness readiness, IDeskReader reader)
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
