using SlaBot.Core.Policy.SettingsTree;
using System.Text.Json;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Core.Time;

namespace SlaBot.Core.Tests.Policy;

/// <summary>Reads agreements written as JSON, among no people.</summary>
internal static class Agreements
{
    internal static BusinessCalendar Office { get; } = BusinessCalendar.From(new CalendarDefinition
    {
        Name = "office",
        TimeZone = "America/New_York",
        Hours = Enumerable.Range(1, 5).ToDictionary(day => (IsoDayOfWeek)day, _ => (IReadOnlyList<OpenHours>)[new(new LocalTime(9, 0), new LocalTime(17, 0))]),
    });

    internal static PolicyReading Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var tree = SettingsNode.FromJson(document.RootElement, "Agreement", "SlaBot:Agreement");
        return PolicyReader.Read(tree, new PolicyContext(Office, ["rita@example.com"], ["Escalations", "Scorecard", "Marketing", "Admin"]));
    }

    internal static SlaPolicy Good(string json)
    {
        var reading = Read(json);
        reading.Faults.ShouldBeEmpty();
        return reading.Policy.ShouldNotBeNull();
    }

    internal static string Within(this SlaPolicy policy, ClauseKind kind, string? tier = null) =>
        policy.ClauseFor(kind, tier, null, null)?.Within.ToString() ?? "none";
}
