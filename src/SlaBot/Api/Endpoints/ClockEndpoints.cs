using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using SlaBot.Api.Contracts;
using SlaBot.Api.Validation;
using SlaBot.Engine;

namespace SlaBot.Api.Endpoints;

/// <summary>The manual clock: read by <c>GET</c>, moved by <c>POST</c>, from this machine only.</summary>
internal static class ClockEndpoints
{
    private static readonly Instant Furthest = Instant.FromUtc(2200, 1, 1, 0, 0);

    /// <summary>Maps it; not at all under the machine's clock.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        if (!app.ServiceProvider.GetRequiredService<ITimeControl>().IsManual)
        {
            return;
        }

        app.MapGet("/dev/clock", Current);
        if (app.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            app.MapPost("/dev/clock", MoveAsync);
        }
    }

    /// <summary>The instant a body asks for; null with faults.</summary>
    public static Instant? Read(JsonElement body, Instant now, List<Fault> faults)
    {
        var intent = body.ValueKind == JsonValueKind.Object ? body.EnumerateObject().ToList() : [];
        if (intent.Count != 1 || intent[0].Value.ValueKind != JsonValueKind.String
            || JsonBody.Text(intent[0].Value) is not { } text)
        {
            faults.Add(new Fault("", "the body must be {\"now\": instant} or {\"advance\": \"PT2H\"}"));
            return null;
        }

        switch (intent[0].Name)
        {
            case "now" when Instants.TryRead(text, out var instant) && instant <= Furthest: return instant;
            case "now": faults.Add(new Fault("now", $"now must be {Instants.Shape}, before 2200")); return null;
            case "advance" when Span(text) is { } span && now + span <= Furthest: return Instants.Whole(now + span);
            case "advance": faults.Add(
                new Fault("advance",
                    "advance must be an ISO 8601 duration of weeks to seconds, not negative, such as PT2H or P1D")); return null;
            default: faults.Add(
                new Fault(intent[0].Name,
                    "the body must be {\"now\": instant} or {\"advance\": \"PT2H\"}")); return null;
        }
    }

    private static Duration? Span(string text)
    {
        if (!PeriodPattern.NormalizingIso.Parse(text).TryGetValue(Period.Zero, out var period) || period.Years != 0
            || period.Months != 0
            || Math.Abs((decimal)period.Days) > 100_000 || Math.Abs((decimal)period.Weeks) > 10_000)
        {
            return null;
        }

        var span = period.ToDuration();
        return span >= Duration.Zero ? span : null;
    }

    private static Reply Current(HttpContext context, IClock clock) =>
        Callers.IsLocal(context) ? CurrentTime(clock) : Strange;

    private static async Task<IResult> MoveAsync(HttpContext context, ITimeControl time, IClock clock,
        CancellationToken stop)
    {
        if (!Callers.IsLocal(context))
        {
            return Strange;
        }

        var (bytes, problem) = await JsonBody.ReadAsync(context.Request, stop);
        if (problem is not null)
        {
            return problem;
        }

        using var json = JsonBody.Parse(bytes, out var unreadable);
        if (json is null)
        {
            return Problem.Unreadable(unreadable!);
        }

        var faults = new List<Fault>();
        var now = clock.Second();
        if (Read(json.RootElement, now, faults) is not { } to)
        {
            return Problem.Faulty(faults);
        }

        if (to < now)
        {
            return Problem.Of(409, "past", $"It is {Instants.Write(now)}; the clock only goes forward.");
        }

        await time.AdvanceAsync(to, stop);
        return CurrentTime(clock);
    }

    private static Reply CurrentTime(IClock clock) =>
        Reply.Json(200, new ClockDto(clock.Second()), ApiJson.Wire.ClockDto);

    private static Reply Strange => Problem.Of(403, "local-only", "The clock is moved from this machine only.");
}
