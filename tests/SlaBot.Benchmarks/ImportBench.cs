using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SlaBot.Benchmarks;

/// <summary>A file as a CRM exports it, taken and previewed by the program itself, each time in a process of its own.</summary>
internal static class ImportBench
{
    private const int Rows = 100_000;
    private const double RowsASecond = 3_000;
    private const double PreviewSeconds = 5;
    private const double Growth = 1.5;

    public static async Task<IReadOnlyList<Promise>> RunAsync(Workshop workshop)
    {
        var (small, large) = (Write(workshop, Rows / 4), Write(workshop, Rows));
        var settings = workshop.Settings(workshop.Fresh("import.db"));
        var preview = await RunAsync(settings, large, "--preview");
        var few = await RunAsync(workshop.Settings(workshop.Fresh("few.db")), small);
        var many = await RunAsync(settings, large);
        return
        [
            Promise.AtLeast("import", "rows of an exported file a second", Rows / many.Seconds, RowsASecond, "a second"),
            Promise.AtMost("import", "memory of 100,000 rows against 25,000", many.Megabytes / few.Megabytes, Growth, "x",
                FormattableString.Invariant($" ({few.Megabytes:0} and {many.Megabytes:0} MB)")),
            Promise.AtMost("import", "preview of 100,000 rows", preview.Seconds, PreviewSeconds, "s"),
        ];
    }

    private static string Write(Workshop workshop, int rows)
    {
        var file = workshop.Fresh($"rows-{rows}.csv");
        using var text = new StreamWriter(file, false, new UTF8Encoding(true));
        text.WriteLine("Record ID,First Name,Last Name,Email,Phone Number,Job Title,Company Name,Number of Employees,Country/Region,Original Source,HubSpot Score,Create Date,Lead Status,Notes");
        for (var row = 0; row < rows; row++)
        {
            text.WriteLine(FormattableString.Invariant($"R{row},Ann,Number{row},n{row}@example.com,+1 555 {row % 10_000:0000},VP Sales,\"Firm {row % 5_000}, Inc.\",\"{1 + (row % 9)},200\",US,Webinar,{row % 100},11/{13 + (row % 2)}/2026 {1 + (row % 12)}:{row % 60:00} PM,NEW,\"called{Environment.NewLine}twice\""));
        }

        return file;
    }

    private static async Task<(double Seconds, double Megabytes)> RunAsync(string settings, string file, params string[] more)
    {
        var program = typeof(SlaBot.Settings.SlaBotSettings).Assembly.Location;
        using var run = Process.Start(new ProcessStartInfo("dotnet", [program, "import", file, "--settings", settings, "--environment", "Development", .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        var peak = 0L;
        while (!run.WaitForExit(25))
        {
            run.Refresh();
            peak = Math.Max(peak, run.HasExited ? 0 : run.PeakWorkingSet64);
        }

        var told = (await output).Split('\n').Single(line => line.Contains(" refused, in ", StringComparison.Ordinal));
        Console.WriteLine($"{string.Join(' ', more)} {told} {peak >> 20} MB {await errors}".Trim());
        var seconds = told[(told.LastIndexOf(" in ", StringComparison.Ordinal) + 4)..].TrimEnd('s', ' ', '\r');
        return (double.Parse(seconds, CultureInfo.InvariantCulture), peak / 1048576.0);
    }
}
