using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Contracts;

/// <summary>
/// What every JSON route answers, by its shape: names, nesting, kinds, null and absent. Others have built on it. When a shape is to change
/// (PRODUCT.md says so), run these tests with SLABOT_SNAPSHOTS=write and read what git shows.
/// </summary>
public sealed class ContractTests
{
    private readonly SortedDictionary<string, JsonShape> shapes = new(StringComparer.Ordinal);

    [Fact]
    public async Task EveryRoute_Answers_InTheShapeThatOthersKnow()
    {
        await using var bot = await Bot.StartAsync(edit: FullScenario.Ask);
        await WritesAsync(bot);
        await bot.ClockTo("2026-12-07T15:00:00Z");
        await ReadsAsync(bot);
        await RefusalsAsync(bot);
        await SandboxAsync(bot);
        bot.Log.Errors.Clear();
        Compare();
    }

    private async Task WritesAsync(Bot bot)
    {
        await Import(bot, "import", "source,month,amount,clv\nWebinar,2026-11,12500.50,98000\nWebinar,bad,1,\n", "text/csv");
        await Import(bot, "import", "id,email,score,plan\nI1,i1@example.com,80\nI1,i1@example.com,80\nI2,nobody,x\nI3,i3@example.com,1,more\n", "text/csv");
        await Import(bot, "import", "id,email\nI4,i4@example.com\n", "text/csv", "?preview=true");
        await Import(bot, "import", """{"id":"h1","ts":"2026-11-02T10:00:00-05:00","lead":"P1","type":"touch","channel":"call"}""" + "\nno json\n", "application/x-ndjson");
        await Ask(bot, "lead-receive", HttpMethod.Post, "/api/v1/leads", """{"id":"Z1","owner":"ana.rep@example.com","mqlAt":"2026-11-16T13:00:00Z","contact":{"name":"Zed","email":"zed@example.com","phone":"1","title":"CEO"},"company":{"name":"Z","domain":"z.example.com","size":10,"industry":"x","country":"US"},"activity":[{"kind":"demo","at":"2026-10-15T15:00:00Z"},{"kind":"page","subject":"Prices","at":"2026-10-15T15:00:00Z"}],"signals":["a"],"briefing":{"news":"n","talkTrack":"t","champion":"c"},"url":"https://crm.example.com/1","amount":12.5,"score":70,"source":"Web","tier":"t","region":"US","plan":"gold"}""");
        await Ask(bot, "lead-receive", HttpMethod.Post, "/api/v1/leads", """{"id":"Z2"}""");
        await Ask(bot, "lead-receive", HttpMethod.Post, "/api/v1/leads", """{"id":"Z2"}""");
        await Ask(bot, "lead-command", HttpMethod.Post, "/api/v1/leads/Z1/commands", """{"type":"accept","by":"ana.rep@example.com"}""");
        await Ask(bot, "lead-command", HttpMethod.Post, "/api/v1/leads/Z1/commands", """{"type":"touch","by":"ana.rep@example.com","channel":"call","connected":true,"note":"n"}""");
        await FullScenario.LivesAsync(bot);
        await FullScenario.StrangersAsync(bot);
        await FullScenario.EndsAsync(bot);
        await Ask(bot, "lead-command", HttpMethod.Post, "/api/v1/leads/M5/commands", """{"type":"feedback","by":"ana.rep@example.com","reason":"Good"}""");
        await Ask(bot, "clock", HttpMethod.Get, "/dev/clock");
        await Ask(bot, "clock", HttpMethod.Post, "/dev/clock", """{"advance":"PT2H"}""");
        foreach (var person in new[] { Bot.Maya, Bot.Vera })
        {
            await bot.TypeCommand(person, "sign");
        }
    }

