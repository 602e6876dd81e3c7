using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SlaBot.Benchmarks;

/// <summary>Signed button clicks over HTTP at a steady rate: each accepts a lead, is committed and acknowledged, while the cards go out beside it.</summary>
internal static class SlackBench
{
    private const int Clients = 32;
    private const double PerSecond = 100;
    private const int WarmUp = 500;
    private const int Count = 2_000;

    public static async Task<IReadOnlyList<Promise>> RunAsync(Workshop workshop)
    {
        await using var slack = await SlackStub.StartAsync();
        var settings = workshop.Settings(workshop.Fresh("slack.db"), words =>
        {
            words["Sandbox"] = new JsonObject { ["Enabled"] = false };
            words["Slack"] = new JsonObject { ["Enabled"] = true, ["BotToken"] = SlackStub.Token, ["SigningSecret"] = SlackStub.Secret, ["ApiBaseUrl"] = slack.Api };
        });
        using var bot = await BotProcess.StartAsync(settings);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients }) { BaseAddress = bot.Address };
        var owners = await LeadsAsync(client);
        await OpenLoop.DriveAsync(Clients, PerSecond, WarmUp, at => ClickAsync(client, at, owners[at]));
        var took = await OpenLoop.DriveAsync(Clients, PerSecond, Count, at => ClickAsync(client, WarmUp + at, owners[WarmUp + at]));
        await MustBeAcceptedAsync(client);
        Figures.Print($"{took.Length} clicks, p50 {took.Quantile(0.5):0.0} ms, p90 {took.Quantile(0.9):0.0}, p99 {took.Quantile(0.99):0.0}, max {took.Max():0}; {slack.Calls} calls went out meanwhile");
        return [Promise.AtMost("slack", "clicks acknowledged at p99 within 100 ms, 100 a second", took.Quantile(0.99), 100, "ms",
            FormattableString.Invariant($" (p50 {took.Quantile(0.5):0.0}, max {took.Max():0})"))];
    }

    /// <summary>Leads to click on; each one's owner.</summary>
    private static async Task<string[]> LeadsAsync(HttpClient client)
    {
        var owners = new string[WarmUp + Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, owners.Length), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (number, stop) =>
        {
            using var content = new StringContent(JsonSerializer.Serialize(Sample.Body(Id(number), number)), Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync("/api/v1/leads", content, stop);
            owners[number] = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(stop))!["owner"]!;
        });
        return owners;
    }

    private static async Task ClickAsync(HttpClient client, int number, string owner)
    {
        var click = new JsonObject
        {
            ["type"] = "block_actions", ["api_app_id"] = SlackStub.App, ["trigger_id"] = $"trigger.{number}", ["team"] = new JsonObject { ["id"] = SlackStub.Team },
            ["user"] = new JsonObject { ["id"] = SlackStub.UserOf(owner), ["team_id"] = SlackStub.Team },
            ["container"] = new JsonObject { ["type"] = "message", ["channel_id"] = "D" + SlackStub.UserOf(owner), ["message_ts"] = "1.1" },
            ["actions"] = new JsonArray(new JsonObject { ["action_id"] = "accept", ["type"] = "button", ["value"] = new JsonObject { ["action"] = "accept", ["lead"] = Id(number), ["version"] = null }.ToJsonString() }),
        };
        var body = Encoding.UTF8.GetBytes("payload=" + Uri.EscapeDataString(click.ToJsonString()));
        var stamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/interactivity") { Content = new ByteArrayContent(body) { Headers = { { "Content-Type", "application/x-www-form-urlencoded" } } } };
        request.Headers.Add("X-Slack-Request-Timestamp", stamp);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{stamp}:"), .. body];
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(SlackStub.Secret), signed);
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(hash));
        using var answer = await client.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"A click was answered with {(int)answer.StatusCode}.");
        }
    }

    /// <summary>An acknowledgement that decided nothing would be quick: every hundredth lead is looked at.</summary>
    private static async Task MustBeAcceptedAsync(HttpClient client)
    {
        for (var number = 0; number < WarmUp + Count; number += 100)
        {
            var stage = (string?)JsonNode.Parse(await client.GetStringAsync($"/api/v1/leads/{Id(number)}"))!["stage"];
            if (stage != "SalesAccepted")
            {
                throw new InvalidOperationException($"Lead {Id(number)} was clicked on and is {stage}.");
            }
        }
    }

    private static string Id(int number) => $"click-{number:D6}";
}
