using System.Globalization;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Policy.SettingsTree;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>
/// Reads criteria (<c>Mql</c>, <c>Icp</c>, <c>Routing:When</c>). A group holds <c>All</c>, <c>Any</c>, <c>None</c>,
/// <c>Of</c> with <c>AtLeast</c>, or <c>"Icp": true</c>; a leaf is a <c>Field</c> with tests, a <c>Title</c>, a
/// <c>Domain</c>, an <c>Activity</c> or a <c>Signal</c>. Several in one object must all hold; a bare list is
/// <c>All</c>. <c>Words</c> beside a leaf is what readers are told in place of our wording. Routing adds the short
/// forms <c>Region</c>, <c>Source</c>, <c>Tier</c> and <c>Size</c>.
/// </summary>
public sealed class CriterionReader(IList<SettingsFault> faults)
{
    /// <summary>True where the routing's short forms are understood.</summary>
    public bool ShortForms { get; init; }

    /// <summary>True where the fit criteria may be included by <c>"Icp": true</c>; not inside <c>Icp</c>
    /// itself.</summary>
    public bool MayIncludeIcp { get; init; } = true;

    /// <summary>
    /// Names of the columns of files and the fields they are read as: a criterion may name either. A name that is
    /// itself a field of a lead is that field.
    /// </summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>The criterion; null when the place is empty, says <c>none</c> or is faulty (the faults then say
    /// so).</summary>
    public Criterion? Read(SettingsNode? node)
    {
        if (node is null || node.IsBlank || node.IsNone)
        {
            return null;
        }

        if (node.IsList)
        {
            return All(Parts(node));
        }

        var scan = new SettingsSection(node, faults);
        var before = faults.Count;
        var parts = Leaves(scan).Concat(Groups(scan)).Concat(ShortOnes(scan)).ToList();
        InOwnWords(scan, parts);
        scan.Close();
        if (parts.Count == 0 && faults.Count == before)
        {
            scan.Fault("", "says nothing to test: write Field, Title, Domain, Activity, Signal, All, Any, None or Of.");
        }

        return All(parts);
    }

    /// <summary>What readers are told in place of our wording, where the agreement has its own name for the
    /// test.</summary>
    private static void InOwnWords(SettingsSection scan, List<Criterion> parts)
    {
        if (scan.Text("Words") is not { } words)
        {
            return;
        }

        if (parts is [FieldIs or TitleIs or DomainIs or ActivitySeen or SignalSeen])
        {
            parts[0] = parts[0] with { Label = words };
        }
        else
        {
            scan.Fault("Words",
                "names one test; write it in the object of each Field, Title, Domain, Activity or Signal.");
        }
    }

    private static Criterion? All(IReadOnlyList<Criterion> parts) => parts.Count switch
    {
        0 => null,
        1 => parts[0],
        _ => new AllOf(parts) { Label = CriterionLabels.Group("all of", parts) },
    };

    private List<Criterion> Parts(SettingsNode node) => [.. node.Children.Select(Read).OfType<Criterion>()];

    private IEnumerable<Criterion> Groups(SettingsSection scan)
    {
        if (Listed(scan, "All") is { } all)
        {
            var together = new AllOf(all) { Label = CriterionLabels.Group("all of", all) };
            yield return scan.Target("Together") is { } span
                ? new TogetherWithin(span,
                    together) { Label = $"{string.Join(" and ", all.Select(each => each.Label))} within {span} of "
                        + $"each other" } : together;
        }

        if (Listed(scan, "Any") is { } any)
        {
            yield return new AnyOf(any) { Label = CriterionLabels.Group("any of", any) };
        }

        if (Listed(scan, "None") is { } none)
        {
            yield return new NoneOf(none) { Label = CriterionLabels.Group("none of", none) };
        }

        if (Listed(scan, "Of") is { } of)
        {
            var count = scan.Whole("AtLeast", 1, Math.Max(1, of.Count)) ?? of.Count;
            yield return new AtLeastOf(count,
                of) { Label =
                    CriterionLabels.Group($"at least {count.ToString(CultureInfo.InvariantCulture)} of", of) };
        }

        if (MayIncludeIcp && scan.Flag("Icp") == true)
        {
            yield return new IcpFits { Label = "fits the ideal customer profile" };
        }
    }

