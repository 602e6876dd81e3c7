using System.Diagnostics;
using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>The commands beside a bot that runs, as processes of their own.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task Check_SaysWhetherTheSettingsAreInOrder()
    {
        using var files = new BotFiles(Bot.Monday, null);
        var (code, said) = await RunAsync("Development", "check", "--settings", files.Settings);
        (code, said.Contains("in order", StringComparison.Ordinal)).ShouldBe((0, true), said);

        files.Edit(settings =>
        {
            settings["Agreement"]!["Clauses"]!["firstTouch"]!["Within"] = "a while";
            settings["People"]![0]!["Calendar"] = "paris";
        });
        (code, said) = await RunAsync("Development", "check", "--settings", files.Settings);
        code.ShouldBe(1, said);
        said.ShouldContain("firstTouch:Within");
        said.ShouldContain("paris");
        (await RunAsync("Production", "check", "--settings", files.Settings)).Said.ShouldContain("Clock:Mode");
    }

    [Fact]
    public async Task Check_WhatMaySurprise_IsANoticeAndNoFault()
    {
        using var files = new BotFiles(Bot.Monday, settings => settings["Agreement"]!["Regions"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "GB": { "Quotas": { "Acceptance": 0.5 } }, "G8": { "Quotas": { "Acceptance": 0.5 } } }"""));

        var (code, said) = await RunAsync("Development", "check", "--settings", files.Settings);

        (code, said.Contains("in order", StringComparison.Ordinal)).ShouldBe((0, true), said);
        said.ShouldContain("Notice: SlaBot:Agreement:Regions:G8 is a region that nobody works in and no routing rule names");
        said.ShouldNotContain("Regions:GB");
    }

    [Fact]
    public async Task BackupAndScorecard_BesideARunningBot_OnlyRead()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-23T14:00:00Z");
        var copy = Path.Combine(bot.Files.Directory, "copy", "slabot.db");
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        var (code, said) = await RunAsync("Development", "backup", copy, "--settings", bot.Files.Settings);
        code.ShouldBe(0, said);
        (await RunAsync("Development", "backup", copy, "--settings", bot.Files.Settings)).Code.ShouldBe(1);
        (code, said) = await RunAsync("Development", "scorecard", "2026-W47", "--json", "--settings", bot.Files.Settings);
        code.ShouldBe(0, said);
        JsonNode.Parse(said)!["mqlVolume"]!["count"]!.GetValue<int>().ShouldBe(1);

        await bot.SendLead("L2");
        await bot.StopAsync();
        File.Copy(copy, bot.Files.Data, overwrite: true);
        File.Delete(bot.Files.Data + "-wal");
        File.Delete(bot.Files.Data + "-shm");
        await bot.OpenAsync();
        (await bot.Lead("L1"))["owner"].ShouldBe(Bot.Ana);
        (await bot.Send(HttpMethod.Get, "/api/v1/leads/L2")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Run_OnAFileInUse_EndsWithOneSentence()
    {
        await using var bot = await Bot.StartAsync();
        var (code, said) = await RunAsync("Development", "run", "--settings", bot.Files.Settings);
        code.ShouldBe(1);
        said.Trim().Split('\n').Length.ShouldBe(1, said);
        said.ShouldContain("already in use");
    }

    internal static Task<(int Code, string Said)> RunAsync(string environment, params string[] arguments) => RunAsync(environment, [], arguments);

    internal static async Task<(int Code, string Said)> RunAsync(string environment, (string Name, string Value)[] variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SlaBot.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["ASPNETCORE_ENVIRONMENT"] = environment, ["DOTNET_ENVIRONMENT"] = environment },
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, faults) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await faults);
    }
}
