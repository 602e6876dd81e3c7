using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SlaBot.Tests.Fakes;

/// <summary>What the Bot Connector answers: chats begun, messages posted and changed, members listed.</summary>
internal sealed partial class FakeTeams
{
    private async Task AnswerAsync(string path, HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        var body = text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject();
        var parts = path.Split('/').Select(Uri.UnescapeDataString).ToArray();
        var call = context.Request.Method switch { "GET" => "get", "PUT" => "put", _ => parts.Length == 2 ? "begin" : "post" };
        await HeldAsync(call);
        Calls.Enqueue($"{call} {string.Join('/', parts)}");
        if (context.Request.Headers.Authorization.ToString() != (AsksNoToken ? "" : $"Bearer {Token}"))
        {
            await WriteAsync(context, new TeamsFailure(401, "Unauthorized"), null);
            return;
        }

        var failure = IsDown is { } status ? new TeamsFailure(status) : Forbids is { } no && (no.Call == "any" || no.Call == call) ? new TeamsFailure(403, no.Code) : failures.TryPeek(out var next) && next.Call == call && failures.TryDequeue(out next) ? next.Failure : null;
        var (refused, answer) = failure is null or { IsDoneAnyway: true } ? Do(call, parts, body) : (null, null);
        NotifyWaiters();
        if (failure is { IsCut: true })
        {
            context.Abort();
            return;
        }

        await WriteAsync(context, failure ?? refused, answer);
    }

    private async Task HeldAsync(string call)
    {
        MostBeginning = Math.Max(MostBeginning, call == "begin" ? Interlocked.Increment(ref Beginning) : 0);
        if (Hold is { } hold)
        {
            Interlocked.Increment(ref Held);
            NotifyWaiters();
            await hold.Task;
        }

        NotifyWaiters();
        _ = call == "begin" ? Interlocked.Decrement(ref Beginning) : 0;
    }

    private (TeamsFailure? Refused, JsonObject? Answer) Do(string call, string[] parts, JsonObject? body) => call switch
    {
        "begin" => Begin(body!),
        "post" => Post(parts[2], body!),
        "put" => Put(parts[2], parts[4], body!),
        _ when parts[1] == "teams" => (null, new JsonObject { ["conversations"] = new JsonArray([.. Channels.Select(channel => new JsonObject { ["id"] = channel.Value, ["name"] = channel.Key })]) }),
        _ when parts[3] == "pagedmembers" => (null, new JsonObject { ["members"] = new JsonArray([.. People.Keys.Select(Member)]) }),
        _ => People.Keys.FirstOrDefault(aad => User(aad) == parts[4] || aad == parts[4]) is { } found ? (null, Member(found)) : (new TeamsFailure(404, "MemberNotFoundInConversation"), null),
    };

    private JsonObject Member(string aad) => new() { ["id"] = User(aad), ["objectId"] = aad, ["name"] = People[aad], ["email"] = People[aad], ["userRole"] = "user", ["tenantId"] = Homes.GetValueOrDefault(aad, TeamsIdentity.Tenant) };

    private (TeamsFailure?, JsonObject?) Begin(JsonObject body)
    {
        if ((bool)body["isGroup"]!)
        {
            var channel = (string)body["channelData"]!["channel"]!["id"]!;
            if (!Channels.Values.Contains(channel))
            {
                return (new TeamsFailure(404, "ConversationNotFound"), null);
            }

            if (Lawless(body["activity"]!.AsObject()) is { } fault)
            {
                return (fault, null);
            }

            var id = Next();
            Messages.Enqueue(new TeamsSeen($"{channel};messageid={id}", id, body["activity"]!.DeepClone().AsObject()));
            return (null, new JsonObject { ["id"] = $"{channel};messageid={id}", ["activityId"] = id });
        }

        var who = ((string)body["members"]![0]!["id"]!).Replace("29:", "");
        return Installed.ContainsKey(who) ? (null, new JsonObject { ["id"] = Chat(who) }) : (new TeamsFailure(403, "ForbiddenOperationException"), null);
    }

    private static TeamsFailure? Lawless(JsonObject activity) => TeamsLimits.Fault(activity) is { } fault ? new TeamsFailure(fault == TeamsLimits.TooBig ? 413 : 400, fault) : null;

    private (TeamsFailure?, JsonObject?) Post(string conversation, JsonObject activity)
    {
        if (People.Keys.FirstOrDefault(aad => Chat(aad) == conversation) is { } owner && !Installed.ContainsKey(owner))
        {
            return (new TeamsFailure(403, "BotNotInConversationRoster"), null);
        }

        if (Lawless(activity) is { } fault)
        {
            return (fault, null);
        }

        var id = Next();
        Messages.Enqueue(new TeamsSeen(conversation, id, activity));
        return (null, new JsonObject { ["id"] = id });
    }

    private (TeamsFailure?, JsonObject?) Put(string conversation, string id, JsonObject activity)
    {
        if (Messages.FirstOrDefault(teamsSeen => teamsSeen.Id == id && teamsSeen.Conversation.Split(';')[0] == conversation.Split(';')[0]) is not { } message)
        {
            return (new TeamsFailure(404, "ActivityNotFoundInConversation"), null);
        }

        if (Lawless(activity) is { } fault)
        {
            return (fault, null);
        }

        (message.Activity, message.Edits) = (activity, message.Edits + 1);
        return (null, new JsonObject { ["id"] = id });
    }

    private string Next() => Interlocked.Increment(ref number).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task WriteAsync(HttpContext context, TeamsFailure? failure, JsonObject? answer)
    {
        if (failure is not null)
        {
            context.Response.StatusCode = failure.Status;
            context.Response.Headers.RetryAfter = failure.RetryAfter?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            answer = failure.Code is null ? null : new JsonObject { ["error"] = new JsonObject { ["code"] = failure.Code, ["message"] = failure.Code } };
        }

        if (answer is not null)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(answer.ToJsonString());
        }
    }
}
