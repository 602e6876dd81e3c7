using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SlaBot.Benchmarks;

/// <summary>A million events made up and rehearsed by the program itself, in a process of its own: seconds and peak memory.</summary>
internal static class RehearseBench
{
    private const int MostSeconds = 30;
    private const long MostMegabytes = 400;

    /// <summary>Runs it: 0 when the promise is kept.</summary>
    public static int Run(int events = 1_000_000)
    {
        var file = Path.Combine(Path.GetTempPath(), $"slabot-rehearse-{Environment.ProcessId}.jsonl");
        try
        {
            Console.WriteLine($"{events:N0} events, {HistoryMaker.Write(file, events):N0} leads, {new FileInfo(file).Length >> 20} MB");
            return Measure(file, "--json") & Measure(file, "") ? 0 : 1;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool Measure(string file, string way)
    {
        var program = typeof(SlaBot.Settings.SlaBotSettings).Assembly.Location;
        var clock = Stopwatch.StartNew();
        using var run = Process.Start(new ProcessStartInfo("dotnet", [program, "rehearse", "--environment", "Development", "--history", file, .. way.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = run.StandardOutput.ReadToEndAsync();
        var errors = run.StandardError.ReadToEndAsync();
        var peak = 0L;
        while (!run.WaitForExit(25))
        {
            run.Refresh();
            peak = Math.Max(peak, run.HasExited ? 0 : run.PeakWorkingSet64);
        }

        var (seconds, megabytes, lines) = (clock.Elapsed.TotalSeconds, peak >> 20, output.Result.Split('\n').Length - 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rehearse {way,-6} {seconds,6:0.0} s of {MostSeconds}, {megabytes,4} MB of {MostMegabytes}, {lines} lines, exit code {run.ExitCode} {errors.Result}"));
        return run.ExitCode == 0 && seconds < MostSeconds && megabytes < MostMegabytes;
    }
}

/// <summary>Writes a made-up history of two years in the order of its events, as a CRM would export it.</summary>
internal static class HistoryMaker
{
    private static readonly DateTimeOffset Start = new(2025, 1, 6, 9, 0, 0, TimeSpan.FromHours(-5));
    private static readonly string[] Channels = ["call", "email", "linkedin", "sms"];
    private static readonly string[] Reasons = ["Not our ICP", "Duplicate", "Wrong contact", ""];
    private static readonly string[] Codes = ["Contacted - Qualified", "Contacted - Not Qualified", "Bad Data", "Unable to Contact"];

    /// <summary>Writes the file; the answer is how many leads it holds.</summary>
    public static int Write(string file, int events)
    {
        var random = new Random(20261122);
        var all = new List<(long At, string Line)>(events);
        var leads = 0;
        while (all.Count < events)
        {
            AddLead(all, ++leads, random);
        }

        all.RemoveRange(events, all.Count - events);
        all.Sort((a, b) => a.At.CompareTo(b.At));
        using var output = new StreamWriter(file, false, new UTF8Encoding(false), 1 << 16);
        foreach (var (_, line) in all)
        {
            output.Write(line);
            output.Write('\n');
        }

        return leads;
    }

    private static void AddLead(List<(long At, string Line)> into, int n, Random random)
    {
        var lead = $"lead-{n:0000000}";
        var at = Start.AddSeconds(random.Next(2 * 365 * 86_400));
        Add("lead_received", $$""" ,"source":"{{(n % 3 == 0 ? "web" : "event")}}","fields":{"contact":{"name":"Person {{n}}","email":"p{{n}}@company{{n % 5000}}.example.com","title":"Head of Sales"},"company":{"name":"Company {{n % 5000}}","size":{{random.Next(10, 900)}},"industry":"B2B SaaS"},"region":"US"}""", 0);
        Add("mql_reached", $$""" ,"fields":{"score":{{random.Next(60, 100)}}}""", random.Next(3600));
        Add("assigned", $$""" ,"to":"rep{{random.Next(60)}}@example.com" """, random.Next(600));
        AddTouch(random.Next(20_000));
        if (random.Next(5) == 0)
        {
            Add("rejected", $$""" ,"by":"rep@example.com","reason":"{{Reasons[random.Next(4)]}}" """, random.Next(100_000));
            return;
        }

        Add("accepted", "", random.Next(100_000));
        for (var touches = random.Next(7); touches > 0; touches--)
        {
            AddTouch(random.Next(200_000));
        }

        Finish();

        void Finish()
        {
            if (random.Next(3) == 0)
            {
                Add("disposition", $$""" ,"code":"{{Codes[random.Next(4)]}}" """, random.Next(400_000));
                return;
            }

            foreach (var stage in (string[])["sql", "sqo", random.Next(3) == 0 ? "won" : "lost"])
            {
                if (random.Next(3) == 0)
                {
                    return;
                }

                Add("stage", $$""" ,"stage":"{{stage}}","amount":{{random.Next(1000, 90_000)}}.50""", random.Next(600_000));
            }
        }

        void AddTouch(int later) => Add("touch", $$""" ,"channel":"{{Channels[random.Next(4)]}}","by":"rep{{random.Next(60)}}@example.com" """, later);

        void Add(string type, string rest, int later)
        {
            at = at.AddSeconds(later);
            into.Add((at.UtcTicks, $$"""{"id":"event-{{lead}}-{{into.Count}}","ts":"{{at:yyyy-MM-dd'T'HH:mm:sszzz}}","lead":"{{lead}}","type":"{{type}}"{{rest}}}"""));
        }
    }
}
