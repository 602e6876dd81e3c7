using System.Text.Json;
using SlaBot.Core.Cards;
using SlaBot.Engine;

namespace SlaBot.Sandbox;

/// <summary>The sandbox's JSON doors.</summary>
internal static class SandboxApi
{
    /// <summary>Maps them under <c>/sandbox/api</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sandbox/api/messages", Messages);
        routes.MapPost("/sandbox/api/press", PressAsync);
        routes.MapPost("/sandbox/api/command", CommandAsync);
        routes.MapPost("/sandbox/api/sample", async (SampleLeadSender samples) => Results.Json(await samples.SendOneAsync()));
        routes.MapPost("/sandbox/api/week", WeekAsync);
    }

    private static IResult Messages(IReadStore reader, ChannelNames channels, string? conversation)
    {
        // A notice that waited for working hours was numbered when it began to wait.
        var all = reader.Posts(SandboxPlatform.Name, null, int.MaxValue).OrderBy(post => post.At).Select(post => SentMessage.Of(post, channels));
        return Results.Json(all.Where(sentMessage => conversation is null || string.Equals(sentMessage.Conversation, conversation, StringComparison.OrdinalIgnoreCase)));
    }

    private static Task<IResult> PressAsync(HttpRequest request, SandboxActions room) => ReadAsync(request, PressRequestReader.Read, async intent =>
    {
        var answer = await room.PressAsync(intent!);
        var text = answer.PrivateText ?? (answer.PrivateCard is { } card ? CardText.Of(card) : null);
        return text is null ? Results.Json(new { ok = answer.Ok }) : Results.Json(new { ok = answer.Ok, privateText = text });
    });

    private static Task<IResult> CommandAsync(HttpRequest request, SandboxActions room) => ReadAsync(request, PressRequestReader.Command, async said =>
        Results.Json(new { text = CardText.Of(await room.CommandAsync(said!.Value.As, said.Value.Text)) }));

    private static async Task<IResult> WeekAsync(SampleWeek week, CancellationToken stop) =>
        await week.PlayAsync(stop) is { } played
            ? Results.Json(new { leads = played.Leads, actions = played.Actions, now = MessageTimes.Iso(played.Now) })
            : Results.Problem(SampleWeek.NeedsManualClock, statusCode: StatusCodes.Status409Conflict);

    private static async Task<IResult> ReadAsync<T>(HttpRequest request, Func<JsonElement, List<Fault>, T?> read, Func<T?, Task<IResult>> act)
    {
        List<Fault> faults = [];
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            var intent = read(body.RootElement, faults);
            if (faults.Count == 0)
            {
                return await act(intent);
            }
        }
        catch (JsonException fault)
        {
            faults.Add(new Fault("body", $"the body is not JSON: {fault.Message}"));
        }

        var errors = faults.GroupBy(fault => fault.Field).ToDictionary(group => group.Key, group => group.Select(fault => fault.Message).ToArray());
        return Results.ValidationProblem(errors, title: "The request cannot be read", statusCode: StatusCodes.Status400BadRequest);
    }
}
