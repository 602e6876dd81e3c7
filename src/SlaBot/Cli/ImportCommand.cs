using System.CommandLine;
using SlaBot.Api.Import;
using SlaBot.Hosting;
using SlaBot.Settings;
using SlaBot.Storage.Serialization;

namespace SlaBot.Cli;

/// <summary><c>import FILE</c>: through the bot that runs on the data, else in a bot of its own.</summary>
internal static class ImportCommand
{
    /// <summary>The command.</summary>
    public static Command Make(Func<ParseResult, RunOptions> order, Func<RunOptions, WebApplication> build)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file with a header (a lead a row, or spend: month, source, amount), or a history of JSON lines." };
        var own = new Option<bool>("--at-own-time") { Description = "Manual clock only: moves the clock to each row's own time." };
        var command = new Command("import", "Takes a file of leads, of spend, or of history.") { file, own };
        command.SetAction((parsed, stop) => CommandLine.Guarded(() => RunAsync(order(parsed), parsed.GetValue(file)!, parsed.GetValue(own), build, stop)));
        return command;
    }

    private static async Task<int> RunAsync(RunOptions order, string file, bool atOwnTime, Func<RunOptions, WebApplication> build, CancellationToken stop)
    {
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"There is no file {Path.GetFullPath(file)}.");
        }

        if (atOwnTime && IsHistory(file))
        {
            await Console.Error.WriteLineAsync("Leave --at-own-time out: the lines of a history count at their own time anyway.");
            return 1;
        }

        WebApplication app;
        try
        {
            app = build(order with { Urls = "http://127.0.0.1:0" });
        }
        catch (StoreRefusedException refused) when (refused.IsHeld)
        {
            return await SendAsync(HostEnvironment.Settings(order), file, atOwnTime, stop);
        }

        await using (app)
        {
            await app.StartAsync(stop);
            var mapping = app.Services.GetRequiredService<CurrentMapping>().Now;
            var code = await ImportConsole.RunAsync(file, (bytes, progress) => IsHistory(file)
                ? app.Services.GetRequiredService<ImportRunner>().RunHistoryAsync(bytes, progress, stop)
                : app.Services.GetRequiredService<ImportRunner>().RunAsync(bytes, mapping, atOwnTime, progress, stop));
            if (!stop.IsCancellationRequested)
            {
                await app.Services.GetRequiredService<SlaBot.Outbox.PumpService>().SettleAsync(stop);
            }

            // Also when the import was stopped by hand, the bot ends in good order.
            await app.StopAsync(CancellationToken.None);
            return code;
        }
    }

    private static async Task<int> SendAsync(SlaBotSettings settings, string file, bool atOwnTime, CancellationToken stop)
    {
        var (address, token) = CommandLineToken.Read(settings);
        // No proxy of the machine's own, and nobody elsewhere: the token is for the bot alone.
        using var bot = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        Console.WriteLine($"A bot runs on this data: the file goes through it, at {bot.BaseAddress}");
        return await ImportConsole.RunAsync(file, (bytes, _) => ImportClient.SendAsync(bot, bytes, IsHistory(file), atOwnTime, token, stop));
    }

    /// <summary>A history's first character is that of a JSON object.</summary>
    private static bool IsHistory(string path)
    {
        using var text = new StreamReader(path);
        int first;
        do
        {
            first = text.Read();
        }
        while (first >= 0 && char.IsWhiteSpace((char)first));
        return first == '{';
    }
}
