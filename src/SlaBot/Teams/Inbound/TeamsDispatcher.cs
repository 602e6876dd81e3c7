using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Teams.Interactions;
using SlaBot.Teams.Rendering;

namespace SlaBot.Teams.Inbound;

/// <summary>The one way in: judged, then taken once, decided, acknowledged. What Teams may add one day is taken and
/// left alone.</summary>
internal sealed class TeamsDispatcher(ActivityAuthenticator gate, CardActionHandler clicks, MessageHandler talk,
    MeetingHandler meetings, InstallationHandler installs)
{
    /// <summary>Where activities come in.</summary>
    public const string Path = "/api/messages";

    private const int MostBytes = 1_048_576;

    /// <summary>Takes one request.</summary>
    public async Task TakeAsync(HttpContext context)
    {
        var stop = context.RequestAborted;
        if (gate.Judge(context.Request) is { } closed)
        {
            await RefuseAsync(context, closed);
            return;
        }

        if (await ReadAsync(context.Request, stop) is not { } text)
        {
            await RefuseAsync(context, ActivityRefusal.Size);
            return;
        }

        // Nothing in the body is believed before the token is: it only says what the token must agree with.
        var activity = UntrustedJson.Parse(text);
        if (await gate.JudgeAsync(context.Request, activity ?? default, stop) is { } refused)
        {
            await RefuseAsync(context, refused);
            return;
        }

        var answer = await AnswerAsync(activity!.Value);
        await WriteAsync(context, answer.Status, answer.Body);
    }

    private static Task RefuseAsync(HttpContext context, ActivityRefusal no)
    {
        context.Response.Headers.RetryAfter = no == ActivityRefusal.KeysNotRead
            ? "2" : default(Microsoft.Extensions.Primitives.StringValues);
        return WriteAsync(context, no.Status,
            new JsonObject { ["error"] = new JsonObject { ["code"] = no.Code, ["message"] = no.Sentence } });
    }

    private static async Task WriteAsync(HttpContext context, int status, JsonObject? body)
    {
        context.Response.StatusCode = status;
        if (body is not null)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(body.ToJsonString(TeamsCards.Plain), context.RequestAborted);
        }
    }

    /// <summary>Nothing here calls out: what Teams must be asked for, and told, is done beside the answer.</summary>
    private async Task<(int Status, JsonObject? Body)> AnswerAsync(JsonElement activity)
    {
        await meetings.MeetAsync(activity);
        switch (activity.Text("type"))
        {
            case "invoke":
                return activity.Text("name") == "adaptiveCard/action"
                    ? (200, await clicks.InvokeAsync(activity)) : (501, null);
            case "message" when activity.At("value") is { ValueKind: JsonValueKind.Object }:
                // Brought again it is decided again, to the same effect: a crash between the two loses nothing.
                await clicks.SubmitAsync(activity);
                break;
            case "message" when !MessageHandler.IsForUs(activity):
                break;
            case "message" or "installationUpdate" or "conversationUpdate" when await talk.IsFirstAsync(activity):
                await TakeAsync(activity);
                break;
            default:
                break;
        }

        return (200, null);
    }

    private Task TakeAsync(JsonElement activity) => activity.Text("type") switch
    {
        "installationUpdate" => installs.InstallAsync(activity),
        "conversationUpdate" => installs.ConversationAsync(activity),
        _ => talk.CommandAsync(activity),
    };

    private static async Task<string?> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16_384];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, stop)) > 0)
        {
            if (body.Length + read > MostBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }
}
