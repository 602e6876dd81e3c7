using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using SlaBot.Api.Contracts;
using SlaBot.Api.Import;
using SlaBot.Core.Leads;
using SlaBot.Hosting;
using SlaBot.Settings;
using SlaBot.Storage.Serialization;
using Spectre.Console;

namespace SlaBot.Cli;

/// <summary><c>import FILE</c>: through the bot that runs on the data, else in a bot of its own.</summary>
internal static class ImportCommand
{
    /// <summary>The command.</summary>
    public static Command Make(Func<ParseResult, RunOptions> order, Func<RunOptions, WebApplication> build)
    {
        var file = new Argument<string>(
            "FILE") { Description = "A CSV file with a header (a lead a row, or spend: month, source, amount), or a "
                + "history of JSON lines." };
        var own = new Option<bool>(
            "--at-own-time") { Description = "Manual clock only: moves the clock to each row's own time." };
        var preview = new Option<bool>(
            "--preview") { Description = "Writes nothing: says how each column is read, who would get how many leads, and "
                + "how many clocks would start." };
        var command = new Command("import", "Takes a file of leads, of spend, or of history.") { file, own, preview };
        command.SetAction(
            (parsed, stop) =>
                CommandLine.Guarded(
                    () => RunAsync(order(parsed), parsed.GetValue(file)!,
                        new ImportWay(parsed.GetValue(own), parsed.GetValue(preview)), build, stop)));
        return command;
    }

