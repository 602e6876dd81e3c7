using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>Reads the leaves that judge who the person is: <c>Title</c> and <c>Domain</c>.</summary>
internal static class PersonCriteria
{
    internal static IEnumerable<Criterion> Read(SettingsSection scan, IList<SettingsFault> faults)
    {
        if (scan.Child("Title") is { } title)
        {
            yield return Title(title, faults);
        }

        if (scan.Texts("Domain") is { Count: > 0 } names)
        {
            var test = new DomainIs(names) { Label = "" };
            yield return test with { Label = CriterionLabels.Of(test) };
        }
    }

    private static TitleIs Title(SettingsNode node, IList<SettingsFault> faults)
    {
        var scan = new SettingsSection(node, faults);
        var test = new TitleIs(scan.Word("AtLeast", [.. SeniorityNames.All]), scan.Texts("In") ?? []) { Label = "" };
        scan.Close();
        if (test is { AtLeast: null, In.Count: 0 } && node["AtLeast"] is null)
        {
            scan.Fault("", "does not say which titles: write AtLeast (such as \"director\"), In (such as [ \"marketing\" ]) or both.");
        }

        return test with { Label = CriterionLabels.Of(test) };
    }
}
