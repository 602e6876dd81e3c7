using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace SlaBot.Tests.Scenarios;

/// <summary>
/// Senders that do not give up: each request is sent, over crashes, until it is acknowledged, and remembered then.
/// </summary>
internal sealed class CrashLoad(int seed)
{
    private const int Senders = 6;
    private readonly Random random = new(seed);
    private readonly ConcurrentQueue<Intent> unanswered = [];
    private int numbers;
    private int left;

    /// <summary>Leads taken, by id.</summary>
    public ConcurrentDictionary<string, bool> Leads { get; } = [];

    /// <summary>Touches taken: the note that tells one from another, and its lead.</summary>
    public ConcurrentDictionary<string, string> Touches { get; } = [];

    /// <summary>Leads whose acceptance was taken.</summary>
    public ConcurrentDictionary<string, bool> Accepted { get; } = [];

    /// <summary>Wrong answers: neither an acknowledgement nor a lost connection.</summary>
    public ConcurrentQueue<string> Wrong { get; } = [];

    /// <summary>Loads the program until it is killed, after as many answers as the lot says: often in the midst of the clock's way, often later.</summary>
    public async Task RunAsync(ChildBot bot, string advanceTo)
    {
        left = random.Next(2) == 0 ? random.Next(1, Senders + 1) : random.Next(Senders + 1, 200);
        using var over = new CancellationTokenSource();
        var killing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var senders = Enumerable.Range(0, Senders).Select(_ => SendUntilAsync(bot.Http, killing, over.Token)).ToList();
        var clock = PostAsync(bot.Http, new Intent("/dev/clock", $$"""{"now":"{{advanceTo}}"}""", null, _ => { }), over.Token);
        await killing.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await bot.KillAsync();
        await over.CancelAsync();
        await Task.WhenAll([.. senders, clock]);
    }

    /// <summary>Sends what is still without an answer.</summary>
    public async Task FinishAsync(HttpClient http)
    {
        while (unanswered.TryDequeue(out var intent))
        {
            (await PostAsync(http, intent, CancellationToken.None)).ShouldBeTrue();
        }
    }

    private async Task SendUntilAsync(HttpClient http, TaskCompletionSource killing, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var intent = unanswered.TryDequeue(out var earlier) ? earlier : Next();
            if (!await PostAsync(http, intent, over))
            {
                unanswered.Enqueue(intent);
                return;
            }

            if (Interlocked.Decrement(ref left) == 0)
            {
                killing.TrySetResult();
            }
        }
    }

    private Intent Next()
    {
        var number = Interlocked.Increment(ref numbers);
        var known = Leads.Keys.FirstOrDefault();
        if (known is null || number % 3 == 1)
        {
            var id = "L" + number.ToString(CultureInfo.InvariantCulture);
            return new Intent("/api/v1/leads", $$$"""{"id":"{{{id}}}","score":80,"contact":{"name":"Cleo {{{id}}} end","email":"cleo.{{{id}}}@corp.example"}}""", null, _ => Leads[id] = true);
        }

        var ids = Leads.Keys;
        var lead = ids.Skip(number % ids.Count).First();
        var path = $"/api/v1/leads/{lead}/commands";
        return number % 3 == 2
            ? new Intent(path, $$"""{"type":"touch","by":"rita.revops@example.com","channel":"call{{number}}","note":"n{{number}}"}""", $"k{number}", _ => Touches[$"n{number}"] = lead)
            : new Intent(path, """{"type":"accept","by":"rita.revops@example.com"}""", $"k{number}", status => _ = status == 200 && (Accepted[lead] = true));
    }

    /// <summary>True when it was answered.</summary>
    private async Task<bool> PostAsync(HttpClient http, Intent intent, CancellationToken over)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, intent.Path) { Content = new StringContent(intent.Json, Encoding.UTF8, "application/json") };
            if (intent.Key is not null)
            {
                request.Headers.Add("Idempotency-Key", intent.Key);
            }

            using var answer = await http.SendAsync(request, over);
            var status = (int)answer.StatusCode;
            if (status is not (200 or 201 or 409))
            {
                Wrong.Enqueue($"{intent.Path} {intent.Json}: {status} {await answer.Content.ReadAsStringAsync(over)}");
            }

            intent.Taken(status);
            return true;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException)
        {
            return false;
        }
    }

    private sealed record Intent(string Path, string Json, string? Key, Action<int> Taken);
}