    private List<Criterion>? Listed(SettingsSection scan, string key)
    {
        if (scan.Child(key) is not { } list)
        {
            return null;
        }

        if (list.IsList && list.Children.Count > 0)
        {
            return Parts(list);
        }

        scan.Fault(key, "takes a list of criteria, such as [ { \"Field\": \"score\", \"AtLeast\": 70 } ].");
        return null;
    }

    // A name that the products use for a column is the field that an import makes of it.
    private static string? FieldOf(string header) =>
        KnownHeaders.Find(header) is { } field && LeadFields.Known.Contains(field) ? field : null;

    private IEnumerable<Criterion> Leaves(SettingsSection scan)
    {
        if (scan.Text("Field") is { } field)
        {
            var mapped = LeadFields.Known.Contains(field, StringComparer.OrdinalIgnoreCase)
                ? null : Columns.GetValueOrDefault(field) ?? FieldOf(field);
            if (mapped is null && LeadFields.FaultOf(field) is { } fault)
            {
                scan.Fault("Field", fault);
            }

            if (mapped is "")
            {
                scan.Fault("Field",
                    $"names the column \"{field}\", which SlaBot:Import:Columns leaves out: no lead of a file could "
                    + $"pass. Map it to a field, or name another.");
            }

            yield return Field(scan, field) with { MappedTo = mapped };
        }

        if (scan.Texts("Activity") is { Count: > 0 } kinds)
        {
            var seen = new ActivitySeen(kinds[0])
            {
                Label = "", Or = [.. kinds.Skip(1)], AtLeast = scan.Whole("AtLeast", 1) ?? 1,
                Within = scan.Target("Within"), Subject = scan.Text("Subject"),
                Different = scan.Flag("Different") ?? false,
            };
            yield return seen with { Label = CriterionLabels.Of(seen) };
        }

        if (scan.Text("Signal") is { } signal)
        {
            yield return new SignalSeen(
                signal) { Label = string.Equals(signal, "any", StringComparison.OrdinalIgnoreCase)
                    ? "an intent signal" : $"signal {signal}" };
        }

        foreach (var leaf in PersonCriteria.Read(scan, faults))
        {
            yield return leaf;
        }
    }

    private static FieldIs Field(SettingsSection scan, string field)
    {
        var test = new FieldIs(field)
        {
            Label = "",
            AtLeast = scan.Number("AtLeast", decimal.MinValue, decimal.MaxValue),
            AtMost = scan.Number("AtMost", decimal.MinValue, decimal.MaxValue),
            OneOf = scan.Texts("OneOf") ?? scan.Texts("Is"),
            Contains = scan.Texts("Contains"),
            StartsWith = scan.Text("StartsWith"),
            EndsWith = scan.Text("EndsWith"),
            Present = scan.Flag("Present"),
        };
        if (test == new FieldIs(field) { Label = "" })
        {
            scan.Fault("",
                $"does not say what {field} must be: write AtLeast, AtMost, OneOf, Contains, StartsWith, EndsWith or "
                + $"Present.");
        }

        if (test.AtLeast > test.AtMost)
        {
            scan.Fault("AtMost", "is under AtLeast: no value could pass.");
        }

        return test with { Label = CriterionLabels.Of(test) };
    }

    private static readonly (string Key, string Field, string Label)[] Short =
        [("Region", "region", "Region"), ("Source", "source", "Source"), ("Tier", "tier", "Tier")];

    private IEnumerable<Criterion> ShortOnes(SettingsSection scan)
    {
        if (!ShortForms)
        {
            yield break;
        }

        foreach (var (key, field, label) in Short)
        {
            if (scan.Texts(key) is { Count: > 0 } values)
            {
                yield return new FieldIs(field) { Label = $"{label} {string.Join(", ", values)}", OneOf = values };
            }
        }

        if (scan.Child("Size") is { } size)
        {
            var inner = new SettingsSection(size, faults);
            var test = Field(inner, "company.size");
            inner.Close();
            yield return test with { Label = test.Label.Replace("company size", "Size", StringComparison.Ordinal) };
        }
    }
}

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
            scan.Fault("",
                "does not say which titles: write AtLeast (such as \"director\"), In (such as [ \"marketing\" ]) or "
                + "both.");
        }

        return test with { Label = CriterionLabels.Of(test) };
    }
}
