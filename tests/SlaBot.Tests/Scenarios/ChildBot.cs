using System.Diagnostics;

namespace SlaBot.Tests.Scenarios;

/// <summary>The program as a process of its own, which can be killed.</summary>
internal sealed class ChildBot : IDisposable
{
    private readonly Process process;

    private ChildBot(Process process, HttpClient http) => (this.process, Http) = (process, http);

    public HttpClient Http { get; }

    /// <summary>Starts it on those files, with more in its environment; answers when it is ready, or (where it cannot be) as soon as it is up.</summary>
    public static async Task<ChildBot> StartAsync(BotFiles files, IReadOnlyDictionary<string, string>? more = null, bool isReady = true)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SlaBot.dll"), "--settings", files.Settings])
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
                return new ChildBot(process, await ReadyAsync(new Uri(line["SlaBot is up at ".Length..].Split(' ', ',')[0].TrimEnd('.')), isReady));
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
