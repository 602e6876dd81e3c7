using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using SlaBot.Api;
using SlaBot.Engine;
using SlaBot.Hosting;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Contracts;

/// <summary>
/// The description of the API is true: every route stands in it, its examples are taken by the routes, and its answers are what
/// the routes answer. When an answer changes, run these tests with SLABOT_SNAPSHOTS=write, which records the examples anew.
/// </summary>
public sealed partial class OpenApiTests
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject document = OpenApi.Document();
    private readonly SortedDictionary<string, JsonNode> answers = new(StringComparer.Ordinal);

    [Fact]
    public async Task Document_DescribesEveryRouteThatIsMapped_AndNoOther()
    {
        using var files = new BotFiles(Bot.Monday, null);
        var options = new RunOptions(files.Settings, "Development", "http://127.0.0.1:0", new TestTime(Bot.Monday), "first");
        await using var app = Program.Build(options);
        var mapped = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => IsOfTheApi(endpoint.RoutePattern.RawText!))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(method => $"{method} {endpoint.RoutePattern.RawText}"));
        var described = Operations().Select(operation => $"{operation.Method} {operation.Path}");
        described.Order(StringComparer.Ordinal).ShouldBe(mapped.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryBodyAndEveryAnswer_HasAnExample_OfExampleComPeople()
    {
        foreach (var (method, path, operation) in Operations())
        {
            foreach (var (type, body) in operation["requestBody"]?["content"]?.AsObject() ?? [])
            {
                body!["examples"]!.AsObject().Count.ShouldBePositive($"{method} {path} {type}");
            }

            foreach (var (status, answer) in operation["responses"]!.AsObject().Where(answer => answer.Key is "200" or "201"))
            {
                answer!["content"]!["application/json"]!["example"]!.AsObject().Count.ShouldBePositive($"{method} {path} {status}");
            }
        }

        Host().Matches(document.ToJsonString()).Select(match => match.Groups[1].Value)
            .ShouldAllBe(host => host == "example.com" || host.EndsWith(".example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Document_IsForCallersWhoMayRead()
    {
        await using var bot = await Bot.StartAsync();
        (await bot.Send(HttpMethod.Get, OpenApi.Path, key: null)).Status.ShouldBe(401);
        (await bot.Send(HttpMethod.Get, OpenApi.Path, key: BotFiles.IntakeKey)).Status.ShouldBe(403);
        var told = await bot.Send(HttpMethod.Get, OpenApi.Path, key: BotFiles.ReadKey);
        told.Status.ShouldBe(200);
        told.Body.GetProperty("openapi").GetString().ShouldBe("3.1.0");
    }

    [Fact]
    public async Task EveryExample_IsTakenByItsRoute_AndAnswersAreAsDescribed()
    {
        await using var bot = await Bot.StartAsync();
        await LeadsAsync(bot);
        await CommandsAsync(bot);
        foreach (var (type, body) in Content("POST", "/api/v1/import"))
        {
            foreach (var (name, example) in body!["examples"]!.AsObject())
            {
                await ImportAsync(bot, type, name, example!["value"]!.GetValue<string>());
            }
        }

        await ReadsAsync(bot);
        Compare();
        (await bot.Send(HttpMethod.Delete, "/api/v1/leads/L-1003")).Status.ShouldBe(204);
    }

    private async Task LeadsAsync(Bot bot)
    {
        var lead = Examples("POST", "/api/v1/leads")["lead"]!["value"]!.ToJsonString();
        await TakenAsync(bot, 201, "lead-new", HttpMethod.Post, "/api/v1/leads", lead);
        foreach (var id in new[] { "L-1002", "L-1003" })
        {
            var other = JsonNode.Parse(lead)!;
            (other["id"], other["contact"]!["email"]) = (id, id.ToLowerInvariant() + "@example.com");
            (await bot.Send(HttpMethod.Post, "/api/v1/leads", other.ToJsonString())).Status.ShouldBe(201);
        }
    }

    // Each example as it stands, on a lead on which it can be done.
    private async Task CommandsAsync(Bot bot)
    {
        var examples = Examples("POST", "/api/v1/leads/{id}/commands");
        (string Lead, string Types)[] lives =
        [
            ("L-1001", "accept touch dispose advance rate amount update activity won feedback"),
            ("L-1002", "slip undo reject dispute rule recycle"),
            ("L-1003", "assign waive pause resume"),
        ];
        foreach (var (lead, types) in lives)
        {
            foreach (var type in types.Split(' '))
            {
                var body = (type == "slip" ? examples["accept"] : examples[type])?["value"]!.ToJsonString() ?? """{"type":"advance","by":"ana.rep@example.com","stage":"won"}""";
                await TakenAsync(bot, 200, null, HttpMethod.Post, $"/api/v1/leads/{lead}/commands", body);
            }
        }

        var done = lives.SelectMany(life => life.Types.Split(' ')).Where(type => type is not ("won" or "slip")).Order(StringComparer.Ordinal);
        done.ShouldBe(CommandReader.Types.Order(StringComparer.Ordinal));
        examples.Select(example => example.Key).ShouldBe(CommandReader.Types);
    }

    private async Task ReadsAsync(Bot bot)
    {
        foreach (var (_, example) in Examples("POST", "/dev/clock"))
        {
            await TakenAsync(bot, 200, "clock", HttpMethod.Post, "/dev/clock", example!["value"]!.ToJsonString());
        }

        (string Name, string Path)[] reads =
        [
            ("lead", "/api/v1/leads/L-1001"), ("leads", "/api/v1/leads?stage=won"),
            ("why", "/api/v1/leads/L-1001/why/firstTouch"), ("scorecard", "/api/v1/scorecards/2026-W47"),
            ("agreement", "/api/v1/agreement"), ("healthz", "/healthz"), ("readyz", "/readyz"), ("clock", "/dev/clock"),
        ];
        foreach (var (name, path) in reads)
        {
            await TakenAsync(bot, 200, name, HttpMethod.Get, path);
        }

        foreach (var (_, path, operation) in Operations().Where(operation => operation.Method == "GET"))
        {
            foreach (var parameter in (operation["parameters"]?.AsArray() ?? []).Where(each => each!["in"]!.ToString() == "query"))
            {
                var asked = path.Replace("{week}", "2026-W47", StringComparison.Ordinal);
                var value = Uri.EscapeDataString(parameter!["example"]!.ToString());
                await TakenAsync(bot, 200, null, HttpMethod.Get, $"{asked}?{parameter["name"]}={value}");
            }
        }
    }

    private async Task TakenAsync(Bot bot, int status, string? name, HttpMethod method, string path, string? json = null)
    {
        var told = await bot.Send(method, path, json);
        told.Status.ShouldBe(status, $"{method} {path} {json}: {told.Body}");
        if (name is not null)
        {
            answers[name] = JsonNode.Parse(told.Body.GetRawText())!;
        }
    }

    private async Task ImportAsync(Bot bot, string type, string name, string text)
    {
        using var http = new HttpClient { BaseAddress = bot.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BotFiles.AdminKey);
        using var answer = await http.PostAsync("/api/v1/import", new StringContent(text, Encoding.UTF8, type));
        var report = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        ((int)answer.StatusCode, (int?)report["taken"], (int?)report["refused"]).ShouldBe((200, 1, 0), name);
        answers["import"] = report;
    }

    private void Compare([CallerFilePath] string here = "")
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/SlaBot/Api/Examples"));
        if (Environment.GetEnvironmentVariable("SLABOT_SNAPSHOTS") == "write")
        {
            foreach (var (name, answer) in answers)
            {
                File.WriteAllText(Path.Combine(folder, name + ".json"), answer.ToJsonString(Indented) + "\n");
            }
        }

        answers.Keys.ShouldBe(Directory.GetFiles(folder).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));
        foreach (var (name, answer) in answers)
        {
            Shape(answer.ToJsonString()).ShouldBe(Shape(File.ReadAllText(Path.Combine(folder, name + ".json"))), name);
        }
    }

    private static string Shape(string json)
    {
        var shape = new JsonShape();
        shape.Add(JsonSerializer.Deserialize<JsonElement>(json));
        return shape.ToString();
    }

    private static bool IsOfTheApi(string pattern) =>
        pattern.StartsWith("/api/", StringComparison.Ordinal) || pattern is "/healthz" or "/readyz" or "/dev/clock";

    private JsonObject Examples(string method, string path) => Content(method, path)["application/json"]!["examples"]!.AsObject();

    private JsonObject Content(string method, string path) =>
        document["paths"]![path]![method.ToLowerInvariant()]!["requestBody"]!["content"]!.AsObject();

    private IEnumerable<(string Method, string Path, JsonNode Operation)> Operations() =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        select (method.Key.ToUpperInvariant(), path.Key, method.Value!);

    [GeneratedRegex(@"\w@([a-z0-9-]+(?:\.[a-z0-9-]+)+)")]
    private static partial Regex Host();
}
