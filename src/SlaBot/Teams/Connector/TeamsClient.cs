using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Engine;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Rendering;

namespace SlaBot.Teams.Connector;

/// <summary>Speaks the Bot Connector's REST protocol to allowed hosts only; one writer a conversation. Never throws for
/// what a network or Teams does.</summary>
internal sealed class TeamsClient(HttpClient http, TeamsTokens tokens, ServiceUrlAllowList hosts, TimeProvider time)
{
    private const int Gates = 64;
    private const int MostBeginnings = 4;
    private static readonly TimeSpan MostWait = TimeSpan.FromHours(1);
    private static readonly Duration DefaultWait = Duration.FromSeconds(5);
    private readonly ConcurrentDictionary<int, SemaphoreSlim> writers = [];
    private readonly SemaphoreSlim beginnings = new(MostBeginnings, MostBeginnings);

    private TeamsError? refusal;

    /// <summary>Why nothing goes through until an administrator acts: no token, or one that is not taken; null when in
    /// order.</summary>
    public TeamsError? Fault => tokens.Fault ?? refusal;

    /// <summary>Reads.</summary>
    public Task<TeamsResult> GetAsync(string serviceUrl, string path, CancellationToken stop) =>
        CallAsync(HttpMethod.Get, serviceUrl, path, null, stop);

    /// <summary>Begins a personal chat; harmless to repeat. After a roll-out to a whole company no more than four at
    /// once.</summary>
    public Task<TeamsResult> BeginChatAsync(string serviceUrl, JsonObject body, CancellationToken stop) =>
        HoldingAsync(beginnings, () => BeginAsync(serviceUrl, body, stop), stop);

    /// <summary>Begins a new thread of a channel.</summary>
    public Task<TeamsResult> BeginThreadAsync(string serviceUrl, JsonObject body, string channel,
        CancellationToken stop) => InTurnAsync(channel, () => BeginAsync(serviceUrl, body, stop), stop);

    /// <summary>Posts an activity.</summary>
    public Task<TeamsResult> PostAsync(string serviceUrl, string conversation, JsonObject activity,
        CancellationToken stop) =>
        InTurnAsync(conversation,
            () => CallAsync(HttpMethod.Post, serviceUrl,
                $"v3/conversations/{Uri.EscapeDataString(conversation)}/activities", activity, stop), stop);

    /// <summary>Replaces an activity of our own.</summary>
    public Task<TeamsResult> UpdateAsync(string serviceUrl, string conversation, string activity, JsonObject content,
        CancellationToken stop) =>
        InTurnAsync(conversation,
            () => CallAsync(HttpMethod.Put, serviceUrl,
                $"v3/conversations/{Uri.EscapeDataString(conversation)}/activities/{Uri.EscapeDataString(activity)}",
                content, stop), stop);

    private Task<TeamsResult> BeginAsync(string serviceUrl, JsonObject body, CancellationToken stop) =>
        CallAsync(HttpMethod.Post, serviceUrl, "v3/conversations", body, stop);

    // Two writers in one conversation are answered 412.
    private Task<TeamsResult> InTurnAsync(string conversation, Func<Task<TeamsResult>> write, CancellationToken stop)
    {
        var place = (TeamsMessageRef.Bare(conversation).GetHashCode(StringComparison.Ordinal) & int.MaxValue) % Gates;
        return HoldingAsync(writers.GetOrAdd(place, _ => new SemaphoreSlim(1, 1)), write, stop);
    }

