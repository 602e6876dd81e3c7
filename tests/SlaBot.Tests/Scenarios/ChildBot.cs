using System.Diagnostics;

namespace SlaBot.Tests.Scenarios;

/// <summary>The program as a process of its own, which can be killed.</summary>
internal sealed class ChildBot : IDisposable
{
    private readonly Process process;

    private ChildBot(Process process, HttpClient http) => (this.process, Http) = (process, http);

    public HttpClient Http { get; }

    /// <summary>Starts it on those files; answers when it is ready.</summary>
    /// <param name="files">The settings and the data.</param>
    /// <param name="openFiles">How many files it may open; null: as many as this process.</param>
    public static async Task<ChildBot> StartAsync(BotFiles files, int? openFiles = null)
    {
        string[] program = ["dotnet", Path.Combine(AppContext.BaseDirectory, "SlaBot.dll"), "--settings", files.Settings];
        var start = new ProcessStartInfo(openFiles is null ? program[0] : "bash", openFiles is null ? program[1..] : ["-c", $"ulimit -n {openFiles}; exec \"$@\"", "bash", .. program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["ASPNETCORE_ENVIRONMENT"] = "Development", ["DOTNET_TieredPGO"] = "0" },
        };
        var process = Process.Start(start)!;
        var faults = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("SlaBot is up at ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new ChildBot(process, await ReadyAsync(new Uri(line["SlaBot is up at ".Length..].Split(' ', ',')[0].TrimEnd('.'))));
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

    private static async Task<HttpClient> ReadyAsync(Uri address)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60), DefaultRequestHeaders = { Authorization = new("Bearer", BotFiles.AdminKey) } };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await http.GetAsync("/readyz", limit.Token)).IsSuccessStatusCode)
        {
            limit.Token.ThrowIfCancellationRequested();
        }

        return http;
    }
}
