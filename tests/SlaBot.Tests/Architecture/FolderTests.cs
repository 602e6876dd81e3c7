using System.Text.RegularExpressions;

namespace SlaBot.Tests.Architecture;

/// <summary>The folders of a room are walls too: what they use of each other goes one way.</summary>
public sealed partial class FolderTests
{
    /// <summary>
    /// No two folders of a room use each other, not even through a third. The files that stand directly in the room count as
    /// one more folder. Types are found by name, so that a use without an import (of a folder above) is seen.
    /// </summary>
    [Fact]
    public void FoldersOfARoom_UseEachOtherOneWay() => SourceTree.Files.GroupBy(file => (file.Project, file.Room))
        .SelectMany(room => Circles(Arrows([.. room.Select(file => (Folder(file.File), Clean(file.Text)))]))
            .Select(circle => $"{room.Key.Room}: {circle}"))
        .ShouldBeEmpty();

    /// <summary>The same between the rooms themselves, by what they import.</summary>
    [Fact]
    public void Rooms_UseEachOtherOneWay() => SourceTree.Files.Where(file => file.Room != "Program").GroupBy(file => file.Project)
        .SelectMany(project => Circles(Imports([.. project.Select(file => (file.Room, file.Text))]))).ShouldBeEmpty();

    [Fact]
    public void Circles_FindsOneThroughAThird() =>
        Circles(new() { ["a"] = new() { ["b"] = "x" }, ["b"] = new() { ["c"] = "y" }, ["c"] = new() { ["a"] = "z" } })
            .ShouldHaveSingleItem().ShouldBe("a > b (x), b > c (y), c > a (z)");

    private static string Folder(string file)
    {
        var parts = file.Split('/');
        return parts.Length > 3 ? parts[2] : "(root)";
    }

    /// <summary>Which folder uses which, with one type for which it does.</summary>
    private static Dictionary<string, Dictionary<string, string>> Arrows(IReadOnlyList<(string Folder, string Text)> files)
    {
        var homes = files.SelectMany(file => Declared().Matches(file.Text).Select(match => (Type: match.Groups[1].Value, file.Folder)))
            .GroupBy(pair => pair.Type, pair => pair.Folder).Where(group => group.Distinct().Count() == 1)
            .ToDictionary(group => group.Key, group => group.First());
        var arrows = new Dictionary<string, Dictionary<string, string>>();
        foreach (var (folder, text) in files)
        {
            foreach (var name in Word().Matches(text).Select(match => match.Value).Distinct())
            {
                if (homes.TryGetValue(name, out var home) && home != folder)
                {
                    (arrows.TryGetValue(folder, out var to) ? to : arrows[folder] = []).TryAdd(home, name);
                }
            }
        }

        return arrows;
    }

    private static Dictionary<string, Dictionary<string, string>> Imports(IReadOnlyList<(string Room, string Text)> files)
    {
        var rooms = files.Select(file => file.Room).ToHashSet();
        return files.SelectMany(file => Import().Matches(file.Text).Select(match => (file.Room, To: match.Groups[1].Value, Name: match.Value)))
            .Where(arrow => arrow.To != arrow.Room && rooms.Contains(arrow.To)).GroupBy(arrow => arrow.Room)
            .ToDictionary(group => group.Key, group => group.DistinctBy(arrow => arrow.To).ToDictionary(arrow => arrow.To, arrow => arrow.Name));
    }

    private static IEnumerable<string> Circles(Dictionary<string, Dictionary<string, string>> arrows)
    {
        foreach (var start in arrows.Keys.Order(StringComparer.Ordinal))
        {
            if (Back(start, arrows) is { } way && way.Min(StringComparer.Ordinal) == start)
            {
                yield return string.Join(", ", way.Select((from, at) => $"{from} > {way[(at + 1) % way.Count]} ({arrows[from][way[(at + 1) % way.Count]]})"));
            }
        }
    }

    /// <summary>The shortest way from a folder back to itself.</summary>
    private static List<string>? Back(string start, Dictionary<string, Dictionary<string, string>> arrows)
    {
        var queue = new Queue<List<string>>([[start]]);
        var seen = new HashSet<string>();
        while (queue.TryDequeue(out var path))
        {
            foreach (var next in arrows.GetValueOrDefault(path[^1])?.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>())
            {
                if (next == start)
                {
                    return path;
                }

                if (seen.Add(next))
                {
                    queue.Enqueue([.. path, next]);
                }
            }
        }

        return null;
    }

    /// <summary>The text without comments, texts and names of members, which may be called like a type.</summary>
    private static string Clean(string text) => Member().Replace(Noise().Replace(text, " "), " ");

    [GeneratedRegex("""(?m)^\s*///.*$|//.*$|@\*(?s:.)*?\*@|\"\"\"(?s:.)*?\"\"\"|"(?:\\.|[^"\\\n])*"|^using .*;$|^namespace .*;$""")]
    private static partial Regex Noise();

    [GeneratedRegex(@"(?m)^(?:(?:public|internal|private|sealed|static|abstract|readonly|partial|file|ref) )*(?:class|record struct|record|struct|interface|enum|delegate [\w<>\[\]?]+) (\w+)")]
    private static partial Regex Declared();

    // Not after a dot: a member. Not before "=>", "{ get" and the like is left to the walls' own imports.
    [GeneratedRegex(@"(?<=[\w)\]>?!])\s*\??\.\s*\w+(?=\s*[;,)\]=?!&|+\-*/]|\s+(?:is|and|or|with|switch)\b|\s*$)", RegexOptions.Multiline)]
    private static partial Regex Member();

    [GeneratedRegex(@"\bSlaBot\.(?:Core\.)?(\w+)")]
    private static partial Regex Import();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();
}
