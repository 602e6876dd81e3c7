using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using SlaBot.Storage;
using SlaBot.Tests.Slack;
using SlaBot.Tests.Teams;

namespace SlaBot.Tests.Scenarios;

/// <summary>
/// A person who is erased after a whole life is nowhere any more: in no table, no file, no backup, and in no message
/// that stands on any platform. The id is the person's address, as ids from forms are.
/// </summary>
public sealed class ErasureTests
{
    private const string Id = "zenobia.quark@quarkworks.example";
    private const string Twin = "T-2";

    /// <summary>Whatever of the person was told to the bot, in parts that no other text has.</summary>
    private static readonly string[] Traces = ["zenobia", "quark", "555-0199", "marmalade", "nightingale", "pelican", "sextant"];

    [Fact]
    public async Task Sandbox_KeepsNoTrace()
    {
        await using var bot = await Bot.StartAsync();
        await LiveAsync(bot);
        var told = string.Concat((await bot.Messages()).Select(message => message.Text));
        told.ShouldContain("Zenobia Quark");
        (await bot.Messages("channel:revenue-sla")).ShouldContain(message => message.Text.Contains("Zenobia Quark"), "a scorecard's reply names whose deadline was missed");
        await EraseAsync(bot);
        NoTrace((await bot.Messages()).Select(message => message.Text + string.Join(' ', message.Buttons.Select(button => button.Label))));
        await FilesKeepNoTraceAsync(bot);
    }

    /// <summary>The signs that part a key are signs like others in an id.</summary>
    [Theory]
    [InlineData("CRM|sextant|0")]
    [InlineData("CRM|sextant")]
    [InlineData("a:sextant")]
    public async Task IdWithSeparators_IsInTheListOfNotices_AndThenNowhere(string id)
    {
        await using var bot = await Bot.StartAsync();
        foreach (var lead in new[] { "L1", "L2", "L3", "L4", "L5", id })
        {
            await bot.SendLead(lead);
        }

        await bot.Advance("PT3H");
        (await bot.Messages("channel:sla-escalations")).ShouldContain(message => message.Text.StartsWith("6 deadlines to look at") && message.Text.Contains(id));

        await bot.Expect(204, HttpMethod.Delete, "/api/v1/leads/" + Uri.EscapeDataString(id));
        await bot.Advance("PT10M");

        NoTrace((await bot.Messages()).Select(message => message.Text));
        (await bot.Messages("channel:sla-escalations")).ShouldContain(message => message.Text.Contains("L5"), "the list keeps the others");
        await FilesKeepNoTraceAsync(bot);
    }

    [Fact]
    public async Task Slack_KeepsNoTrace()
    {
        await using var world = await SlackWorld.StartAsync();
        await LiveAsync(world.Bot);
        world.Channel("revenue-sla").ShouldContain(slackMessageSeen => slackMessageSeen.BlocksText.Contains("Zenobia Quark"));
        await EraseAsync(world.Bot);
        NoTrace(world.State.Messages.Select(message => $"{message.Text} {message.Blocks.ToJsonString()} {message.Metadata?.ToJsonString()}"));
        await FilesKeepNoTraceAsync(world.Bot);
    }

    [Fact]
    public async Task Teams_KeepsNoTrace()
    {
        await using var world = await TeamsWorld.StartAsync();
        await LiveAsync(world.Bot);
        string.Concat(world.Teams.Messages.Select(message => message.Activity.ToJsonString())).ShouldContain("Zenobia Quark");
        await EraseAsync(world.Bot);
        NoTrace(world.Teams.Messages.Select(message => message.Activity.ToJsonString()));
        await FilesKeepNoTraceAsync(world.Bot);
    }

