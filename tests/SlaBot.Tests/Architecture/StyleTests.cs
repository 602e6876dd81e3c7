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

    private static IEnumerable<Type> Written() => new[] { typeof(Program).Assembly, typeof(LeadState).Assembly }.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !type.Name.Contains('<') && type.Namespace?.StartsWith("SlaBot", StringComparison.Ordinal) == true);

    // A record's constructor lists what it holds.
    private static bool IsData(Type type) => type.GetMethod("<Clone>$", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) is not null || type.IsValueType;

    [GeneratedRegex(@"\bone\s*=>|\(\s*one\s*,|,\s*one\s*\)\s*=>|\bforeach \(var one in\b")]
    private static partial Regex NamelessLambda();

    [GeneratedRegex(@"(?m)^(?:(?:public|internal|sealed|static|abstract|readonly|ref) )*partial (?:class|record struct|record|struct|interface) (\w+)")]
    private static partial Regex PartialType();

    [GeneratedRegex(@"\bis (?:not )?(?:Simulated)?ManualClock\b|\bas ManualClock\b|\b(?:case|:) ManualClock\b")]
    private static partial Regex ManualClockAsked();
}