    private static async Task<int> RunAsync(RunOptions order, string file, ImportWay way,
        Func<RunOptions, WebApplication> build, CancellationToken stop)
    {
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"There is no file {Path.GetFullPath(file)}.");
        }

        if ((way.AtOwnTime && IsHistory(file)) || (way.Preview && (way.AtOwnTime || IsHistory(file))))
        {
            await Console.Error.WriteLineAsync(way.Preview
                ? "A preview is for tables of leads, without --at-own-time."
                : "Leave --at-own-time out: the lines of a history count at their own time anyway.");
            return 1;
        }

        WebApplication app;
        try
        {
            app = build(order with { Urls = "http://127.0.0.1:0" });
        }
        catch (StoreRefusedException refused) when (refused.IsHeld)
        {
            return await SendAsync(HostEnvironment.Settings(order), file, way, stop);
        }

        await using (app)
        {
            await app.StartAsync(stop);
            var mapping = app.Services.GetRequiredService<CurrentMapping>().Now;
            var code = await ImportConsole.RunAsync(file, (bytes, progress) => IsHistory(file)
                ? app.Services.GetRequiredService<ImportRunner>().RunHistoryAsync(bytes, progress, stop)
                : way.Preview
                ? app.Services.GetRequiredService<ImportRunner>().PreviewAsync(bytes, mapping, progress, stop)
                : app.Services.GetRequiredService<ImportRunner>().RunAsync(bytes, mapping, way.AtOwnTime, progress, stop));
            if (!stop.IsCancellationRequested)
            {
                await app.Services.GetRequiredService<SlaBot.Outbox.PumpService>().SettleAsync(stop);
            }

            // Also when the import was stopped by hand, the bot ends in good order.
            await app.StopAsync(CancellationToken.None);
            return code;
        }
    }

    private static async Task<int> SendAsync(SlaBotSettings settings, string file, ImportWay way,
        CancellationToken stop)
    {
        var (address, token) = CommandLineToken.Read(settings);
        // No proxy of the machine's own, and nobody elsewhere: the token is for the bot alone.
        using var bot = new HttpClient(
            new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = address,
                Timeout = Timeout.InfiniteTimeSpan };
        Console.WriteLine($"A bot runs on this data: the file goes through it, at {bot.BaseAddress}");
        return await ImportConsole.RunAsync(file,
            (bytes, _) => ImportClient.SendAsync(bot, bytes, IsHistory(file), way, token, stop));
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

/// <summary>How a table is taken.</summary>
internal readonly record struct ImportWay(bool AtOwnTime, bool Preview = false);

/// <summary>Runs a file with a progress bar (at a terminal only) and prints the report. The exit code is 0 when every
/// row was taken or known.</summary>
internal static class ImportConsole
{
    private const int Shown = 20;

    /// <summary>Runs <paramref name="run"/> over the file: the pipeline in this process, or
    /// <see cref="ImportClient"/>.</summary>
    public static async Task<int> RunAsync(string path, Func<Stream, IProgress<ImportProgress>, Task<ImportReport>> run)
    {
        if (!File.Exists(path))
        {
            await Console.Error.WriteLineAsync($"There is no file {path}.");
            return 1;
        }

        await using var file = File.OpenRead(path);
        var report = Console.IsOutputRedirected
            ? await run(file, new Progress<ImportProgress>()) : await WithBar(file, run);
        Print(report);
        return report is { Refusal: null, Refused: 0, Stopped: null } ? 0 : 1;
    }

    private static Task<ImportReport> WithBar(FileStream file,
        Func<Stream, IProgress<ImportProgress>, Task<ImportReport>> run) =>
        AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
            new RemainingTimeColumn()).StartAsync(async context =>
        {
            var bar = context.AddTask("Importing", maxValue: 1);
            var told = new ProgressReporter(now => Show(bar, now, file.Length));
            using var byBytes = new Timer(_ => bar.Value = told.Any ? bar.Value : Share(file.Position, file.Length),
                null, 200, 200);
            var report = await run(file, told);
            bar.Value = 1;
            return report;
        });

    private static void Show(ProgressTask bar, ImportProgress now, long length)
    {
        bar.Description = string.Create(CultureInfo.InvariantCulture, $"{now.Rows} rows");
        bar.Value = now.Total is { } total ? Share(now.Rows, total) : Share(now.Bytes, length);
    }

    private static double Share(long part, long whole) => whole == 0 ? 1 : Math.Min(1, (double)part / whole);

    private static void Print(ImportReport report)
    {
        if (report.Refusal is { } refusal)
        {
            Console.Error.WriteLine(refusal.Sentence);
            return;
        }

        Print(report.Preview);
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
                $"{(report.Preview is null ? "" : "Preview, nothing was written: ")}{report.Taken} new, {report.Known} known, {report.Refused} refused, in {report.Seconds:0.0} s"));
        foreach (var fault in report.Faults.Take(Shown))
        {
            Console.WriteLine($"  line {fault.Line}: {fault.Message}");
        }

        if (report.Warnings.Count > 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Taken, but with something left out ({report.Warnings.Count}{(report.Warnings.Count >= 1000 ? " or more" : "")}):"));
            foreach (var note in report.Warnings.Take(Shown))
            {
                Console.WriteLine($"  line {note.Line}, {note.Field}: {note.Message}");
            }
        }

        var unread = report.Columns.Where(column => !column.IsKnown).Select(column => column.Name).ToList();
        if (unread.Count > 0)
        {
            Console.WriteLine($"Columns that are no field of a lead (criteria may name them): {string.Join(", ", unread)}");
        }

        if (report.Faults.Count > Shown)
        {
            Console.WriteLine(
                $"  and {report.Faults.Count - Shown} more{(report.Faults.Count >= 1000 ? " or beyond" : "")}");
        }

        if (report.Stopped is { } stopped)
        {
            Console.Error.WriteLine(stopped.Message);
        }
    }

    private static void Print(ImportPreviewDto? preview)
    {
        if (preview is null)
        {
            return;
        }

        foreach (var sample in preview.Samples)
        {
            Console.WriteLine($"  line {sample.Line}: {sample.Id}, {sample.Name} <{sample.Email}>, {sample.Company}: "
                + $"{sample.Stage}{(sample.Owner is null ? "" : $", {sample.Owner}")}");
        }

        foreach (var share in preview.Owners)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {share.Leads} would go to {share.Name}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {preview.Queued} would wait for somebody, {preview.Inquiries} would be no MQL yet, {preview.History} would be "
            + $"history; {preview.ClocksStarted} clocks of sales would start, {preview.MissedByTomorrow} would be missed by this time "
            + $"tomorrow"));
    }

    // Progress<T> posts to the pool, out of order; a bar must not jump back.
    private sealed class ProgressReporter(Action<ImportProgress> show) : IProgress<ImportProgress>
    {
        public bool Any { get; private set; }

        public void Report(ImportProgress value)
        {
            Any = true;
            show(value);
        }
    }
}

