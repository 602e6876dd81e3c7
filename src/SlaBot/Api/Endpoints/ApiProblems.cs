using SlaBot.Api.Contracts;
using SlaBot.Engine;

namespace SlaBot.Api.Endpoints;

/// <summary>Makes problem+json of what routing and the server answer bare: no such route, wrong method, a broken
/// request, a crash.</summary>
internal static partial class ApiProblems
{
    // Nobody can say here how far the request came, so nothing is said of it.
    private const string Unknown = "It may or may not have been taken: send it again, "
        + "a command with the Idempotency-Key it had; what was taken is not taken twice.";
    private const string Crash = "Something is wrong inside SlaBot; the log says what. " + Unknown;

    private const string RetryAfterSeconds = "10";

    /// <summary>Puts it around the paths of the API; around all others what the disk refuses is told as such.</summary>
    public static IApplicationBuilder UseApiProblems(this IApplicationBuilder app) => app
        .Use(GuardAsync)
        .UseWhen(
            context =>
                context.Request.Path.StartsWithSegments("/api/v1") || context.Request.Path.StartsWithSegments("/dev"),
            branch => branch.Use(RunAsync));

    private static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (StoreFaultException fault) when (!context.Response.HasStarted
            && !context.RequestAborted.IsCancellationRequested)
        {
            // The engine logs what the store refuses; a platform that gets a 503 sends it again.
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            await WriteProblem(context, 503, StoreSentence(context.Request.Method, fault));
        }
    }

    private static string StoreSentence(string method, StoreFaultException fault) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method)
        ? $"The data cannot be read just now: {fault.Reason}. Ask again later."
        : fault.IsUnknown ? $"It is not known what became of it: {fault.Reason}. {Unknown}"
        : $"Nothing was taken: {fault.Reason}. Send it again later; whoever runs SlaBot sees on /readyz what to do.";

    private static async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
        {
            await WriteProblem(context, fault.StatusCode,
                fault.StatusCode == 413 ? "The body is too long." : "The request is broken off or malformed.");
            return;
        }
        catch (Exception fault) when (fault is not StoreFaultException && !context.Response.HasStarted
            && !context.RequestAborted.IsCancellationRequested)
        {
            LogCrash(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("SlaBot.Intake"), fault,
                context.Request.Method);
            await WriteProblem(context, 500, Crash);
            return;
        }

        if (!context.Response.HasStarted
            && context.Response is { StatusCode: >= 400, ContentType: null, ContentLength: null })
        {
            await WriteProblem(context, context.Response.StatusCode, Sentence(context));
        }
    }

    private static string Sentence(HttpContext context) => context.Response.StatusCode switch
    {
        404 => $"There is nothing at {context.Request.Path}.",
        405 => $"{context.Request.Method} is not taken here; {context.Response.Headers.Allow} is.",
        415 => "Send the body as application/json in UTF-8.",
        _ => "The request was not taken.",
    };

    private static Task WriteProblem(HttpContext context, int status, string sentence) =>
        Problem.Of(status, Code(status), sentence).ExecuteAsync(context);

    private static string Code(int status) => status switch
    {
        404 => "not-found",
        405 => "method-not-allowed",
        413 => "too-large",
        415 => "media-type",
        503 => "storage",
        >= 500 => "crash",
        _ => "bad-request",
    };

    [LoggerMessage(EventId = 4100, Level = LogLevel.Error, Message = "A {Method} request of the API failed.")]
    private static partial void LogCrash(ILogger logger, Exception fault, string method);
}
