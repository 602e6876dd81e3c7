namespace SlaBot.Tests.Rooms;

/// <summary>The sources of the program, found from where the tests run.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    /// <summary>Every source file under <c>src</c>, with its room (the folder under the project; <c>Program</c> for what stands beside the rooms).</summary>
    public static IReadOnlyList<(string File, string Project, string Room, string Text)> Files { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => (File: Path.GetRelativePath(Path.Combine(Root, "src"), file).Replace('\\', '/'), Full: file))
            .Where(one => !one.File.Contains("/obj/", StringComparison.Ordinal) && !one.File.Contains("/bin/", StringComparison.Ordinal))
            .Select(one => (one.File, Parts: one.File.Split('/'), Text: File.ReadAllText(one.Full)))
            .Select(one => (one.File, one.Parts[0], one.Parts.Length > 2 ? one.Parts[1] : "Program", one.Text)),
    ];

    /// <summary>Every source of the tests: path under tests, and text.</summary>
    public static IReadOnlyList<(string File, string Text)> Tests { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(file => (File: Path.GetRelativePath(Path.Combine(Root, "tests"), file).Replace('\\', '/'), Full: file))
            .Where(one => !one.File.Contains("/obj/", StringComparison.Ordinal) && !one.File.Contains("/bin/", StringComparison.Ordinal))
            .Select(one => (one.File, File.ReadAllText(one.Full))),
    ];

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "SlaBot.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException("SlaBot.sln is in no directory above the tests.");
    }
}