/// <summary>Sends a file to a bot that already runs, and reads its report.</summary>
internal static class ImportClient
{
    /// <summary>Streams the file; <paramref name="key"/> is null when the bot has no keys. A bot that cannot be reached
    /// is an exception, a "no" a report with a refusal, an outage in the middle a report that says so.</summary>
    public static async Task<ImportReport> SendAsync(HttpClient bot, Stream file, bool isHistory, ImportWay way,
        string? key, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            "/api/v1/import" + (way.AtOwnTime ? "?atOwnTime=true" : way.Preview ? "?preview=true" : "")) { Content = new StreamContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(
            isHistory ? "application/x-ndjson" : "text/csv");
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        try
        {
            using var answer = await bot.SendAsync(request, stop);
            return await ReadAsync(answer, stop);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException && file.CanSeek && file.Position > 0)
        {
            // The bot, or the way to it, broke off in the middle: it says nothing more about what it took.
            return new ImportReport(0, 0, 0, [], 0)
            {
                Stopped = new ImportStop(0,
                    $"The bot stopped answering in the middle of the file ({fault.Message}). Some of it may have "
                    + $"been taken. "
                    + "When the bot runs again, import the whole file again: what was taken then counts as known."),
            };
        }
    }

    private static async Task<ImportReport> ReadAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        var text = await answer.Content.ReadAsStringAsync(stop);
        try
        {
            using var body = JsonDocument.Parse(text);
            var root = body.RootElement;
            return answer.IsSuccessStatusCode ? Report(root)
                : root.TryGetProperty("taken", out _) ? Report(root) with { Stopped = Stop(root) }
                : Refused(root);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new ImportReport(0, 0, 0, [], 0, new Refusal(
                "no-answer",
                $"What answered ({(int)answer.StatusCode}) is no SlaBot, or a proxy before it. Some of the file may "
                + $"have been taken; import it again: what was taken then counts as known."));
        }
    }

    private static ImportStop Stop(JsonElement problem) =>
        new(problem.GetProperty("afterLine").GetInt32(), problem.GetProperty("detail").GetString()!);

    private static ImportReport Report(JsonElement body) => new(
        body.GetProperty("taken").GetInt64(),
        body.GetProperty("known").GetInt64(),
        body.GetProperty("refused").GetInt64(),
        [.. body.GetProperty("faults").EnumerateArray().Select(Fault)],
        body.GetProperty("seconds").GetDouble())
    {
        Warnings = [.. Items(body, "warnings").Select(Fault)],
        Columns = Columns(body),
        Preview = body.TryGetProperty("preview", out var preview)
            ? preview.Deserialize(ApiJson.Wire.ImportPreviewDto) : null,
    };

    // A bot of an older build says nothing of columns.
    private static IEnumerable<JsonElement> Items(JsonElement body, string name) =>
        body.TryGetProperty(name, out var items) ? items.EnumerateArray() : [];

    private static List<ImportColumn> Columns(JsonElement body)
    {
        var unread = Items(body, "notRead").Select(name => name.GetString()).ToHashSet();
        return [.. Items(body, "columns").Select(column => (Name: column.GetProperty("column").GetString()!,
            Field: column.GetProperty("field").GetString()))
            .Select(column => new ImportColumn(column.Name, column.Field, !unread.Contains(column.Name)))];
    }

    private static ImportFault Fault(JsonElement element) =>
        new(element.GetProperty("line").GetInt32(), element.GetProperty("field").GetString()!,
            element.GetProperty("message").GetString()!);

    private static ImportReport Refused(JsonElement problem) =>
        new(0, 0, 0, [], 0,
            new Refusal(problem.GetProperty("code").GetString()!, problem.GetProperty("detail").GetString()!));
}
