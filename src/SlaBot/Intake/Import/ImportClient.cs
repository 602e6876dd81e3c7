using System.Net.Http.Headers;
using System.Text.Json;
using SlaBot.Core.Leads;

namespace SlaBot.Intake.Import;

/// <summary>Sends a file to a bot that already runs, and reads its report.</summary>
internal static class ImportClient
{
    /// <summary>Streams the file; <paramref name="key"/> is null when the bot has no keys. An outage is an exception, a "no" a report with a refusal.</summary>
    public static async Task<ImportReport> SendAsync(HttpClient bot, Stream file, bool isHistory, bool atOwnTime, string? key, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/import" + (atOwnTime ? "?atOwnTime=true" : "")) { Content = new StreamContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(isHistory ? "application/x-ndjson" : "text/csv") { CharSet = "utf-8" };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        using var answer = await bot.SendAsync(request, stop);
        using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), default, stop);
        return answer.IsSuccessStatusCode ? Report(body.RootElement) : Refused(body.RootElement);
    }

    private static ImportReport Report(JsonElement body) => new(
        body.GetProperty("taken").GetInt64(),
        body.GetProperty("known").GetInt64(),
        body.GetProperty("refused").GetInt64(),
        [.. body.GetProperty("faults").EnumerateArray().Select(Fault)],
        body.GetProperty("seconds").GetDouble());

    private static ImportFault Fault(JsonElement one) =>
        new(one.GetProperty("line").GetInt32(), one.GetProperty("field").GetString()!, one.GetProperty("message").GetString()!);

    private static ImportReport Refused(JsonElement problem) =>
        new(0, 0, 0, [], 0, new Refusal(problem.GetProperty("code").GetString()!, problem.GetProperty("detail").GetString()!));
}
