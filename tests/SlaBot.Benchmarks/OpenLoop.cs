using System.Diagnostics;
using System.Text.Json;

namespace SlaBot.Benchmarks;

/// <summary>
/// Posts leads at a steady rate whether or not the answers keep up: a lead's time runs from the instant at which it was to be sent,
/// so that a slow answer is charged for those that had to wait behind it.
/// </summary>
internal sealed class OpenLoop(Uri address, int clients, double perSecond, long run = 0)
{
    private int lastNumber;

    /// <summary>Milliseconds from schedule to acknowledgement, one for each lead.</summary>
    public async Task<double[]> RunAsync(TimeSpan length)
    {
        var count = (int)(length.TotalSeconds * perSecond);
        var from = lastNumber;
        lastNumber += count;
        var bodies = Enumerable.Range(from, count).Select(number => JsonSerializer.SerializeToUtf8Bytes(Sample.Body($"load-{run}-{number:D8}", number))).ToArray();
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { BaseAddress = address };
        return await DriveAsync(clients, perSecond, count, at => PostAsync(client, bodies[at]));
    }

    /// <summary>Sends so many at that rate; milliseconds from schedule to answer, one for each.</summary>
    public static async Task<double[]> DriveAsync(int clients, double perSecond, int count, Func<int, Task> send)
    {
        var took = new double[count];
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            for (var at = Interlocked.Increment(ref next); at < count; at = Interlocked.Increment(ref next))
            {
                var due = TimeSpan.FromSeconds(at / perSecond);
                await WaitAsync(watch, due);
                await send(at);
                took[at] = (watch.Elapsed - due).TotalMilliseconds;
            }
        })));
        return took;
    }

    private static async Task WaitAsync(Stopwatch watch, TimeSpan due)
    {
        while (due - watch.Elapsed is { Ticks: > 0 } left)
        {
            await Task.Delay(left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left);
        }
    }

    private static async Task PostAsync(HttpClient client, byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { { "Content-Type", "application/json" } } };
        using var answer = await client.PostAsync("/api/v1/leads", content);
        if ((int)answer.StatusCode != 201)
        {
            throw new InvalidOperationException($"A lead was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