    private static async Task<TeamsResult> HoldingAsync(SemaphoreSlim gate, Func<Task<TeamsResult>> call,
        CancellationToken stop)
    {
        try
        {
            await gate.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return No(new TeamsError(TeamsErrorKind.Unreachable, "given_up"));
        }

        try
        {
            return await call();
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<TeamsResult> CallAsync(HttpMethod method, string serviceUrl, string path, JsonObject? body,
        CancellationToken stop)
    {
        if (!hosts.Allows(serviceUrl))
        {
            return No(new TeamsError(TeamsErrorKind.Target, "HostNotAllowed", serviceUrl));
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
            if (answer.Fault is not { Kind: TeamsErrorKind.Token } || refused is not null)
            {
                refusal = answer.Ok ? null : answer.Fault is { Kind: TeamsErrorKind.Token } no ? no : refusal;
                return answer;
            }

            refused = token;
        }
    }

    private async Task<TeamsResult> SendAsync(HttpMethod method, Uri url, JsonObject? body, string token,
        CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = token.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null
            ? null : new StringContent(body.ToJsonString(TeamsCards.Plain), Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.SendAsync(request, stop);
            return Read(response, await response.Content.ReadAsStringAsync(stop));
        }
        catch (HttpRequestException fault)
        {
            var reached = fault.HttpRequestError is not (HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError);
            return No(
                new TeamsError(reached ? TeamsErrorKind.Unknown : TeamsErrorKind.Unreachable,
                    reached ? "connection_lost" : "not_reached"));
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            return No(new TeamsError(TeamsErrorKind.Unknown, fault is IOException ? "connection_lost" : "timeout"));
        }
    }

    private TeamsResult Read(HttpResponseMessage response, string text)
    {
        var body = UntrustedJson.Parse(text);
        if (response.IsSuccessStatusCode)
        {
            return new TeamsResult(body ?? default, null);
        }

        var status = (int)response.StatusCode;
        var (code, detail) = body is { } said ? Said(said) : (null, null);
        var told = TellsWhen(response);
        var kind = TeamsError.KindOf(status, told is not null);
        var wait = kind != TeamsErrorKind.Limited ? (Duration?)null
            : told is { } span ? span
            : status == (int)HttpStatusCode.PreconditionFailed ? Duration.FromSeconds(1) : DefaultWait;
        return new TeamsResult(body ?? default, new TeamsError(kind, code ?? $"http_{status}", detail, wait, status));
    }

    /// <summary>A Retry-After in seconds or as a date, at most an hour; by the world's time, for so it is
    /// written.</summary>
    private Duration? TellsWhen(HttpResponseMessage response)
    {
        var told = response.Headers.RetryAfter;
        var span = told?.Delta
            ?? (told?.Date is { } date ? date - time.GetUtcNow() : null);
        return span is { } wait
            ? Duration.FromTimeSpan(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > MostWait ? MostWait : wait) : null;
    }

    /// <summary>Two shapes: <c>{error:{code,message}}</c>, and <c>{errorCode,message:"{subCode…}"}</c>.</summary>
    private static (string? Code, string? Detail) Said(JsonElement body)
    {
        if (body.Text("error", "code") is { } code)
        {
            return (code, body.Text("error", "message") is { } message ? TeamsText.Short(message, 200) : null);
        }

        var inner = UntrustedJson.Parse(body.Text("message"));
        return (inner?.Text("subCode") ?? body.Text("errorCode"), null);
    }

    private static TeamsResult No(TeamsError fault) => new(default, fault);
}

/// <summary>Which services the bot's token may be shown to: Microsoft's, those of the settings, and in development this
/// machine.</summary>
internal sealed class ServiceUrlAllowList(TeamsOptions settings)
{
    /// <summary>Where the public cloud's connector stands when nothing better is known.</summary>
    public const string Public = "https://smba.trafficmanager.net/teams/";

    /// <summary>Where Microsoft's Playground stands on this machine unless it is told otherwise.</summary>
    public const string Playground = "http://localhost:56150/_connector";

    private static readonly string[] Microsoft = ["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us"];

    /// <summary>Where a conversation is begun whose service is not known yet.</summary>
    public string Usual =>
        settings.AllowedServiceUrls.FirstOrDefault(
            allowedServiceUrl =>
                Uri.TryCreate(allowedServiceUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        ?? (settings.IsWithoutTokens ? Playground : Public);

    /// <summary>True when the token may go there.</summary>
    public bool Allows(string? serviceUrl) =>
        Uri.TryCreate(serviceUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url.UserInfo.Length == 0
        && url.Query.Length == 0 && url.Fragment.Length == 0
        && ((url.Scheme == Uri.UriSchemeHttps && url.IsDefaultPort
            && Microsoft.Contains(url.Host, StringComparer.OrdinalIgnoreCase))
            || settings.AllowedServiceUrls.Any(allowedServiceUrl => Fits(allowedServiceUrl, url))
            || (settings.AllowUnauthenticatedLoopback && IsLoopback(url)));

    private static bool IsLoopback(Uri url) =>
        url.Host == "localhost"
            || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool Fits(string allowed, Uri url) =>
        Uri.TryCreate(allowed, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? uri.Scheme == url.Scheme && uri.Port == url.Port
            && string.Equals(uri.Host, url.Host, StringComparison.OrdinalIgnoreCase)
        : url.Scheme == Uri.UriSchemeHttps && url.IsDefaultPort
            && string.Equals(allowed, url.Host, StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// Where Teams forbids us to write, and why: nobody is asked there again until something is heard from the place, or a
/// long while has gone. A repeat cannot help before somebody acts, and Teams counts them.
/// </summary>
internal sealed class TeamsRefusals(IClock clock)
{
    private static readonly Duration Pause = Duration.FromHours(6);
    private readonly ConcurrentDictionary<ChatAddress, (TeamsError Fault, Instant Until)> kept = [];

    /// <summary>Why nothing is tried for that audience now; null when it may be tried.</summary>
    public TeamsError? Of(ChatAddress audience) =>
        kept.TryGetValue(audience, out var known) && known.Until > clock.GetCurrentInstant() ? known.Fault : null;

    /// <summary>What keeps every place from being reached (the bot is switched off, or sought in the wrong cloud); null
    /// when nothing does.</summary>
    public TeamsError? Fault =>
        kept.Values.FirstOrDefault(pair => pair.Fault.IsEverywhere && pair.Until > clock.GetCurrentInstant()).Fault;

    /// <summary>Keeps a "forbidden" of Teams; any other "no" is none of ours.</summary>
    public void Keep(ChatAddress audience, TeamsError fault)
    {
        if (fault is { Kind: TeamsErrorKind.Target, Status: 403 })
        {
            kept[audience] = (fault, clock.GetCurrentInstant() + Pause);
        }
    }

    /// <summary>Teams spoke to us: what was refused everywhere may be tried again, and so may this person, or (of a
    /// team) every channel. True when this person was refused.</summary>
    public bool Hear(string? email, bool isTeam)
    {
        var own = email is null ? (ChatAddress?)null : ChatAddress.Person(email);
        foreach (var (audience, refused) in kept)
        {
            if (audience != own
                && (refused.Fault.IsEverywhere || (isTeam && audience.Email is null)))
            {
                kept.TryRemove(audience, out _);
            }
        }

        return own is { } refusedOne && kept.TryRemove(refusedOne, out _);
    }
}
