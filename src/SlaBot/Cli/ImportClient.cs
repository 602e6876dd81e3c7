using System.Net.Http.Headers;
using System.Text.Json;
using SlaBot.Api.Import;
using SlaBot.Core.Leads;

namespace SlaBot.Cli;

/// <summary>Sends a file to a bot that already runs, and reads its report.</summary>
internal static class ImportClient
{
    /// <summary>Streams the file; <paramref name="key"/> is null when the bot has no keys. A bot that cannot be reached is an exception, a "no" a report with a refusal, an outage in the middle a report that says so.</summary>
    public static async Task<ImportReport> SendAsync(HttpClient bot, Stream file, bool isHistory, bool atOwnTime, string? key, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/import" + (atOwnTime ? "?atOwnTime=true" : "")) { Content = new StreamContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(isHistory ? "application/x-ndjson" : "text/csv") { CharSet = "utf-8" };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        try
        {
            using var answer = await bot.SendAsync(request, stop);
            return await ReadAsync(answer, stop);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException && file.CanSeek && file.Position > 0)
        {
            // The bot, or the way to it, broke off in the middle: it says nothing more about what it took.
            return new ImportReport(0, 0, 0, [], 0)
            {
                Stopped = new ImportStop(0, $"The bot stopped answering in the middle of the file ({fault.Message}). Some of it may have been taken. "
                    + "When the bot runs again, import the whole file again: what was taken then counts as known."),
            };
        }
    }

    private static async Task<ImportReport> ReadAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        var text = await answer.Content.ReadAsStringAsync(stop);
        try
        {
            using var body = JsonDocument.Parse(text);
            var root = body.RootElement;
            return answer.IsSuccessStatusCode ? Report(root)
                : root.TryGetProperty("taken", out _) ? Report(root) with { Stopped = Stop(root) }
                : Refused(root);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new ImportReport(0, 0, 0, [], 0, new Refusal(
                "no-answer",
                $"What answered ({(int)answer.StatusCode}) is no SlaBot, or a proxy before it. Some of the file may have been taken; import it again: what was taken then counts as known."));
        }
    }

    private static ImportStop Stop(JsonElement problem) =>
        new(problem.GetProperty("afterLine").GetInt32(), problem.GetProperty("detail").GetString()!);

    private static ImportReport Report(JsonElement body) => new(
        body.GetProperty("taken").GetInt64(),
        body.GetProperty("known").GetInt64(),
        body.GetProperty("refused").GetInt64(),
        [.. body.GetProperty("faults").EnumerateArray().Select(Fault)],
        body.GetProperty("seconds").GetDouble());

    private static ImportFault Fault(JsonElement element) =>
        new(element.GetProperty("line").GetInt32(), element.GetProperty("field").GetString()!, element.GetProperty("message").GetString()!);

    private static ImportReport Refused(JsonElement problem) =>
        new(0, 0, 0, [], 0, new Refusal(problem.GetProperty("code").GetString()!, problem.GetProperty("detail").GetString()!));
}
