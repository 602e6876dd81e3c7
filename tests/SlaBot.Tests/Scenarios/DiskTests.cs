using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using SlaBot.Storage;
using SlaBot.Tests.Fakes;

namespace SlaBot.Tests.Scenarios;

/// <summary>
/// Disks that fill up or fail, files that are taken away, and one lead whose row cannot be read: told as what they
/// are, and never as success.
/// </summary>
public sealed class DiskTests
{
    [FactOnASmallDisk]
    public async Task FullDisk_IsToldToSendersAndOnReadyz_AndForgottenWhenThereIsRoom()
    {
        using var disk = new SmallDisk(64);
        using var files = new BotFiles(Bot.Monday, settings => settings["Database"]!["ConnectionString"] = $"Data Source={Path.Combine(disk.Directory, "slabot.db")}");
        using var bot = await ChildBot.StartAsync(files);
        (await SendAsync(bot, "L1")).Status.ShouldBe(201);
        disk.Fill();

        var refused = await UntilRefusedAsync(bot);

        refused.Status.ShouldBe(503, refused.Body);
        refused.Body.ShouldContain("the disk is full");
        var ready = await GetAsync(bot, "/readyz");
        ready.Status.ShouldBe(503);
        ready.Body.ShouldContain("full");
        (await GetAsync(bot, "/healthz")).Status.ShouldBe(200);
        (await GetAsync(bot, "/api/v1/leads/L1")).Status.ShouldBe(200, "what is there can be read");

        disk.Empty();
        (await SendAsync(bot, "after")).Status.ShouldBe(201);
        (await GetAsync(bot, "/readyz")).Status.ShouldBe(200);
        var (code, _) = await bot.StopAsync();
        code.ShouldBe(0);
    }

    [FactNeeding("prlimit")]
    public async Task DiskThatFailsWrites_IsNotReady_AlsoWhenNobodyWrites_AndGoesOnAfterwards()
    {
        using var files = new BotFiles(Bot.Monday, null);
        using var bot = await ChildBot.StartAsync(files);
        (await SendAsync(bot, "L1")).Status.ShouldBe(201);
        Limit(bot, "1");

        (await SendAsync(bot, "L2")).Status.ShouldBe(503);
        (await GetAsync(bot, "/readyz")).Body.ShouldContain("the disk reports a fault");

        Limit(bot, "unlimited");
        (await GetAsync(bot, "/readyz")).Status.ShouldBe(200, "it sees by itself that writes succeed again");
        (await SendAsync(bot, "L2")).Status.ShouldBe(201, "what was answered 503 was not taken");
    }

    [FactNeeding("gcc")]
    public async Task DiskThatCannotMakeAnythingDurable_TakesNothing_IsNotReady_AndLosesNothing()
    {
        using var disk = new FaultyDisk();
        using var files = new BotFiles(Bot.Monday, null);
        using (var bot = await ChildBot.StartAsync(files, disk.Environment))
        {
            (await SendAsync(bot, "before")).Status.ShouldBe(201);
            disk.Fail();

            using var refused = await bot.Http.PostAsync("/api/v1/leads", Lead("failed"));
            ((int)refused.StatusCode).ShouldBe(503);
            refused.Headers.RetryAfter.ShouldNotBeNull();
            (await refused.Content.ReadAsStringAsync()).ShouldContain("Nothing was taken: the disk reports a fault");
            var ready = await GetAsync(bot, "/readyz");
            (ready.Status, ready.Body.Contains("the disk reports a fault", StringComparison.Ordinal)).ShouldBe((503, true), ready.Body);
            (await GetAsync(bot, "/api/v1/leads/failed")).Status.ShouldBe(404);
            (await GetAsync(bot, "/api/v1/leads/before")).Status.ShouldBe(200, "what is there can be read");

            disk.Mend();
            (await GetAsync(bot, "/readyz")).Status.ShouldBe(200, "it sees by itself that writes succeed again");
            (await SendAsync(bot, "failed")).Status.ShouldBe(201);
            (await SendAsync(bot, "after")).Status.ShouldBe(201);
            await bot.KillAsync();
        }

        await AllStandAsync(files, "before", "failed", "after");
    }

