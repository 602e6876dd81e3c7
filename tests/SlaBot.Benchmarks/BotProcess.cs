using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SlaBot.Benchmarks;

/// <summary>The whole program as its users run it, in a process of its own, seen from outside.</summary>
internal sealed class BotProcess : IDisposable
{
    private const double TicksPerSecond = 100;
    private readonly Process process;

    private BotProcess(Process process, Uri address, TimeSpan tookToStart) => (this.process, Address, TookToStart) = (process, address, tookToStart);

    public Uri Address { get; }

    /// <summary>From the start of the process until <c>/readyz</c> said yes.</summary>
    public TimeSpan TookToStart { get; }

    public double ResidentMegabytes => Status("VmRSS:");

    public double PeakMegabytes => Status("VmHWM:");

    /// <summary>The processor time it has taken, in seconds of one core.</summary>
    public double CpuSeconds
    {
        get
        {
            var text = System.IO.File.ReadAllText($"/proc/{process.Id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
    }

    public static async Task<BotProcess> StartAsync(string settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SlaBot.dll"), "--settings", settings]) { RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        // Callers on this machine need no key there.
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        using var client = new HttpClient { BaseAddress = address };
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Trace.WriteLine(line.Data);
        process.BeginOutputReadLine();
        while (!await IsReadyAsync(client))
        {
            if (process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(2))
            {
                process.Kill();
                throw new InvalidOperationException($"The bot did not become ready within {watch.Elapsed.TotalSeconds:0} s.");
            }

            await Task.Delay(10);
        }

        return new BotProcess(process, address, watch.Elapsed);
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/readyz");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private double Status(string name)
    {
        var line = System.IO.File.ReadLines($"/proc/{process.Id}/status").First(text => text.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim(), CultureInfo.InvariantCulture) / 1024;
    }
}
