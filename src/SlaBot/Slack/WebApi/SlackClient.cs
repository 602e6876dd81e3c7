using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Engine;

namespace SlaBot.Slack.WebApi;

/// <summary>
/// Speaks Slack's Web API: forms out, JSON in, <c>ok</c> checked, Retry-After kept per method. Never throws for what a network or Slack does.
/// </summary>
internal sealed partial class SlackClient(HttpClient http, Uri root, string botToken, IClock clock)
{
    private static readonly Duration DefaultWait = Duration.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (Instant Until, long Since, Duration Wait)> blocked = [];
    private readonly Uri root = root.AbsoluteUri.EndsWith('/') ? root : new Uri(root.AbsoluteUri + "/");

    /// <summary>The scopes that the last answer named; null while none did.</summary>
    public IReadOnlySet<string>? GrantedScopes { get; private set; }

    /// <summary>How Slack refused the bot's token the last time it was used; null when it took it.</summary>
    public SlackError? TokenFault { get; private set; }

    /// <summary>Calls a method; arguments that are null are left out.</summary>
    public async Task<SlackResult> CallAsync(string method, IEnumerable<(string Name, string? Value)> arguments, CancellationToken stop, string? token = null)
    {
        var now = clock.GetCurrentInstant();
        if (blocked.TryGetValue(method, out var wait) && wait.Until > now && wait.Wait - Passed(wait.Since) is var left && left > Duration.Zero)
        {
            return No(new SlackError(SlackErrorKind.Limited, "ratelimited", null, Duration.Min(wait.Until - now, left)));
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(root, method))
        {
            Content = new FormUrlEncodedContent(arguments.Where(argument => argument.Value is not null).Select(argument => KeyValuePair.Create(argument.Name, argument.Value!))),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? botToken);
        var result = await SendAsync(method, request, stop);
        if (token is null && (result.Ok || result.Fault is { Kind: SlackErrorKind.Token }))
        {
            TokenFault = result.Fault;
        }

        return result;
    }

    /// <summary>Posts JSON to a response URL; null when it was taken.</summary>
    public async Task<SlackError?> RespondAsync(Uri url, string json, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        var said = await ReachAsync(async () =>
        {
            using var response = await http.SendAsync(request, stop);
            return response.IsSuccessStatusCode ? new SlackResult(default, null)
                : No(response.StatusCode == HttpStatusCode.TooManyRequests ? new SlackError(SlackErrorKind.Limited, "ratelimited", null, WaitOf(response))
                    : new SlackError((int)response.StatusCode >= 500 ? SlackErrorKind.Unknown : SlackErrorKind.Other, $"http_{(int)response.StatusCode}"));
        }, stop);
        return said.Fault;
    }

    /// <summary>True when a response URL is Slack's: on the host of the API, or one of slack.com.</summary>
    public bool IsOurs(Uri url) =>
        (url.Host == root.Host && url.Scheme == root.Scheme) || (url.Scheme == Uri.UriSchemeHttps && (url.Host == "slack.com" || url.Host.EndsWith(".slack.com", StringComparison.Ordinal)));

    private Task<SlackResult> SendAsync(string method, HttpRequestMessage request, CancellationToken stop) => ReachAsync(async () =>
    {
        using var response = await http.SendAsync(request, stop);
        var text = await response.Content.ReadAsStringAsync(stop);
        NoteScopes(response);
        return Read(method, response, text);
    }, stop);

    private static async Task<SlackResult> ReachAsync(Func<Task<SlackResult>> send, CancellationToken stop)
    {
        try
        {
            return await send();
        }
        catch (HttpRequestException fault)
        {
            var reached = fault.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError);
            return No(new SlackError(reached ? SlackErrorKind.Unknown : SlackErrorKind.Unreachable, reached ? "connection_lost" : "not_reached"));
        }
        catch (IOException)
        {
            return No(new SlackError(SlackErrorKind.Unknown, "connection_lost"));
        }
        catch (OperationCanceledException)
        {
            return No(new SlackError(SlackErrorKind.Unknown, stop.IsCancellationRequested ? "given_up" : "timeout"));
        }
    }

    private SlackResult Read(string method, HttpResponseMessage response, string text)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return No(Limited(method, response));
        }

        if ((int)response.StatusCode >= 500)
        {
            return No(new SlackError(SlackErrorKind.Unknown, $"http_{(int)response.StatusCode}"));
        }

        if (UntrustedJson.Parse(text) is not { } body)
        {
            return No(new SlackError(response.IsSuccessStatusCode ? SlackErrorKind.Unknown : SlackErrorKind.Other, $"http_{(int)response.StatusCode}"));
        }

        if (body.Is("ok"))
        {
            return new SlackResult(body, null);
        }

        var code = body.Text("error") ?? "no_reason";
        var kind = SlackError.KindOf(code);
        return new SlackResult(body, kind == SlackErrorKind.Limited ? Limited(method, response) with { Code = code } : new SlackError(kind, code, Detail(body)));
    }

    private SlackError Limited(string method, HttpResponseMessage response)
    {
        var wait = WaitOf(response);
        // The manual clock may stand while the world's time goes on, and a clock may be set back: whichever has waited long enough ends it.
        blocked[method] = (clock.GetCurrentInstant() + wait, Stopwatch.GetTimestamp(), wait);
        return new SlackError(SlackErrorKind.Limited, "ratelimited", null, wait);
    }

    private static Duration WaitOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => Duration.FromTimeSpan(delta),
        { Date: { } date } => Duration.Max(Duration.Zero, Instant.FromDateTimeOffset(date) - MachineClock.World.GetCurrentInstant()),
        _ => DefaultWait,
    };

    private static string? Detail(JsonElement body)
    {
        var messages = string.Join("; ", body.Items("response_metadata", "messages").Take(4).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : item.GetRawText()));
        return body.Text("needed") ?? (messages.Length == 0 ? null : messages);
    }

    private void NoteScopes(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("x-oauth-scopes", out var values))
        {
            GrantedScopes = values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToHashSet(StringComparer.Ordinal);
        }
    }

    private static Duration Passed(long since) => Duration.FromTimeSpan(Stopwatch.GetElapsedTime(since));

    private static SlackResult No(SlackError fault) => new(default, fault);
}
