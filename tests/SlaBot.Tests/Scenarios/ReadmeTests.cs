using System.Diagnostics;
using System.Text.RegularExpressions;
using SlaBot.Tests.Architecture;
using SlaBot.Tests.Fakes;

namespace SlaBot.Tests.Scenarios;

/// <summary>
/// The pages' recipes, as they are written, from the root of a fresh copy of the tree. What a block is stands behind its fence: <c>sh</c> is run,
/// in order; <c>sh slow</c> takes minutes; <c>env</c> needs somebody's account; the others hold no commands. Of an <c>sh</c> block the line that
/// starts a bot is started and left running, and <c>dotnet test</c> is left to who runs this.
/// </summary>
public sealed partial class ReadmeTests : IDisposable
{
    private const string StartsABot = "dotnet run --project src/SlaBot ";
    // In the order in which somebody new would come to them.
    private static readonly string[] Pages =
    [
        "README.md", "src/README.md", "src/SlaBot.Core/Scorecards/History/README.md", "src/SlaBot/Hosting/README.md",
        "manifests/slack/README.md", "manifests/teams/README.md", "src/SlaBot.Core/Policy/Templates/README.md",
    ];

    private static readonly string[] Kinds = ["sh", "sh slow", "env", "text", "json", "nginx"];
    private readonly DirectoryInfo clone = Directory.CreateTempSubdirectory("slabot-clone-");
    private readonly List<Process> running = [];

    public void Dispose()
    {
        foreach (var process in running)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        clone.Delete(recursive: true);
    }

    [Fact]
    public void EveryLink_LeadsToAFile()
    {
        var lost = from page in Pages
                   let text = File.ReadAllText(Path.Combine(SourceTree.Root, page))
                   from Match link in FileLink().Matches(text)
                   let target = Path.Combine(SourceTree.Root, Path.GetDirectoryName(page)!, link.Groups[1].Value)
                   where !File.Exists(target) && !Directory.Exists(target)
                   select $"{page}: {link.Groups[1].Value}";
        lost.ShouldBeEmpty();
    }

