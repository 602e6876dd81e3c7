using NodaTime;
using SlaBot.Chat;
using SlaBot.Desk;
using SlaBot.Intake;

namespace SlaBot.Operations;

/// <summary>Alive, and able to work.</summary>
internal static class HealthDoors
{
    private static readonly Duration LongestLag = Duration.FromSeconds(30);

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

    private static IResult Ready(IDeskReader reader, Pumps pumps, TransportRegistry chat, IClock clock)
    {
        var faults = new List<string>();
        Instant? oldest = null;
        try
        {
            oldest = DuePump.Earliest(reader.NextDue(), reader.NextReady());
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            faults.Add("the database does not answer");
        }

        var lag = oldest is { } at && clock is not ManualClock && at < clock.GetCurrentInstant() ? clock.GetCurrentInstant() - at : Duration.Zero;
        if (lag > LongestLag)
        {
            faults.Add($"the pumps are {lag.TotalSeconds:0} s behind");
        }

        faults.AddRange(chat.Faults);
        return Results.Json(new { status = faults.Count == 0 ? "ready" : "not ready", faults, lagSeconds = (long)lag.TotalSeconds, leads = faults.Count == 0 ? reader.CountLeads() : 0 },
            statusCode: faults.Count == 0 ? 200 : 503);
    }
}