    private async Task ReadsAsync(Bot bot)
    {
        foreach (var id in new[] { "Z1", "Z2", "P1", "I1", "M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "N1", "N5", "N6", "N7", "N8" })
        {
            await Ask(bot, "lead", HttpMethod.Get, $"/api/v1/leads/{id}");
        }

        await Ask(bot, "leads", HttpMethod.Get, "/api/v1/leads");
        await Ask(bot, "leads", HttpMethod.Get, "/api/v1/leads?limit=2");
        await Ask(bot, "leads", HttpMethod.Get, "/api/v1/leads?owner=nobody@example.com");
        foreach (var (lead, clause) in new[] { ("M1", "firstTouch"), ("M8", "firstTouch"), ("M3", "firstTouch"), ("M5", "cadence"), ("M5", "disposition"), ("M4", "disputeAnswer"), ("M6", "feedback"), ("M4", "decision"), ("M1", "handoff") })
        {
            if ((await bot.Send(HttpMethod.Get, $"/api/v1/leads/{lead}/why/{clause}")).Status == 200)
            {
                await Ask(bot, "why", HttpMethod.Get, $"/api/v1/leads/{lead}/why/{clause}");
            }
        }

        await Ask(bot, "agreement", HttpMethod.Get, "/api/v1/agreement");
        await Ask(bot, "scorecard", HttpMethod.Get, "/api/v1/scorecards/2026-W47");
        await Ask(bot, "scorecard", HttpMethod.Get, "/api/v1/scorecards/2026-W48?asOf=2026-12-07T14:00:00Z");
        foreach (var by in new[] { "source", "owner", "team", "region", "segment" })
        {
            await Ask(bot, "scorecard-by", HttpMethod.Get, $"/api/v1/scorecards/2026-W47?by={by}");
        }

        await Ask(bot, "healthz", HttpMethod.Get, "/healthz");
        await Ask(bot, "readyz", HttpMethod.Get, "/readyz");
    }

    private async Task RefusalsAsync(Bot bot)
    {
        await Ask(bot, "problem", HttpMethod.Get, "/api/v1/leads/none", status: 404);
        await Ask(bot, "problem", HttpMethod.Get, "/api/v1/nothing", status: 404);
        await Ask(bot, "problem", HttpMethod.Put, "/api/v1/leads", "{}", status: 405);
        await Ask(bot, "problem", HttpMethod.Get, "/api/v1/leads?limit=none", status: 422);
        await Ask(bot, "problem", HttpMethod.Get, "/api/v1/leads/M1/why/none", status: 404);
        await Ask(bot, "problem", HttpMethod.Post, "/api/v1/leads", "not json", status: 400);
        await Ask(bot, "problem", HttpMethod.Post, "/api/v1/leads", """{"contact":{"email":"x"}}""", status: 422);
        await Ask(bot, "problem", HttpMethod.Post, "/api/v1/leads/M5/commands", """{"type":"accept","by":"ben.rep@example.com"}""", status: 409);
        await Ask(bot, "problem", HttpMethod.Post, "/api/v1/leads/M5/commands", """{"type":"none"}""", status: 422);
        await Ask(bot, "problem", HttpMethod.Get, "/api/v1/leads", key: null, status: 401);
        await Ask(bot, "problem", HttpMethod.Get, "/api/v1/leads", key: BotFiles.IntakeKey, status: 403);
        await Ask(bot, "problem", HttpMethod.Post, "/dev/clock", """{"now":"2020-01-01T00:00:00Z"}""", status: 0);
    }

    private async Task SandboxAsync(Bot bot)
    {
        await Ask(bot, "sandbox-messages", HttpMethod.Get, "/sandbox/api/messages");
        var message = (await bot.Messages()).First(each => each.Buttons.Any(button => button.Action == "accept"));
        await Ask(bot, "sandbox-press", HttpMethod.Post, "/sandbox/api/press", JsonSerializer.Serialize(new { messageId = message.Id, @as = Bot.Vera, action = "accept", inputs = new { } }));
        await Ask(bot, "sandbox-press", HttpMethod.Post, "/sandbox/api/press", JsonSerializer.Serialize(new { messageId = message.Id, @as = Bot.Rita, action = "touch", inputs = new { } }));
        await Ask(bot, "sandbox-command", HttpMethod.Post, "/sandbox/api/command", """{"as":"ana.rep@example.com","text":"leads"}""");
    }

    private async Task Ask(Bot bot, string name, HttpMethod method, string path, string? json = null, string? key = BotFiles.AdminKey, int status = 200)
    {
        var told = await bot.Send(method, path, json, key);
        if (status == 200)
        {
            told.Status.ShouldBeInRange(200, 299, $"{method} {path}: {told.Body}");
        }
        else if (status > 0)
        {
            told.Status.ShouldBe(status, $"{method} {path}: {told.Body}");
        }

        Shape(name).Add(told.Body);
    }

    private async Task Import(Bot bot, string name, string text, string type, string query = "")
    {
        using var http = new HttpClient { BaseAddress = bot.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", BotFiles.AdminKey);
        using var answer = await http.PostAsync("/api/v1/import" + query, new StringContent(text, Encoding.UTF8, type));
        Shape(name).Add(JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()));
    }

    private JsonShape Shape(string name)
    {
        if (!shapes.TryGetValue(name, out var shape))
        {
            shapes[name] = shape = new JsonShape();
        }

        return shape;
    }

    private void Compare([CallerFilePath] string here = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(here)!, "Shapes");
        if (Environment.GetEnvironmentVariable("SLABOT_SNAPSHOTS") == "write")
        {
            foreach (var (name, shape) in shapes)
            {
                File.WriteAllText(Path.Combine(folder, name + ".txt"), shape.ToString());
            }
        }

        shapes.Keys.ShouldBe(Directory.GetFiles(folder).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));
        foreach (var (name, shape) in shapes)
        {
            shape.ToString().ShouldBe(File.ReadAllText(Path.Combine(folder, name + ".txt")), name);
        }
    }
}
