using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using SlaBot.Storage;
using SlaBot.Tests.Fakes;

namespace SlaBot.Tests.Scenarios;

/// <summary>The program as a process, killed while the clock of its machine (libfaketime) stands a year ahead.</summary>
public sealed class ClockKillTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [FactNeeding("faketime")]
    public async Task KilledUnderAWrongClock_DecidesAndPublishesNothingByIt()
    {
        using var files = new BotFiles(Bot.Monday, settings => settings["Clock"] = new JsonObject { ["Mode"] = "System" });
        var hour = Path.Combine(files.Directory, "hour");
        var monday = NodaTime.Text.InstantPattern.General.Parse(Bot.Monday).Value.ToDateTimeOffset() - World.Machine;
        Set(hour, monday);
        var machine = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Library(), ["FAKETIME_TIMESTAMP_FILE"] = hour, ["FAKETIME_NO_CACHE"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1", ["DONT_FAKE_MONOTONIC"] = "1",
        };

        string before;
        using (var bot = await ChildBot.StartAsync(files, machine))
        {
            (await bot.Http.PostAsJsonAsync("/api/v1/leads", new { id = "L1", score = 80, contact = new { name = "Cleo" } })).EnsureSuccessStatusCode();
            SpinWait.SpinUntil(() => Mark(files) is not null, TimeSpan.FromSeconds(30)).ShouldBeTrue();
            before = Jobs(files);
            Set(hour, monday + TimeSpan.FromDays(365));
            (await UntilAsync(bot.Http, 503)).ShouldContain("clock jumped");
            await UntilToldAsync(bot.Http);
            await bot.KillAsync();
        }

        for (var kill = 0; kill < 3; kill++)
        {
            using var bot = await ChildBot.StartAsync(files, machine, isReady: false);
            (await UntilAsync(bot.Http, 503)).ShouldContain("clock jumped");
            await bot.KillAsync();
        }

        Set(hour, monday);
        using var last = await ChildBot.StartAsync(files, machine);
        Jobs(files).ShouldBe(before);
        var messages = (await last.Http.GetFromJsonAsync<List<Message>>("/sandbox/api/messages", Web))!;
        messages.ShouldAllBe(message => message.At.StartsWith("2026-11-16"));
        messages.ShouldContain(message => message.Text.Contains("clock jumped"));
        var lead = await last.Http.GetFromJsonAsync<JsonElement>("/api/v1/leads/L1");
        lead.GetProperty("obligations").EnumerateArray().Where(element => element.GetProperty("party").GetString() == "sales")
            .ShouldAllBe(element => element.GetProperty("status").GetString() == "running");
    }

    private static async Task<string> UntilAsync(HttpClient http, int status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var answer = await http.GetAsync("/readyz", limit.Token);
            if ((int)answer.StatusCode == status)
            {
                return await answer.Content.ReadAsStringAsync(limit.Token);
            }
        }
    }

    private static async Task UntilToldAsync(HttpClient http)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await http.GetStringAsync("/sandbox/api/messages", limit.Token)).Contains("clock jumped", StringComparison.Ordinal))
        {
            await Task.Yield();
        }
    }

    private static void Set(string file, TimeSpan offset)
    {
        File.WriteAllText(file + ".new", string.Create(CultureInfo.InvariantCulture, $"{(long)offset.TotalSeconds:+0;-0}\n"));
        File.Move(file + ".new", file, overwrite: true);
    }

    private static string Jobs(BotFiles files)
    {
        using var store = SqliteStore.OpenReadOnly($"Data Source={files.Data}");
        return string.Join(' ', store.Reader.Jobs().Where(job => job.Name != "housekeeping"));
    }

    private static object? Mark(BotFiles files)
    {
        using var connection = new SqliteConnection($"Data Source={files.Data};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return AdminReads.ClockMark(connection);
    }

    private static string Library() => Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", SearchOption.AllDirectories).First();
}
