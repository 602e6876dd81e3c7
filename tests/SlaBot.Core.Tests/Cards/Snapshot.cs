using System.Runtime.CompilerServices;
using SlaBot.Core.Cards;

namespace SlaBot.Core.Tests.Cards;

/// <summary>Holds a card against its file under Snapshots; with SLABOT_SNAPSHOTS=write in the environment the files are written anew.</summary>
internal static class Snapshot
{
    public static void Match(Card card, string name, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "Snapshots", name + ".txt");
        var actual = CardText.Whole(card);
        if (Environment.GetEnvironmentVariable("SLABOT_SNAPSHOTS") == "write")
        {
            File.WriteAllText(file, actual);
            return;
        }

        File.Exists(file).ShouldBeTrue($"{name}.txt is missing; run the tests once with SLABOT_SNAPSHOTS=write and read what it wrote");
        var expected = File.ReadAllText(file).ReplaceLineEndings("\n");
        if (expected != actual)
        {
            Assert.Fail($"{name}.txt differs (- file, + card):\n{Difference(expected.Split('\n'), actual.Split('\n'))}");
        }
    }

    private static string Difference(string[] expected, string[] actual) => string.Join('\n',
        Enumerable.Range(0, Math.Max(expected.Length, actual.Length))
            .Select(at => (Old: expected.ElementAtOrDefault(at), New: actual.ElementAtOrDefault(at)))
            .Where(pair => pair.Old != pair.New)
            .SelectMany(pair => new[] { pair.Old is null ? null : "- " + pair.Old, pair.New is null ? null : "+ " + pair.New })
            .Where(line => line is not null).Take(40));
}
