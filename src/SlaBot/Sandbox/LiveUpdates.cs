using SlaBot.Engine;

namespace SlaBot.Sandbox;

/// <summary>Tells open pages that something changed; they fetch what they show.</summary>
internal static class LiveUpdates
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(120);

    /// <summary>A stream of server-sent events, one after each commit (several within a moment become one), until the
    /// reader or the program goes.</summary>
    public static async Task RunAsync(HttpContext context, CommitNotifier feed, TimeProvider time,
        IHostApplicationLifetime life)
    {
        using var stop =
            CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            // The listening begins before the word is sent, so that no commit falls between.
            for (var (next, word) = (feed.Next, "retry: 1000\nevent: changed\ndata: 1\n\n"); ;)
            {
                await context.Response.WriteAsync(word, stop.Token);
                await context.Response.Body.FlushAsync(stop.Token);
                var told = await ToldAsync(next, time, stop.Token);
                (next, word) = (told ? feed.Next : next, told ? "event: changed\ndata: 1\n\n" : ": still here\n\n");
            }
        }
        catch (OperationCanceledException)
        {
            // The reader or the program went; there is nobody to tell.
        }
    }

    private static async Task<bool> ToldAsync(Task next, TimeProvider time, CancellationToken stop)
    {
        try
        {
            await next.WaitAsync(Beat, time, stop);
            await Task.Delay(Breath, time, stop);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
