namespace SlaBot.Tests.Architecture;

/// <summary>The sources of the program, found from where the tests run.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    /// <summary>Every source file under <c>src</c>, with its room (the folder under the project; <c>Program</c> for what stands beside the rooms).</summary>
    public static IReadOnlyList<(string File, string Project, string Room, string Text)> Files { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
            .Select(file => (File: Path.GetRelativePath(Path.Combine(Root, "src"), file).Replace('\\', '/'), Full: file))
            .Where(pair => !pair.File.Contains("/obj/", StringComparison.Ordinal) && !pair.File.Contains("/bin/", StringComparison.Ordinal))
            .Select(pair => (pair.File, Parts: pair.File.Split('/'), Text: File.ReadAllText(pair.Full)))
            .Select(pair => (pair.File, pair.Parts[0], pair.Parts.Length > 2 ? pair.Parts[1] : "Program", pair.Text)),
    ];

    /// <summary>Every source of the tests: path under tests, and text.</summary>
    public static IReadOnlyList<(string File, string Text)> Tests { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(file => (File: Path.GetRelativePath(Path.Combine(Root, "tests"), file).Replace('\\', '/'), Full: file))
            .Where(pair => !pair.File.Contains("/obj/", StringComparison.Ordinal) && !pair.File.Contains("/bin/", StringComparison.Ordinal))
            .Select(pair => (pair.File, File.ReadAllText(pair.Full))),
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