    [Fact]
    public async Task ErasedId_ToldAgain_IsGone_AndItsCountsStay()
    {
        await using var bot = await Bot.StartAsync();
        await LiveAsync(bot);
        var before = (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47"))["mqlVolume.count"];
        await EraseAsync(bot);

        var again = await bot.Send(HttpMethod.Post, "/api/v1/leads", Lead(Id).ToJsonString());
        again.Status.ShouldBe(410);
        again["code"].ShouldBe("erased");
        again.Body.ToString().ShouldNotContain("zenobia", Case.Insensitive);
        (await bot.Command(Uri.EscapeDataString(Id), """{"type":"touch","by":"ana.rep@example.com","channel":"call"}""", status: 410))["code"].ShouldBe("erased");
        (await bot.Lead(Uri.EscapeDataString(Id)))["erased"].ShouldBe("True");
        await bot.Expect(204, HttpMethod.Delete, "/api/v1/leads/" + Uri.EscapeDataString(Id));
        (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47"))["mqlVolume.count"].ShouldBe(before);
        await FilesKeepNoTraceAsync(bot);
    }

    [Fact]
    public async Task Refusal_OfBefore_IsNotGivenBackToItsKey()
    {
        await using var bot = await Bot.StartAsync();
        await LiveAsync(bot);
        const string accept = """{"type":"accept","by":"lena.rep@example.com"}""";
        var path = "/api/v1/leads/" + Uri.EscapeDataString(Id) + "/commands";
        (await bot.Send(HttpMethod.Post, path, accept, idempotencyKey: "key-of-zenobia")).Status.ShouldBe(409);
        await EraseAsync(bot);
        var again = await bot.Send(HttpMethod.Post, path, accept, idempotencyKey: "key-of-zenobia");
        again.Status.ShouldBe(410);
        again.Body.ToString().ShouldNotContain("zenobia", Case.Insensitive);
    }

    /// <summary>What is held back is named by its lead's id: to the administrators, on the readiness page, in the keys
    /// of both.</summary>
    [Theory]
    [InlineData("CRM|sextant|0")]
    [InlineData("zenobia.quark@quarkworks.example")]
    public async Task HeldBack_NamesTheErasedNoLonger(string id)
    {
        await using var bot = await Bot.StartAsync();
        await HoldBackAsync(bot, id);
        (await bot.Expect(503, HttpMethod.Get, "/readyz")).Body.ToString().ShouldContain($"lead {id} ");
        (await bot.Messages("channel:slabot-admin")).ShouldContain(message => message.Text.Contains($"The timer of lead {id} "));

        await bot.Expect(204, HttpMethod.Delete, "/api/v1/leads/" + Uri.EscapeDataString(id));
        NoTrace([(await bot.Send(HttpMethod.Get, "/readyz")).Body.ToString()]);
        await bot.Advance("PT30M");

        (await bot.Expect(200, HttpMethod.Get, "/readyz"))["status"].ShouldBe("ready");
        NoTrace((await bot.Messages()).Select(message => message.Text));
        (await bot.Messages("channel:slabot-admin")).ShouldContain(message => message.Text.Contains("The timer of lead erased-"), "that something was held back stays told");
        await FilesKeepNoTraceAsync(bot);
    }

    [Fact]
    public async Task HeldBack_NamesTheErasedNoLonger_InSlack()
    {
        await using var world = await SlackWorld.StartAsync();
        await HoldBackAsync(world.Bot, "CRM|sextant|0");
        world.Channel("slabot-admin").ShouldContain(message => message.BlocksText.Contains("sextant"));

        await world.Bot.Expect(204, HttpMethod.Delete, "/api/v1/leads/" + Uri.EscapeDataString("CRM|sextant|0"));
        await world.Bot.Advance("PT10M");

        NoTrace(world.State.Messages.Select(message => $"{message.Text} {message.Blocks.ToJsonString()} {message.Metadata?.ToJsonString()}"));
        await FilesKeepNoTraceAsync(world.Bot);
    }

    /// <summary>The lead's row cannot be read at its deadline, so that its timer and its messages are held back; it is
    /// mended before they are tried again.</summary>
    private static async Task HoldBackAsync(Bot bot, string id)
    {
        await bot.SendLead(id, lead => (lead["owner"], lead["contact"]!["email"]) = (Bot.Ana, "who@corp.example"));
        await bot.SendLead("Good", lead => lead["owner"] = Bot.Ana);
        await bot.StopAsync();
        var state = HeldBackTests.Spoil(bot, id, null);
        await bot.OpenAsync();
        await bot.ClockTo("2026-11-16T15:00:10Z");
        HeldBackTests.Spoil(bot, id, state);
        bot.Log.Errors.Clear();
    }

    /// <summary>Somebody reads while it is erased, so that the log keeps the old text; and the program is killed then.
    /// The next start is rid of it.</summary>
    [Fact]
    public async Task ReaderAndStop_InTheMidst_AreMadeGoodAtTheNextStart()
    {
        await using var bot = await Bot.StartAsync();
        await LiveAsync(bot);
        using (var reading = new SqliteConnection($"Data Source={bot.Files.Data};Mode=ReadOnly;Pooling=False"))
        {
            reading.Open();
            using var hold = reading.BeginTransaction(deferred: true);
            using var command = reading.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM leads";
            command.ExecuteScalar();
            await EraseAsync(bot);
            await bot.StopAsync();
        }

        await bot.RestartAsync("2026-11-23T16:00:00Z");
        await bot.Advance("PT1M");
        await FilesKeepNoTraceAsync(bot);
    }

    /// <summary>
    /// Killed as it erases, again and again, while others write about the same person: whoever is said to be erased
    /// afterwards, by the next start alone, is nowhere any more.
    /// </summary>
    [Fact]
    public async Task KilledInTheMidst_IsEitherWholeOrGone()
    {
        var dice = new Random(10);
        using var files = new BotFiles(Bot.Monday, null);
        const int Kills = 12;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var bot = await ChildBot.StartAsync(files);
            await KillAsItErasesAsync(bot, kill, dice.Next(1, 5));
        }

        using var last = await ChildBot.StartAsync(files);
        (await last.Http.PostAsJsonAsync("/dev/clock", new { advance = "PT1H" })).EnsureSuccessStatusCode();
        var messages = await last.Http.GetStringAsync("/sandbox/api/messages");
        var (gone, kept) = (0, files.Bytes());
        for (var kill = 0; kill < Kills; kill++)
        {
            var lead = await last.Http.GetFromJsonAsync<JsonElement>($"/api/v1/leads/quark{kill}%40quarkworks.example");
            if (lead.GetProperty("erased").GetBoolean())
            {
                gone++;
                messages.ShouldNotContain($"Zenobia-{kill}-", Case.Insensitive);
                foreach (var trace in new[] { $"Zenobia-{kill}-", $"quark{kill}@", $"marmalade-{kill}-" })
                {
                    kept.Contains(trace, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(trace);
                }
            }
            else
            {
                messages.ShouldContain($"Zenobia-{kill}-");
            }
        }

        gone.ShouldBeInRange(1, Kills);
    }

    private static async Task KillAsItErasesAsync(ChildBot bot, int kill, int answers)
    {
        var id = $"quark{kill}@quarkworks.example";
        var path = "/api/v1/leads/" + Uri.EscapeDataString(id);
        var contact = new { name = $"Zenobia-{kill}-Quark", email = id, phone = "+1 212 555-0199" };
        (await bot.Http.PostAsJsonAsync("/api/v1/leads", new { id, score = 80, contact })).EnsureSuccessStatusCode();
        var left = answers;
        var killing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var noise = Enumerable.Range(0, 4).Select(n => AskAsync(() => bot.Http.PostAsJsonAsync(
            path + "/commands", new { type = "touch", by = Bot.Rita, channel = "call", note = $"marmalade-{kill}-{n}" })));
        var all = noise.Append(AskAsync(() => bot.Http.DeleteAsync(path))).ToList();
        await killing.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await bot.KillAsync();
        await Task.WhenAll(all);

        async Task AskAsync(Func<Task<HttpResponseMessage>> ask)
        {
            try
            {
                (await ask()).Dispose();
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
            {
                // It was killed before it answered.
            }

            if (Interlocked.Decrement(ref left) == 0)
            {
                killing.TrySetResult();
            }
        }
    }

    /// <summary>A whole life, so that the person is told of in every kind of post: cards, notices, lists, alarms,
    /// disputes, scorecards, reviews.</summary>
    internal static async Task LiveAsync(Bot bot)
    {
        await bot.SendLead("L1");
        await bot.Expect(201, HttpMethod.Post, "/api/v1/leads", Lead(Id).ToJsonString());
        await bot.Expect(201, HttpMethod.Post, "/api/v1/leads", Lead(Twin).ToJsonString());
        var id = Uri.EscapeDataString(Id);
        await bot.Advance("PT3H");
        var owner = (await bot.Lead(id))["owner"];
        await bot.Command(id, $$"""{"type":"touch","by":"{{owner}}","channel":"call","note":"likes marmalade"}""");
        await bot.Command(id, $$"""{"type":"reject","by":"{{owner}}","reason":"Not our ICP","note":"the nightingale said so"}""", idempotencyKey: "k1");
        await bot.Command(id, $$"""{"type":"dispute","by":"{{Bot.Maya}}","note":"ask the pelican"}""");
        await bot.Command(id, $$"""{"type":"rule","by":"{{Bot.Rita}}","upheld":false,"note":"by the sextant"}""");
        await bot.Send(HttpMethod.Post, $"/api/v1/leads/{id}/commands", $$"""{"type":"reject","by":"{{owner}}","reason":"marmalade"}""", idempotencyKey: "k2");
        await bot.ClockTo("2026-11-23T15:00:00Z");
    }

    private static JsonObject Lead(string id) => JsonNode.Parse($$"""
        {"id":"{{id}}","source":"Webinar","score":80,"url":"https://crm.example/zenobia",
         "contact":{"name":"Zenobia Quark","email":"zenobia.quark@quarkworks.example","title":"Head of Data","phone":"+1 212 555-0199"},
         "company":{"name":"Quarkworks","domain":"quarkworks.example","size":200,"industry":"B2B SaaS","country":"US"},
         "briefing":{"champion":"Zenobia's aunt","talkTrack":"praise the marmalade"},
         "activity":[{"kind":"demo","subject":"Zenobia asked for a demo","at":"2026-10-15T15:00:00Z"}]}
        """)!.AsObject();

    private static async Task EraseAsync(Bot bot)
    {
        // Both names under which the person is known: an id is one lead, and the twin is another.
        await bot.Expect(204, HttpMethod.Delete, "/api/v1/leads/" + Uri.EscapeDataString(Id));
        await bot.Expect(204, HttpMethod.Delete, "/api/v1/leads/" + Twin);
        await bot.Advance("PT10M");
    }

    private static void NoTrace(IEnumerable<string> messages)
    {
        var all = messages.ToList();
        all.ShouldNotBeEmpty();
        foreach (var trace in Traces)
        {
            all.Where(text => text.Contains(trace, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(trace);
        }
    }

    private static async Task FilesKeepNoTraceAsync(Bot bot)
    {
        Rows(bot.Files.Data).ShouldBeEmpty();
        foreach (var trace in Traces)
        {
            bot.Files.Bytes().Contains(trace, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(trace);
        }

        var backup = Path.Combine(bot.Files.Directory, "copy.backup");
        SqliteStore.Backup($"Data Source={bot.Files.Data}", backup);
        var copied = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(backup));
        File.Delete(backup);
        Traces.Where(trace => copied.Contains(trace, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    /// <summary>Every row of every table in which a trace stands, for the message of a failure.</summary>
    private static List<string> Rows(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var tables = Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table'").Select(row => row.Trim()).ToList();
        return [.. tables.SelectMany(table => Read(connection, $"SELECT * FROM {table}").Select(row => $"{table}: {row}"))
            .Where(row => Traces.Any(trace => row.Contains(trace, StringComparison.OrdinalIgnoreCase)))];
    }

    private static List<string> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(at => reader.GetValue(at) switch
            {
                byte[] bytes => Encoding.UTF8.GetString(bytes),
                var value => value.ToString(),
            })));
        }

        return rows;
    }
}