    // The walks through the house name files; one that moves takes its name here along.
    [Fact]
    public void EveryFileNamedInTheMap_IsThere()
    {
        var files = SourceTree.Files.Select(file => file.File).Concat(SourceTree.Tests.Select(file => "tests/" + file.File)).ToList();
        FileName().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "src/README.md"))).Select(match => match.Groups[1].Value)
            .Where(name => !files.Any(file => file.EndsWith("/" + name.Replace("Core/", "", StringComparison.Ordinal), StringComparison.Ordinal) || file == name))
            .ShouldBeEmpty();
    }

    [Fact]
    public void EveryBlock_SaysWhatItIs() => Blocks().Select(block => block.Kind).Except(Kinds).ShouldBeEmpty();

    [FactNeeding("curl")]
    public async Task ShellBlocks_RunAsTheyAreWritten_FromTheRootOfAFreshClone()
    {
        Copy(new DirectoryInfo(SourceTree.Root), clone);
        Inputs();
        var port = Nginx.FreePort();
        await File.WriteAllTextAsync(Path.Combine(clone.FullName, ".curlrc"), $"connect-to = \"localhost:5080:127.0.0.1:{port}\"\nsilent\nshow-error\n");
        var said = new List<string>();
        foreach (var (_, text) in Blocks().Where(block => block.Kind == "sh"))
        {
            var lines = text.Split('\n').ToList();
            if (lines.RemoveAll(line => IsStart(line) || line.StartsWith("dotnet test", StringComparison.Ordinal)) > 0)
            {
                await StartAsync(text.Split('\n').First(IsStart), port);
            }

            said.Add(await RunAsync(string.Join('\n', lines), port));
        }

        said[1].ShouldContain("\"id\":\"L1\"");
        said[2].ShouldContain("W23");
        said[3].ShouldContain("2 MQLs");
        said[3].ShouldContain("1 won");
        said[4].ShouldContain("3 leads");
    }

    private static bool IsStart(string line) => (line + " ").StartsWith(StartsABot, StringComparison.Ordinal) && !line.Contains(" -- ", StringComparison.Ordinal);

    private static IEnumerable<(string Kind, string Text)> Blocks()
    {
        string? kind = null;
        var text = new List<string>();
        foreach (var line in Pages.SelectMany(page => File.ReadLines(Path.Combine(SourceTree.Root, page))))
        {
            if (!line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                text.Add(line);
                continue;
            }

            if (kind is not null)
            {
                yield return (kind, string.Join('\n', text));
            }

            kind = kind is null ? line.Trim()[3..] : null;
            text = [];
        }
    }

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.EnumerateFiles().Where(file => !file.Name.StartsWith("slabot.db", StringComparison.Ordinal)))
        {
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        }

        foreach (var folder in from.EnumerateDirectories().Where(folder => folder.Name is not ("bin" or "obj" or ".git" or "TestResults")))
        {
            Copy(folder, to.CreateSubdirectory(folder.Name));
        }
    }

    /// <summary>The files that the recipes begin with, of the shape that their names say; made up.</summary>
    private void Inputs()
    {
        Write("history.jsonl",
            """{"id":"e1","ts":"2026-06-03T10:00:00-04:00","lead":"L1","type":"lead_received","source":"webinar","fields":{"email":"jo@example.com"}}""",
            """{"id":"e2","ts":"2026-06-03T10:00:00-04:00","lead":"L1","type":"mql_reached"}""",
            """{"id":"e3","ts":"2026-11-11T10:00:00-05:00","lead":"L2","type":"mql_reached"}""");
        Write("olist_marketing_qualified_leads_dataset.csv", "mql_id,first_contact_date,landing_page_id,origin", "m1,2018-02-01,p1,social", "m2,2018-02-02,p2,paid_search");
        Write("olist_closed_deals_dataset.csv", "mql_id,seller_id,sdr_id,sr_id,won_date,business_segment", "m1,s1,d1,r1,2018-02-26 19:58:54,pet");
        Write("maven_sales_teams.csv", "sales_agent,manager,regional_office", "Ann Example,Max Example,Central");
        Write("maven_sales_pipeline.csv", "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
            "O1,Ann Example,GTX,Acme,Won,2016-10-20,2017-03-01,1054", "O2,Ann Example,GTX,Acme,Lost,2016-10-25,2017-03-11,0", "O3,Ann Example,GTX,,Prospecting,,,");
    }

    private void Write(string name, params string[] lines) => File.WriteAllLines(Path.Combine(clone.FullName, name), lines);

    private async Task StartAsync(string line, int port)
    {
        var process = Shell(line, port);
        running.Add(process);
        var faults = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } said)
        {
            if (said.StartsWith("SlaBot is up at ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }

        throw new InvalidOperationException($"{line} did not start: {await faults}");
    }

    private async Task<string> RunAsync(string script, int port)
    {
        using var process = Shell(script, port);
        var (output, faults) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await process.WaitForExitAsync(limit.Token);
        process.ExitCode.ShouldBe(0, $"{script}\n{await output}{await faults}");
        return await output;
    }

    private Process Shell(string script, int port)
    {
        var start = new ProcessStartInfo("bash", ["-e", "-o", "pipefail", "-c", script]) { WorkingDirectory = clone.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        // Only the port differs, so that another bot may run on this machine; analyzers have looked at the same sources already.
        start.Environment["Kestrel__Endpoints__Http__Url"] = $"http://127.0.0.1:{port}";
        start.Environment["CURL_HOME"] = clone.FullName;
        start.Environment["RunAnalyzers"] = "false";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var name in new[] { "ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "SLABOT_SETTINGS" })
        {
            start.Environment.Remove(name);
        }

        return Process.Start(start)!;
    }

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)")]
    private static partial Regex FileLink();

    [GeneratedRegex(@"`([\w./]+\.cs)`")]
    private static partial Regex FileName();
}
