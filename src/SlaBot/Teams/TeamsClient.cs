using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;

namespace SlaBot.Teams;

/// <summary>Speaks the Bot Connector's REST protocol to allowed hosts only; one writer a conversation. Never throws for what a network or Teams does.</summary>
internal sealed class TeamsClient(HttpClient http, TeamsTokens tokens, TeamsHosts hosts)
{
    private const int Gates = 64;
    private static readonly Duration DefaultWait = Duration.FromSeconds(5);
    private readonly ConcurrentDictionary<int, SemaphoreSlim> writers = [];

    private TeamsFault? refusal;

    /// <summary>Why nothing goes through until an administrator acts: no token, or one that is not taken; null when in order.</summary>
    public TeamsFault? Fault => tokens.Fault ?? refusal;

    /// <summary>Reads.</summary>
    public Task<TeamsResult> GetAsync(string serviceUrl, string path, CancellationToken stop) => CallAsync(HttpMethod.Get, serviceUrl, path, null, stop);

    /// <summary>Begins a conversation: a personal chat, or a new thread of a channel.</summary>
    public Task<TeamsResult> BeginAsync(string serviceUrl, JsonObject body, string lane, CancellationToken stop) =>
        InTurnAsync(lane, () => CallAsync(HttpMethod.Post, serviceUrl, "v3/conversations", body, stop), stop);

    /// <summary>Posts an activity.</summary>
    public Task<TeamsResult> PostAsync(string serviceUrl, string conversation, JsonObject activity, CancellationToken stop) =>
        InTurnAsync(conversation, () => CallAsync(HttpMethod.Post, serviceUrl, $"v3/conversations/{Uri.EscapeDataString(conversation)}/activities", activity, stop), stop);

    /// <summary>Replaces an activity of our own.</summary>
    public Task<TeamsResult> UpdateAsync(string serviceUrl, string conversation, string activity, JsonObject content, CancellationToken stop) =>
        InTurnAsync(conversation, () => CallAsync(HttpMethod.Put, serviceUrl, $"v3/conversations/{Uri.EscapeDataString(conversation)}/activities/{Uri.EscapeDataString(activity)}", content, stop), stop);

    // Two writers in one conversation are answered 412.
    private async Task<TeamsResult> InTurnAsync(string conversation, Func<Task<TeamsResult>> write, CancellationToken stop)
    {
        var place = (conversation.Split(';')[0].GetHashCode(StringComparison.Ordinal) & int.MaxValue) % Gates;
        var writer = writers.GetOrAdd(place, _ => new SemaphoreSlim(1, 1));
        try
        {
            await writer.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return No(new TeamsFault(TeamsTrouble.Unreachable, "given_up"));
        }

        try
        {
            return await write();
        }
        finally
        {
            writer.Release();
        }
    }

    private async Task<TeamsResult> CallAsync(HttpMethod method, string serviceUrl, string path, JsonObject? body, CancellationToken stop)
    {
        if (!hosts.Allows(serviceUrl))
        {
            return No(new TeamsFault(TeamsTrouble.Target, "HostNotAllowed", serviceUrl));
        }

        var url = new Uri($"{serviceUrl.TrimEnd('/')}/{path}");
        string? refused = null;
        while (true)
        {
            var (token, fault) = await tokens.TokenAsync(stop, refused);
            if (token is null)
            {
                return No(fault!);
            }

            var answer = await SendAsync(method, url, body, token, stop);
            if (answer.Fault is not { Kind: TeamsTrouble.Token } || refused is not null)
            {
                refusal = answer.Ok ? null : answer.Fault is { Kind: TeamsTrouble.Token } no ? no : refusal;
                return answer;
            }

            refused = token;
        }
    }

    private async Task<TeamsResult> SendAsync(HttpMethod method, Uri url, JsonObject? body, string token, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : new StringContent(body.ToJsonString(TeamsCards.Plain), Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.SendAsync(request, stop);
            return Read(response, await response.Content.ReadAsStringAsync(stop));
        }
        catch (HttpRequestException fault)
        {
            var reached = fault.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError);
            return No(new TeamsFault(reached ? TeamsTrouble.Unknown : TeamsTrouble.Unreachable, reached ? "connection_lost" : "not_reached"));
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            return No(new TeamsFault(TeamsTrouble.Unknown, fault is IOException ? "connection_lost" : "timeout"));
        }
    }

    private static TeamsResult Read(HttpResponseMessage response, string text)
    {
        var body = TeamsJson.Parse(text);
        if (response.IsSuccessStatusCode)
        {
            return new TeamsResult(body ?? default, null);
        }

        var status = (int)response.StatusCode;
        var (code, detail) = body is { } said ? Said(said) : (null, null);
        var kind = TeamsFault.KindOf(status, code ?? "");
        var wait = kind != TeamsTrouble.Limited ? (Duration?)null
            : response.Headers.RetryAfter?.Delta is { } delta ? Duration.FromTimeSpan(delta)
            : status == (int)HttpStatusCode.PreconditionFailed ? Duration.FromSeconds(1) : DefaultWait;
        return new TeamsResult(body ?? default, new TeamsFault(kind, code ?? $"http_{status}", detail, wait));
    }

    /// <summary>Two shapes: <c>{error:{code,message}}</c>, and <c>{errorCode,message:"{subCode…}"}</c>.</summary>
    private static (string? Code, string? Detail) Said(JsonElement body)
    {
        if (body.Text("error", "code") is { } code)
        {
            return (code, body.Text("error", "message") is { } message ? TeamsText.Short(message, 200) : null);
        }

        var inner = TeamsJson.Parse(body.Text("message"));
        return (inner?.Text("subCode") ?? body.Text("errorCode"), null);
    }

    private static TeamsResult No(TeamsFault fault) => new(default, fault);
}