    /// <summary>No write ends: nobody is kept waiting for it, and nobody is told that it was taken.</summary>
    [FactNeeding("gcc")]
    public async Task DiskThatHangs_IsToldWithinSeconds_AndEverythingGoesOnWhenItAnswers()
    {
        using var disk = new FaultyDisk();
        using var files = new BotFiles(Bot.Monday, null);
        using (var bot = await ChildBot.StartAsync(files, disk.Environment))
        {
            (await SendAsync(bot, "before")).Status.ShouldBe(201);
            disk.Hang();
            var first = bot.Http.PostAsync("/api/v1/leads", Lead("under way"));
            var clock = Stopwatch.StartNew();
            var ready = (Status: 200, Body: "");
            while (ready.Status == 200 && clock.Elapsed < TimeSpan.FromSeconds(20))
            {
                ready = await GetAsync(bot, "/readyz");
            }

            ready.Body.ShouldContain("has not ended for");
            using var silent = await first;
            ((int)silent.StatusCode).ShouldBe(503);
            silent.Headers.RetryAfter.ShouldNotBeNull();
            (await silent.Content.ReadAsStringAsync()).ShouldContain("It is not known what became of it: the disk has not answered");
            var next = await SendAsync(bot, "behind it");
            (next.Status, next.Body.Contains("Nothing was taken: the disk has not answered", StringComparison.Ordinal)).ShouldBe((503, true), next.Body);
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            (await GetAsync(bot, "/healthz")).Status.ShouldBe(200);

            disk.Mend();
            (await SendAsync(bot, "after")).Status.ShouldBe(201);
            (await GetAsync(bot, "/readyz")).Status.ShouldBe(200);
            (await SendAsync(bot, "under way")).Status.ShouldBeOneOf(200, 201);
            (await GetAsync(bot, "/api/v1/leads/behind%20it")).Status.ShouldBe(404, "what was said not to be taken is not done later");
            (await SendAsync(bot, "behind it")).Status.ShouldBe(201);
            await bot.KillAsync();
        }

        await AllStandAsync(files, "before", "under way", "after", "behind it");
    }

    private static async Task AllStandAsync(BotFiles files, params string[] leads)
    {
        using var bot = await ChildBot.StartAsync(files);
        foreach (var lead in leads)
        {
            (await GetAsync(bot, "/api/v1/leads/" + Uri.EscapeDataString(lead))).Status.ShouldBe(200, lead);
        }
    }

