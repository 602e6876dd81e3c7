using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SlaBot.Chat;
using SlaBot.Engine;
using SlaBot.Hosting;
using SlaBot.Tests.Fakes;

namespace SlaBot.Tests.Scenarios;

/// <summary>
/// The whole program in process: real settings, real server, real file; only the clock stands still until it is moved.
/// Everything is done and seen from outside, through its HTTP doors.
/// </summary>
internal sealed class Bot : IAsyncDisposable
{
    public const string Ana = "ana.rep@example.com";
    public const string Ben = "ben.rep@example.com";
    public const string Lena = "lena.rep@example.com";
    public const string Milo = "milo.manager@example.com";
    public const string Vera = "vera.vp@example.com";
    public const string Maya = "maya.marketing@example.com";
    public const string Rita = "rita.revops@example.com";

    /// <summary>Monday 09:00 in New York, 14:00 in London.</summary>
    public const string Monday = "2026-11-16T14:00:00Z";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly CapturedLogs log = new();
    private WebApplication? app;
    private HttpClient http = new();

    private Bot(BotFiles files, string start) => (Files, Machine) = (files, new TestTime(start));

    /// <summary>The chat platforms it knows.</summary>
    private IReadOnlyList<IPlatformRegistration> Platforms { get; init; } = Program.Platforms;

    public BotFiles Files { get; }

    /// <summary>The machine under it, whose time a bot with the system's clock goes by: it starts at the bot's first instant, never at the real hour.</summary>
    public TestTime Machine { get; private set; }

    /// <summary>Which start of the machine it is.</summary>
    public string Boot { get; private set; } = "first";

    public Uri Address => http.BaseAddress!;

    /// <summary>What was logged as an error; must be empty at the end, unless a scenario expects it and clears it.</summary>
    public CapturedLogs Log => log;

    public static async Task<Bot> StartAsync(string start = Monday, Action<JsonNode>? edit = null, params IPlatformRegistration[] more)
    {
        var bot = new Bot(new BotFiles(start, edit), start) { Platforms = [.. Program.Platforms, .. more] };
        await bot.OpenAsync();
        return bot;
    }

    public static string Dm(string email) => "dm:" + email;

    public async Task StopAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
            app = null;
        }
    }

    /// <summary>Stops it, and starts it again on the same file at that instant (null: the one at which it stopped).</summary>
    public async Task RestartAsync(string? at = null)
    {
        var now = at ?? await NowAsync();
        await StopAsync();
        Files.Edit(bot => bot["Clock"]!["Start"] = now);
        await OpenAsync();
    }

    /// <summary>Stops it; the machine is started anew at that instant, and the bot on it.</summary>
    public async Task RebootAsync(string at)
    {
        await StopAsync();
        (Machine, Boot) = (new TestTime(at), Boot + "+");
        await OpenAsync();
    }

    public Task<ApiReply> SendLead(string id, Action<JsonObject>? change = null, int status = 201)
    {
        var lead = JsonNode.Parse($$"""
        {"id":"{{id}}","source":"Webinar","score":80,
         "contact":{"name":"Cleo {{id}}","email":"cleo.{{id.ToLowerInvariant()}}@corp.example","title":"Head of Data"},
         "company":{"name":"{{id}} Corp","size":200,"industry":"B2B SaaS","country":"US"},
         "activity":[{"kind":"demo","subject":"Asked for a demo","at":"2026-10-15T15:00:00Z"}]}
        """)!.AsObject();
        change?.Invoke(lead);
        return Expect(status, HttpMethod.Post, "/api/v1/leads", lead.ToJsonString());
    }

    public Task<ApiReply> Command(string lead, string json, int status = 200, string? idempotencyKey = null) =>
        Expect(status, HttpMethod.Post, $"/api/v1/leads/{lead}/commands", json, idempotencyKey);

    public Task<ApiReply> Lead(string id) => Expect(200, HttpMethod.Get, $"/api/v1/leads/{id}");

    public async Task<ApiReply> Expect(int status, HttpMethod method, string path, string? json = null, string? idempotencyKey = null)
    {
        var told = await Send(method, path, json, idempotencyKey: idempotencyKey);
        told.Status.ShouldBe(status, told.Body.ToString());
        return told;
    }

    public async Task<ApiReply> Send(HttpMethod method, string path, string? json = null, string? key = BotFiles.AdminKey, string? idempotencyKey = null, string? host = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, type);
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Host = host;
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new ApiReply((int)answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(isJson ? text : JsonSerializer.Serialize(text)));
    }

    public async Task<IReadOnlyList<Message>> Messages(string? conversation = null) =>
        (await http.GetFromJsonAsync<List<Message>>("/sandbox/api/messages" + (conversation is null ? "" : "?conversation=" + Uri.EscapeDataString(conversation)), Web))!;

    /// <summary>The one message of a conversation whose text has these words.</summary>
    public async Task<Message> Message(string conversation, params string[] words)
    {
        var all = await Messages(conversation);
        var found = all.Where(message => words.All(word => message.Text.Contains(word, StringComparison.Ordinal))).ToList();
        found.Count.ShouldBe(1, $"[{string.Join(", ", words)}] in {conversation}:\n{string.Join("\n---\n", all.Select(message => $"{message.At} {message.Text}"))}");
        return found[0];
    }

    /// <summary>The first message of a conversation with these words, as soon as it stands.</summary>
    public async Task<Message> UntilMessage(string conversation, string words = "")
    {
        Message? found = null;
        await Until(async () => (found = (await Messages(conversation)).FirstOrDefault(message => message.Text.Contains(words, StringComparison.Ordinal))) is not null);
        return found!;
    }

    /// <summary>Completes when it is so; looked at after each commit, each error, and when edited settings come into force.</summary>
    public async Task Until(Func<Task<bool>> isSo)
    {
        while (true)
        {
            var next = Task.WhenAny(app!.Services.GetRequiredService<CommitNotifier>().Next, log.Next);
            if (await isSo())
            {
                return;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public Task<Pressed> PressButton(Message message, string person, string action, object? inputs = null) => PressButton(message.Id, person, action, inputs);

    public async Task<Pressed> PressButton(string messageId, string person, string action, object? inputs = null, int? version = null)
    {
        using var answer = await http.PostAsJsonAsync("/sandbox/api/press", new { messageId, @as = person, action, inputs = inputs ?? new { }, version }, Web);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<Pressed>(Web))!;
    }

    public async Task<string> TypeCommand(string person, string text)
    {
        using var answer = await http.PostAsJsonAsync("/sandbox/api/command", new { @as = person, text }, Web);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("text").GetString()!;
    }

    public async Task<string> NowAsync() => (await Expect(200, HttpMethod.Get, "/dev/clock"))["now"]!;

    public Task ClockTo(string instant) => Expect(200, HttpMethod.Post, "/dev/clock", $$"""{"now":"{{instant}}"}""");

    public Task Advance(string span) => Expect(200, HttpMethod.Post, "/dev/clock", $$"""{"advance":"{{span}}"}""");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        http.Dispose();
        Files.Dispose();
        log.Errors.ShouldBeEmpty();
    }

    public async Task OpenAsync()
    {
        app = Program.Build(new RunOptions(Files.Settings, "Development", "http://127.0.0.1:0", Machine, Boot) { Machine = World.Time }, Platforms);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        await app.StartAsync();
        http.Dispose();
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromSeconds(60) };
    }
}
