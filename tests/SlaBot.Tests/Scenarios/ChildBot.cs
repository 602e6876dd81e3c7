using System.Diagnostics;

namespace SlaBot.Tests.Scenarios;

/// <summary>The program as a process of its own, which can be killed.</summary>
internal sealed class ChildBot : IDisposable
{
    private readonly Process process;

    private readonly Task<string> faults;

    private ChildBot(Process process, Task<string> faults, HttpClient http) => (this.process, this.faults, Http) = (process, faults, http);

    /// <summary>The process's number.</summary>
    public int Id => process.Id;

    public HttpClient Http { get; }

    /// <summary>Starts it on those files; answers when it is ready, or (where it cannot be) as soon as it is up.</summary>
    /// <param name="files">The settings and the data.</param>
    /// <param name="more">More for its environment.</param>
    /// <param name="isReady">False: it cannot become ready.</param>
    /// <param name="openFiles">How many files it may open; null: as many as this process.</param>
    public static async Task<ChildBot> StartAsync(
        BotFiles files, IReadOnlyDictionary<string, string>? more = null, bool isReady = true, int? openFiles = null)
    {
        string[] program = ["dotnet", Path.Combine(AppContext.BaseDirectory, "SlaBot.dll"), "--settings", files.Settings];
        var start = new ProcessStartInfo(openFiles is null ? program[0] : "bash", openFiles is null ? program[1..] : ["-c", $"ulimit -n {openFiles}; exec \"$@\"", "bash", .. program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["ASPNETCORE_ENVIRONMENT"] = "Development", ["DOTNET_TieredPGO"] = "0" },
        };
        foreach (var (name, value) in more ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var faults = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("SlaBot is up at ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new ChildBot(process, faults, await ReadyAsync(new Uri(line["SlaBot is up at ".Length..].Split(' ', ',')[0].TrimEnd('.')), isReady));
            }
        }

        throw new InvalidOperationException($"The program did not start: {await faults}");
    }

    /// <summary>Ends it without any warning.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>
    /// Asks it to stop, as a service manager does; answers with its exit code and what it said on the error stream.
    /// </summary>
    public Task<(int Code, string Said)> StopAsync()
    {
        Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        return EndedAsync();
    }

    /// <summary>Completes when it has ended, by itself or not.</summary>
    public async Task<(int Code, string Said)> EndedAsync()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, await faults);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
        Http.Dispose();
    }

    private static async Task<HttpClient> ReadyAsync(Uri address, bool isReady)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60), DefaultRequestHeaders = { Authorization = new("Bearer", BotFiles.AdminKey) } };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (isReady && !(await http.GetAsync("/readyz", limit.Token)).IsSuccessStatusCode)
        {
            limit.Token.ThrowIfCancellationRequested();
        }

        return http;
    }
}