    [Fact]
    public async Task DataFileCutShort_EndsTheProgramLoudly()
    {
        using var files = new BotFiles(Bot.Monday, null);
        using var bot = await ChildBot.StartAsync(files);
        (await SendAsync(bot, "L1")).Status.ShouldBe(201);
        using (var stream = new FileStream(files.Data, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            stream.SetLength(0);
        }

        try
        {
            (await SendAsync(bot, "L2")).Status.ShouldBe(503);
        }
        catch (HttpRequestException)
        {
            // It was quicker to end.
        }

        var (code, said) = await bot.EndedAsync();
        code.ShouldNotBe(0);
        said.ShouldContain("SlaBot has ended");
        said.ShouldContain(files.Data);
    }

    [Fact]
    public async Task DataFileDeleted_EndsTheProgramLoudly()
    {
        using var files = new BotFiles(Bot.Monday, null);
        using var bot = await ChildBot.StartAsync(files);
        (await SendAsync(bot, "L1")).Status.ShouldBe(201);
        File.Delete(files.Data);

        try
        {
            (await SendAsync(bot, "L2")).Status.ShouldBe(503);
        }
        catch (HttpRequestException)
        {
            // It was quicker to end.
        }

        var (code, said) = await bot.EndedAsync();
        code.ShouldNotBe(0);
        said.ShouldContain("deleted, moved or emptied");
    }

    [Fact]
    public async Task CleanStop_LeavesEverythingInTheOneFile()
    {
        using var files = new BotFiles(Bot.Monday, null);
        using (var bot = await ChildBot.StartAsync(files))
        {
            for (var i = 0; i < 5; i++)
            {
                (await SendAsync(bot, $"L{i}")).Status.ShouldBe(201);
            }

            var (code, said) = await bot.StopAsync();
            code.ShouldBe(0);
            said.ShouldBeEmpty();
        }

        var copy = Path.Combine(files.Directory, "elsewhere.db");
        File.Copy(files.Data, copy);
        using var store = SqliteStore.OpenReadOnly($"Data Source={copy}");
        store.Reader.CountLeads().ShouldBe(5);
        store.Reader.Lead("L4").ShouldNotBeNull();
    }

    [Fact]
    public async Task LeadWhoseRowCannotBeRead_IsHeldApart_ToldOnReadyzAndInAdmin_AndStopsNobodyElse()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.SendLead("L2");
        var now = await bot.NowAsync();
        await bot.StopAsync();
        var state = Write(bot.Files.Data, "SELECT state FROM leads WHERE id = 'L1'", null);
        Write(bot.Files.Data, "UPDATE leads SET state = @state WHERE id = 'L1'", "{"u8.ToArray());
        bot.Files.Edit(settings => settings["Clock"]!["Start"] = now);
        await bot.OpenAsync();

        await bot.ClockTo("2026-11-16T15:30:00Z");

        (await bot.Message("channel:sla-escalations", "L2")).ShouldNotBeNull();
        var ready = await bot.Expect(503, HttpMethod.Get, "/readyz");
        ready.Body.ToString().ShouldContain("lead L1 is held back");
        (await bot.Messages()).ShouldContain(message => message.Text.Contains("lead L1", StringComparison.Ordinal) && message.Text.Contains("held back", StringComparison.Ordinal));
        await bot.SendLead("L3");

        bot.Log.Errors.ShouldNotBeEmpty();
        bot.Log.Errors.Clear();
        await bot.StopAsync();
        Write(bot.Files.Data, "UPDATE leads SET state = @state WHERE id = 'L1'", (byte[])state!);
        bot.Files.Edit(settings => settings["Clock"]!["Start"] = "2026-11-16T15:40:00Z");
        await bot.OpenAsync();
        await bot.ClockTo("2026-11-16T15:41:00Z");
        (await bot.Expect(200, HttpMethod.Get, "/readyz"))["status"].ShouldBe("ready");
        (await bot.Message("channel:sla-escalations", "L1")).ShouldNotBeNull();
    }

    private static object? Write(string file, string sql, byte[]? state)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (state is not null)
        {
            command.Parameters.AddWithValue("@state", state);
        }

        return command.ExecuteScalar();
    }

    private static void Limit(ChildBot bot, string bytes)
    {
        using var process = Process.Start("prlimit", ["--pid", $"{bot.Id}", $"--fsize={bytes}:unlimited"]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }

    private static async Task<(int Status, string Body)> UntilRefusedAsync(ChildBot bot)
    {
        // The log had some room of its own left.
        for (var i = 0; i < 2_000; i++)
        {
            if (await SendAsync(bot, $"F{i}") is { Status: not 201 } refused)
            {
                return refused;
            }
        }

        throw new InvalidOperationException("The full disk took everything.");
    }

    private static async Task<(int Status, string Body)> SendAsync(ChildBot bot, string id)
    {
        using var answer = await bot.Http.PostAsync("/api/v1/leads", Lead(id));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static StringContent Lead(string id) => new(
         $$"""
            {"id":"{{id}}","source":"Webinar","score":80,"contact":{"name":"Cleo","email":"cleo.{{id.ToLowerInvariant().Replace(' ', '-')}}@corp.example","title":"Head of Data"},
             "company":{"name":"Corp","size":200,"industry":"B2B SaaS","country":"US"},"activity":[{"kind":"demo","at":"2026-10-15T15:00:00Z"}]}
        """, Encoding.UTF8, "application/json");

    private static async Task<(int Status, string Body)> GetAsync(ChildBot bot, string path)
    {
        using var answer = await bot.Http.GetAsync(path);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
