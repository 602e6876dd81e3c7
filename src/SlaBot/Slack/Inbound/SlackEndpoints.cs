using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Extensions;
using SlaBot.Chat;
using SlaBot.Engine;
using SlaBot.Slack.Interactions;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Inbound;

/// <summary>The way in over HTTP: the raw body is verified before anything in it is read.</summary>
internal sealed partial class SlackEndpoints(SlackDispatcher inbox, SlackOptions settings, IClock clock,
    TimeProvider time, ILogger<SlackEndpoints> log)
{
    /// <summary>Where events come in.</summary>
    public const string Events = "/slack/events";

    /// <summary>Where clicks and forms come in.</summary>
    public const string Interactivity = "/slack/interactivity";

    /// <summary>Where slash commands come in.</summary>
    public const string Commands = "/slack/commands";

    private const int MostBytes = 1_048_576;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
    private readonly Lock turn = new();
    private long? toldAt;

    /// <summary>Takes an event, or answers the check of the address.</summary>
    public Task EventAsync(HttpContext context) => TakeAsync(context, async (body, stop) =>
    {
        if (UntrustedJson.Parse(body) is not { } envelope)
        {
            return new SlackResponse(400);
        }

        return envelope.Text("type") == "url_verification"
            ? new SlackResponse(200, envelope.Text("challenge") ?? "")
            : await inbox.EventAsync(envelope, stop);
    });

    /// <summary>Takes a click or a form.</summary>
    public Task InteractionAsync(HttpContext context) => TakeAsync(context, async (body, stop) =>
        UntrustedJson.Parse(Field(body)("payload")) is { } payload
            ? await inbox.InteractionAsync(payload, stop) : new SlackResponse(400));

    /// <summary>Takes a slash command.</summary>
    public Task CommandAsync(HttpContext context) => TakeAsync(context, async (body, stop) =>
    {
        var field = Field(body);
        return field("ssl_check") == "1" ? SlackResponse.Taken
            : field("command") is null ? new SlackResponse(400)
            : await inbox.CommandAsync(SlashCommand.Of(field), stop);
    });

    private async Task TakeAsync(HttpContext context, Func<string, CancellationToken, Task<SlackResponse>> take)
    {
        if (await ReadAsync(context.Request) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var reply = IsSigned(context.Request, body)
            ? await take(Encoding.UTF8.GetString(body), context.RequestAborted) : Unsigned();
        context.Response.StatusCode = reply.Status;
        if (reply.Status is 401 or 403 or 400)
        {
            context.Response.Headers["x-slack-no-retry"] = "1";
        }

        if (reply.Body is { } answer)
        {
            var isText = answer.GetValueKind() == System.Text.Json.JsonValueKind.String;
            context.Response.ContentType = isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
            await context.Response.WriteAsync(isText ? answer.GetValue<string>() : SlackClient.Write(answer),
                context.RequestAborted);
        }
    }

    // Anybody may send unsigned requests, so they are logged at most once a minute.
    private SlackResponse Unsigned()
    {
        lock (turn)
        {
            if (toldAt is not { } last || time.GetElapsedTime(last) >= Quiet)
            {
                toldAt = time.GetTimestamp();
                LogUnsigned(log);
            }
        }

        return new SlackResponse(401);
    }

    private bool IsSigned(HttpRequest request, byte[] body)
    {
        // The manual clock may stand anywhere; what Slack signs bears the world's time.
        var world = time.GetCurrentInstant();
        return SlackSignature.IsTrue(
            settings.SigningSecret,
            request.Headers[SlackSignature.TimeHeader].ToString(),
            request.Headers[SlackSignature.Header].ToString(),
            body,
            world,
            clock.StandsStill() ? clock.GetCurrentInstant() : world);
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > MostBytes)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16_384];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > MostBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static Func<string, string?> Field(string body)
    {
        var form = new FormReader(body) { ValueCountLimit = 200, ValueLengthLimit = MostBytes, KeyLengthLimit = 2_048 };
        Dictionary<string, Microsoft.Extensions.Primitives.StringValues> fields;
        try
        {
            fields = form.ReadForm();
        }
        catch (InvalidDataException)
        {
            fields = [];
        }

        return name => fields.TryGetValue(name, out var values) ? values.ToString() : null;
    }

    [LoggerMessage(6801, LogLevel.Warning,
        "A request to Slack's addresses is not signed as Slack signs, and was refused. If it came from Slack: the "
        + "signing secret (Slack:SigningSecret) is not this app's, or this machine's clock is more than five minutes "
            + "off.")]
    private static partial void LogUnsigned(ILogger log);
}

/// <summary>Signing v0: over the raw body, at most five minutes old, compared in constant time.</summary>
internal static class SlackSignature
{
    /// <summary>The header of the signature.</summary>
    public const string Header = "X-Slack-Signature";

    /// <summary>The header of the time of signing, in seconds.</summary>
    public const string TimeHeader = "X-Slack-Request-Timestamp";

    private static readonly Duration Window = Duration.FromMinutes(5);

    /// <summary>The signature of a body.</summary>
    public static string Of(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        hash.AppendData(body);
        return "v0=" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>True when Slack signed this body within five minutes of one of the instants. An empty secret verifies
    /// nothing.</summary>
    public static bool IsTrue(string? secret, string? timestamp, string? signature, ReadOnlySpan<byte> body,
        params ReadOnlySpan<Instant> nows)
    {
        if (string.IsNullOrEmpty(secret) || signature is null
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }

        var isFresh = false;
        foreach (var now in nows)
        {
            isFresh |= Math.Abs(now.ToUnixTimeSeconds() - seconds) <= Window.TotalSeconds;
        }

        var expected = Encoding.UTF8.GetBytes(Of(secret, timestamp, body));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature)) && isFresh;
    }
}
