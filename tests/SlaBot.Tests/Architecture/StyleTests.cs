using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SlaBot.Core.Leads;

namespace SlaBot.Tests.Architecture;

/// <summary>How the sources are cut and written.</summary>
public sealed partial class StyleTests
{
    private const int Columns = 120;
    private const int MostParameters = 7;

    [Fact]
    public void Lines_AreWiderThan120Columns_AtMostOneInAHundred()
    {
        var lines = SourceTree.Files.Where(file => file.File.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => file.Text.Split('\n').Select((text, number) => (file.File, Number: number + 1, Text: text.TrimEnd('\r')))).ToList();
        var wide = lines.Where(line => line.Text.Length > Columns).ToList();
        (wide.Count * 100).ShouldBeLessThanOrEqualTo(lines.Count, string.Join("\n", wide.Take(50).Select(line => $"{line.File}:{line.Number}")));
    }

    [Fact]
    public void Lambdas_NameWhatTheyTake() =>
        SourceTree.Files.Select(file => (file.File, file.Text)).Concat(SourceTree.Tests)
            .SelectMany(file => NamelessLambda().Matches(file.Text).Select(match => $"{file.File}: {match.Value}")).ShouldBeEmpty();

    [Fact]
    public void Constructors_TakeAtMostSeven() =>
        Written().Where(type => !IsData(type))
            .SelectMany(type => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(constructor => constructor.GetParameters().Length > MostParameters)
            .Select(constructor => constructor.DeclaringType!.Name).ShouldBeEmpty();

    // A second part is for what is generated: log methods, regular expressions, JSON.
    [Fact]
    public void PartialClasses_StandInAtMostTwoFiles() =>
        SourceTree.Files.SelectMany(file => PartialType().Matches(file.Text).Select(match => (Name: $"{Path.GetDirectoryName(file.File)}/{match.Groups[1].Value}", file.File)).Distinct())
            .GroupBy(pair => pair.Name).Where(group => group.Select(pair => pair.File).Distinct().Count() > 2).Select(group => group.Key).ShouldBeEmpty();

    [Fact]
    public void ManualClock_IsAskedForInAtMostThreePlaces() =>
        SourceTree.Files.Sum(file => ManualClockAsked().Count(file.Text)).ShouldBeLessThanOrEqualTo(3);

    // A new value is then a compile error (CS8509) wherever somebody must know it. IDE0072 asks for the discard beside the values, so it cannot hold this.
    [Fact]
    public void Switches_OverAnEnumOfOurs_HaveNoDiscard()
    {
        var enums = string.Join('|', Written().Where(type => type.IsEnum).Select(type => type.Name).Distinct());
        var value = new Regex($@"^(?:\w+\.)*(?:{enums})\.\w+");
        SourceTree.Files.SelectMany(file => SwitchExpressions(file.Text).Where(arms => arms.Contains("_") && arms.Any(value.IsMatch))
            .Select(arms => $"{file.File}: {string.Join(", ", arms)}")).ShouldBeEmpty("name the values that the discard stands for");
    }

    [Fact]
    public void SwitchExpressions_AreFoundWithTheirArms() =>
        SwitchExpressions("""var a = b switch { Tone.Good when c(1, 2) => "x, {", Tone.Bad or Tone.Muted => d switch { _ => 1 }, /* , */ _ => 2 };""")
            .ShouldBe([["Tone.Good when c(1, 2)", "Tone.Bad or Tone.Muted", "_"], ["_"]]);

    /// <summary>The patterns of every switch expression, the outer before those inside it.</summary>
    private static IEnumerable<List<string>> SwitchExpressions(string source)
    {
        var text = NoCode().Replace(source, match => new string(' ', match.Length));
        foreach (Match head in SwitchHead().Matches(text))
        {
            List<string> arms = [];
            var (depth, start, isPattern) = (1, head.Index + head.Length, true);
            for (var at = start; depth > 0 && at < text.Length; at++)
            {
                depth += text[at] is '{' or '(' or '[' ? 1 : text[at] is '}' or ')' or ']' ? -1 : 0;
                if (depth == 1 && isPattern && text[at] == '=' && text[at + 1] == '>')
                {
                    arms.Add(text[start..at].Trim());
                    isPattern = false;
                }
                else if (depth == 1 && text[at] == ',')
                {
                    (start, isPattern) = (at + 1, true);
                }
            }

            yield return arms;
        }
    }

    private static IEnumerable<Type> Written() => new[] { typeof(Program).Assembly, typeof(LeadState).Assembly }.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !type.Name.Contains('<') && type.Namespace?.StartsWith("SlaBot", StringComparison.Ordinal) == true);

    // A record's constructor lists what it holds.
    private static bool IsData(Type type) => type.GetMethod("<Clone>$", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) is not null || type.IsValueType;

    [GeneratedRegex(@"\bswitch\s*\{")]
    private static partial Regex SwitchHead();

    // Comments and the contents of plain strings and characters; what a raw string holds is no code either, and has no switch.
    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/|""(?:[^""\\\n]|\\.)*""|'(?:[^'\\\n]|\\.)'", RegexOptions.Singleline)]
    private static partial Regex NoCode();

    [GeneratedRegex(@"\bone\s*=>|\(\s*one\s*,|,\s*one\s*\)\s*=>|\bforeach \(var one in\b")]
    private static partial Regex NamelessLambda();

    [GeneratedRegex(@"(?m)^(?:(?:public|internal|sealed|static|abstract|readonly|ref) )*partial (?:class|record struct|record|struct|interface) (\w+)")]
    private static partial Regex PartialType();

    [GeneratedRegex(@"\bis (?:not )?(?:Simulated)?ManualClock\b|\bas ManualClock\b|\b(?:case|:) ManualClock\b")]
    private static partial Regex ManualClockAsked();
}
