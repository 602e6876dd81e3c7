using System.Text.RegularExpressions;

namespace SlaBot.Tests.Architecture;

/// <summary>Who may import whom. A new arrow is a decision: write it here and say why in src/decisions.</summary>
public sealed partial class ImportTests
{
    private static readonly string[] CoreRooms = ["Time", "Policy", "Leads", "Routing", "Scorecards", "Cards"];

    private static readonly string[] HostRooms =
    [
        "Engine", "Outbox", "Jobs", "Actions", "Storage", "Chat", "Slack", "Teams", "Sandbox", "Api", "Web", "Settings", "Hosting", "Cli",
        "Program",
    ];

    /// <summary>The rooms of its own project that each may see. The host's rooms all see Core.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Time"] = [],
        ["Policy"] = ["Time"],
        ["Routing"] = ["Policy", "Time"],
        ["Leads"] = ["Routing", "Policy", "Time"],
        ["Scorecards"] = ["Leads", "Routing", "Policy", "Time"],
        ["Cards"] = ["Scorecards", "Leads", "Routing", "Policy", "Time"],
        ["Engine"] = ["Outbox", "Jobs"],
        ["Outbox"] = ["Engine", "Jobs"],
        ["Jobs"] = ["Outbox", "Engine"],
        ["Actions"] = ["Engine"],
        ["Chat"] = ["Actions", "Outbox", "Engine", "Jobs"],
        ["Slack"] = ["Chat", "Actions", "Outbox", "Engine"],
        ["Teams"] = ["Chat", "Actions", "Outbox", "Engine", "Jobs"],
        ["Sandbox"] = ["Chat", "Actions", "Outbox", "Engine"],
        ["Api"] = ["Engine"],
        ["Web"] = ["Api", "Engine"],
        ["Settings"] = [],
        ["Storage"] = ["Engine", "Outbox", "Jobs"],
        ["Hosting"] = ["Engine", "Outbox", "Jobs", "Chat", "Api", "Web", "Settings", "Storage", "Cli"],
        ["Cli"] = ["Hosting", "Engine", "Outbox", "Jobs", "Api", "Settings", "Storage", "Chat"],
        ["Program"] = HostRooms,
    };

    [Fact]
    public void EveryFile_ImportsOnlyWhatItsRoomMaySee() => SourceTree.Files.SelectMany(file => Faults(file.File, file.Project, file.Room, file.Text)).ShouldBeEmpty();

    [Fact]
    public void EveryFolder_IsARoomOfTheTable() =>
        SourceTree.Files.Select(file => file.Room).Where(room => room != "Properties" && !Allowed.ContainsKey(room)).Distinct().ShouldBeEmpty();

    [Fact]
    public void EveryNamespace_IsItsFolder()
    {
        var wrong = from pair in SourceTree.Files
                    let said = NamespaceLine().Match(pair.Text).Groups[1].Value
                    let folder = string.Join('.', pair.File.Split('/')[..^1])
                    where pair.Room != "Program" && said != folder
                    select $"{pair.File} says {said}";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void DatabaseDriver_IsSeenByStorageOnly() =>
        SourceTree.Files.Where(file => file.Room != "Storage" && DriverName().IsMatch(file.Text)).Select(file => file.File).ShouldBeEmpty();

    [Fact]
    public void Core_UsesNothingButNodaTimeAndTheLanguagesOwnLibrary()
    {
        var used = SourceTree.Files.Where(file => file.Project == "SlaBot.Core")
            .SelectMany(file => UsingLine().Matches(file.Text).Select(match => (file.File, Name: match.Groups[1].Value)));
        used.Where(pair => !(Begins(pair.Name, "System") || Begins(pair.Name, "NodaTime") || Begins(pair.Name, "SlaBot.Core"))).ShouldBeEmpty();
        used.Where(pair => Begins(pair.Name, "System.IO") || Begins(pair.Name, "System.Net") || Begins(pair.Name, "System.Threading")).ShouldBeEmpty();
    }

    private static IEnumerable<string> Faults(string file, string project, string room, string text)
    {
        var rooms = project == "SlaBot.Core" ? CoreRooms : HostRooms;
        var prefix = project == "SlaBot.Core" ? "SlaBot.Core." : "SlaBot.";
        var may = Allowed.GetValueOrDefault(room) ?? [];
        foreach (var line in text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("namespace ", StringComparison.Ordinal)))
        {
            foreach (var seen in rooms.Where(seen => seen != room && !may.Contains(seen) && Regex.IsMatch(line, $@"\b{Regex.Escape(prefix + seen)}\b")))
            {
                yield return $"{file} sees {seen}: {line.Trim()}";
            }
        }
    }

    private static bool Begins(string name, string with) => name == with || name.StartsWith(with + ".", StringComparison.Ordinal);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"Microsoft\.Data\.Sqlite|\bDapper\b|\bNpgsql\b|\bSqliteConnection\b|SQLitePCL")]
    private static partial Regex DriverName();
}
