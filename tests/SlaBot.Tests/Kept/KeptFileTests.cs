using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;
using SlaBot.Storage.Serialization;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Kept;

/// <summary>A data file and the settings that made it, kept from an earlier build (README.md here): this build goes on with both, and loses nothing.</summary>
public sealed class KeptFileTests : IDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Kept", "454ec91");

    private readonly string directory = Directory.CreateTempSubdirectory("slabot-kept-").FullName;

    public KeptFileTests()
    {
        using var packed = new GZipStream(File.OpenRead(Path.Combine(Folder, "kept.db.gz")), CompressionMode.Decompress);
        using var file = File.Create(Data);
        packed.CopyTo(file);
    }

    private string Data => Path.Combine(directory, "slabot.db");

    [Fact]
    public void Rows_ReadAndWrittenAgain_AreTheSame()
    {
        Rows("SELECT type, body FROM events").ForEach(row => Same(StoreJson.Write(StoreJson.Event((string)row[0], (byte[])row[1])), (byte[])row[1]));
        Rows("SELECT type, body FROM events").ForEach(row => StoreJson.Name(StoreJson.Event((string)row[0], (byte[])row[1])).ShouldBe(row[0]));
        Rows("SELECT state FROM leads").ForEach(row => Same(StoreJson.Write(StoreJson.State((byte[])row[0])), (byte[])row[0]));
        Rows("SELECT card FROM posts").ForEach(row => Same(StoreJson.Write(StoreJson.Card((byte[])row[0])), (byte[])row[0]));
        Rows("SELECT json FROM scorecards").ForEach(row => Holds(JsonNode.Parse(ScorecardJson.Write(ScorecardJson.Read((string)row[0]))), JsonNode.Parse((string)row[0]), "scorecard"));
    }

    [Theory]
    [InlineData("posts", 20)]
    [InlineData("outbox", 10)]
    public void Intents_OfThisBuild_SayWhatTheKeptRowsSay(string table, int least)
    {
        var rows = Rows($"SELECT purpose, detail, key FROM {table}");
        rows.Count.ShouldBeGreaterThan(least);
        foreach (var row in rows)
        {
            var (purpose, detail, key) = ((string)row[0], row[1] as string, (string)row[2]);
            var intent = IntentJson.Read(purpose, detail);
            MessageKindNames.All.Write(intent.Kind).ShouldBe(purpose);
            IntentJson.Write(IntentJson.Read(purpose, IntentJson.Write(intent))).ShouldBe(IntentJson.Write(intent));
            if (intent is NoticeIntent notice)
            {
                key.ShouldContain($"|{notice.Obligation}|{notice.Level}|");
            }

            (intent is DigestIntent list ? list.Lines : []).ShouldAllBe(line => line.Lead.Length > 0 && (line.IsCard || line.Obligation != ""));
        }
    }

    [Fact]
    public void SignedAgreement_OfTheSameSettings_IsWordForWordWhatWasSigned()
    {
        var settings = Settings();
        settings["SlaBot"]!["Agreement"]!["Version"] = "2026.1";
        settings["SlaBot"]!["Agreement"]!["Quotas"]!["Acceptance"] = 0.85;
        // Since then the template asks for an outcome before a loss; all other words are the same.
        settings["SlaBot"]!["Agreement"]!["CodeBeforeLost"] = false;
        var content = PolicySerializer.Content(SlaBot.Tests.Settings.Reading.Json(settings.ToJsonString()).Settings.ShouldNotBeNull().Rules.Policy);
        var signed = Rows("SELECT body FROM documents WHERE kind = 'agreement'").ConvertAll(row => (string?)JsonNode.Parse((string)row[0])!["Content"]);
        signed.Count.ShouldBe(2);
        signed.ForEach(each => WithoutDefinitions(each!).ShouldBe(WithoutDefinitions(content)));

        // The template says since what sales-accepted means.
        static string WithoutDefinitions(string terms)
        {
            var whole = JsonNode.Parse(terms)!.AsObject();
            whole.Remove("definitions");
            return whole.ToJsonString();
        }
    }

    [Fact]
    public async Task Open_AsItWas_TellsEveryLeadListScorecardAndDeadlineAsBefore()
    {
        await using var bot = await OpenAsync(settings => settings["Agreement"]!["CodeBeforeLost"] = false);
        var seen = JsonNode.Parse(Text("seen.json.gz"))!.AsObject();
        seen.Count.ShouldBeGreaterThan(30);
        foreach (var (path, before) in seen)
        {
            Holds(JsonNode.Parse((await bot.Send(HttpMethod.Get, path)).Body.GetRawText()), before, path);
        }

        bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task Open_WithAPlatformThatAnswers_SendsWhatWaitedAndGoesOn()
    {
        var waiting = Rows("SELECT id FROM outbox").ConvertAll(row => (long)row[0]);
        waiting.Count.ShouldBeGreaterThan(10);
        await using var bot = await OpenAsync(settings =>
        {
            settings["Slack"]!["Enabled"] = false;
            settings["Sandbox"]!["Enabled"] = true;
        });
        var before = (await bot.Messages()).Count;
        await bot.Advance("PT24H");
        Rows("SELECT id FROM outbox").ConvertAll(row => (long)row[0]).Intersect(waiting).ShouldBeEmpty();
        var messages = await bot.Messages();
        messages.Count.ShouldBeGreaterThan(before);
        messages.ShouldContain(message => message.Text.Contains("Cleo W1", StringComparison.Ordinal));

        var accepted = (await bot.Lead("M5")).Body.GetProperty("version").GetInt32();
        await bot.Command("M5", """{"type":"accept","by":"ana.rep@example.com"}""", idempotencyKey: "kept-accept-m5");
        await bot.Command("M9", """{"type":"accept","by":"ben.rep@example.com"}""", status: 409, idempotencyKey: "kept-refused-m9");
        (await bot.Lead("M5")).Body.GetProperty("version").GetInt32().ShouldBe(accepted);
        var lead = await bot.Lead("W5");
        await bot.Command("W5", $$"""{"type":"accept","by":"{{lead["owner"]}}"}""");
        await bot.Command("W5", $$"""{"type":"touch","by":"{{lead["owner"]}}","channel":"call","connected":true}""");
        (await bot.Lead("W5"))["stage"].ShouldBe("SalesAccepted");
        await bot.SendLead("NEW1");
        bot.Log.Errors.Clear();
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static JsonNode Settings() => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "settings.json")))!;

    private static string Text(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Folder, file)), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static void Same(byte[] now, byte[] before) =>
        JsonNode.DeepEquals(JsonNode.Parse(now), JsonNode.Parse(before)).ShouldBeTrue($"{Encoding.UTF8.GetString(before)}\nbecame\n{Encoding.UTF8.GetString(now)}");

    // What reads otherwise since, on purpose: the agreement's page gained the escalation, the rhythm and what SAL means.
    private static readonly string[] Changed = ["/api/v1/agreement page"];

    /// <summary>All that was there is there, and the same; what is new beside it is free.</summary>
    private static void Holds(JsonNode? now, JsonNode? before, string where)
    {
        if (Changed.Contains(where))
        {
            return;
        }

        switch (before)
        {
            case JsonObject old:
                foreach (var (name, value) in old)
                {
                    var members = now.ShouldBeOfType<JsonObject>(where);
                    members.ContainsKey(name).ShouldBeTrue($"{where}: {name} is gone");
                    Holds(members[name], value, $"{where} {name}");
                }

                break;
            case JsonArray old:
                var items = now.ShouldBeOfType<JsonArray>(where);
                items.Count.ShouldBe(old.Count, where);
                for (var i = 0; i < old.Count; i++)
                {
                    Holds(items[i], old[i], $"{where} [{i}]");
                }

                break;
            default:
                (now?.ToJsonString()).ShouldBe(before?.ToJsonString(), where);
                break;
        }
    }

    private Task<Bot> OpenAsync(Action<JsonNode>? edit = null)
    {
        var kept = Settings()["SlaBot"]!.AsObject();
        return Bot.StartAsync((string)kept["Clock"]!["Start"]!, settings =>
        {
            settings.AsObject().Clear();
            foreach (var (name, value) in kept)
            {
                settings[name] = value?.DeepClone();
            }

            settings["Database"]!["ConnectionString"] = $"Data Source={Data}";
            edit?.Invoke(settings);
        });
    }

    private List<object[]> Rows(string sql)
    {
        using var file = new SqliteConnection($"Data Source={Data};Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}
