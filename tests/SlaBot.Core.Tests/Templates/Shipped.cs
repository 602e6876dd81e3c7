using SlaBot.Core.Policy.SettingsTree;
using System.Text.Json;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Core.Tests.Leads;

namespace SlaBot.Core.Tests.Templates;

/// <summary>The shipped agreements as the office of the lead tests would sign them, and a lead that qualifies under each.</summary>
internal static class Shipped
{
    internal static readonly string[] Names = ["bant", "foundation", "four-tier", "mutual", "one-page"];

    internal static SlaPolicy Policy(string template, string more = "")
    {
        using var json = JsonDocument.Parse($$"""{ "Template": "{{template}}", "Owner": "{{Office.Rita}}", "Arbiter": "{{Office.Rita}}", "Version": "1"{{more}} }""");
        var tree = SettingsNode.FromJson(json.RootElement, "Agreement", "SlaBot:Agreement");
        var around = new PolicyContext(Office.NewYork, [.. Office.Everybody.All.Select(person => person.Email)], ["Escalations", "Scorecard", "Marketing", "Admin"]);
        var reading = PolicyReader.Read(tree, around);
        reading.Faults.ShouldBeEmpty();
        return reading.Policy!;
    }

    internal static Office OfficeOf(string template) => new() { Policy = Policy(template) };

    /// <summary>Qualifies under every one of the five at Monday 16 November, 09:00.</summary>
    internal static LeadProfile Fit { get; } = new()
    {
        Source = "Webinar",
        Region = "US",
        Score = 75,
        Contact = new Contact("Dana Fox", "dana@acme.example.com", "+1 555 0100", "VP Marketing"),
        Company = new Company("Acme", "acme.com", 200, "B2B SaaS", "US"),
        Activity =
        [
            new Activity("download", "Enterprise e-book", Story.At("11-12 10:00")),
            new Activity("download", "Checklist", Story.At("11-13 10:00")),
            new Activity("page-view", "Pricing", Story.At("11-13 10:05")),
        ],
        Signals = ["hiring"],
    };

    /// <summary>The same without an intent signal: mid-funnel where there are tiers.</summary>
    internal static LeadProfile Calm { get; } = Fit with { Signals = [] };

    /// <summary>Every item that any gate of the agreement asks for.</summary>
    internal static string[] Ticks(SlaPolicy policy) => [.. policy.Gates.Values.SelectMany(gate => gate.Checklist).Distinct()];
}
