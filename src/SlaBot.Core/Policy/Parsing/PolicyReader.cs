using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>An agreement that was read: the policy, or every fault that kept it from being one.</summary>
public sealed record PolicyReading(SlaPolicy? Policy, IReadOnlyList<SettingsFault> Faults)
{
    /// <summary>What is right and may still surprise, such as a role of the matrix for whom nobody is named.</summary>
    public IReadOnlyList<SettingsFault> Notices { get; init; } = [];
}

/// <summary>Makes an <see cref="SlaPolicy"/> of a template and what the customer lays over it, key by key; lists replace lists whole.</summary>
public static class PolicyReader
{
    /// <summary>Reads the agreement.</summary>
    /// <param name="own">The customer's tree (<c>SlaBot:Agreement</c>).</param>
    /// <param name="around">What it may refer to.</param>
    /// <returns>A policy and no faults, or no policy and all faults at once, each with its full key.</returns>
    public static PolicyReading Read(SettingsNode own, PolicyContext around)
    {
        var faults = new List<SettingsFault>();
        var name = own["Template"]?.Value ?? PolicyTemplates.Default;
        if (PolicyTemplates.Find(name, own.Path) is not { } template)
        {
            faults.Add(new SettingsFault($"{own.Path}:Template", $"is \"{name}\": write {WordList.Choices(PolicyTemplates.Names)}.{SpellingHint.Hint(name, PolicyTemplates.Names)}"));
            template = PolicyTemplates.Find(PolicyTemplates.Default, own.Path)!;
        }

        var tree = own.Without("Defaults", "Open").Over(template);
        var policy = Whole(tree, name.ToLowerInvariant(), around, faults);
        var all = faults.Distinct().ToList();
        return all.Count == 0 ? new PolicyReading(policy, all) { Notices = PolicyNotices.Of(policy, tree) } : new PolicyReading(null, all);
    }

    private static SlaPolicy Whole(SettingsNode node, string template, PolicyContext around, List<SettingsFault> faults)
    {
        var scan = new SettingsSection(node, faults);
        foreach (var readElsewhere in (string[])["Template", "Calendar", "File"])
        {
            scan.Text(readElsewhere);
        }

        var arbiter = PersonOf(scan, "Arbiter", around);
        var defaults = (scan.Texts("Defaults") ?? []).Where(key => IsShipped(node, key)).ToList();
        var codes = scan.Texts("FeedbackCodes") ?? [];
        scan.Child("Clauses");
        var policy = new SlaPolicy
        {
            Template = template,
            Version = scan.Text("Version") ?? "1",
            Effective = scan.Date("Effective"),
            Owner = PersonOf(scan, "Owner", around),
            Arbiter = arbiter,
            Calendar = around.Calendar,
            Signers = Signers(scan.Section("Signers"), around),
            DisputeWindow = scan.Target("DisputeWindow") ?? new Target(TargetUnit.BusinessDays, 5),
            Quotas = QuotaReader.Read(scan.Child("Quotas"), faults),
            Clauses = new ClauseMerger(new ClauseReader(around, arbiter, faults), defaults, faults).Read(node),
            Icp = new CriterionReader(faults) { MayIncludeIcp = false, Columns = around.Columns }.Read(scan.Child("Icp")),
            Mql = new CriterionReader(faults) { Columns = around.Columns }.Read(scan.Child("Mql")),
            Tiers = TierReader.Read(scan, around, faults),
            RejectReasons = OutcomeCodeReader.Reasons(scan, faults),
            FeedbackCodes = codes,
            InterimCodes = OutcomeCodeReader.Among(scan, "InterimCodes", codes),
            CadenceCodes = OutcomeCodeReader.Among(scan, "CadenceCodes", codes),
            ReasonCodes = OutcomeCodeReader.Among(scan, "ReasonCodes", codes),
            CodeBeforeLost = scan.Flag("CodeBeforeLost") ?? false,
            Gates = OutcomeCodeReader.Gates(scan, faults),
            Definitions = ReviewReader.Definitions(scan.Section("Definitions")),
            Review = ReviewReader.Read(scan.Section("Review"), around, faults),
            Ramps = RampReader.Read(scan.Child("Ramps"), faults),
            ChangeReason = scan.Text("ChangeReason"),
            Defaults = defaults,
            Open = [.. (scan.Texts("Open") ?? []).Where(key => IsMissing(node, key))],
        };
        policy = MatrixRoles.Bind(new TeamRegionReader(scan, faults).Read(policy));
        RampReader.Check(policy, scan);
        scan.Close();
        PolicyValidator.Check(policy, scan);
        return policy;
    }

    private static Signers Signers(SettingsSection scan, PolicyContext around)
    {
        var signers = new Signers(PersonOf(scan, "Marketing", around), PersonOf(scan, "Sales", around));
        scan.Close();
        return signers;
    }

    private static string? PersonOf(SettingsSection scan, string key, PolicyContext around)
    {
        var email = scan.Text(key);
        if (email is not null && RecipientSyntax.Unknown(email, around) is { } fault)
        {
            scan.Fault(key, fault);
        }

        return email;
    }

    private static bool IsMissing(SettingsNode node, string key) =>
        key.Split(':').Aggregate((SettingsNode?)node, (here, name) => here?[name]) is null or { IsBlank: true };

    private static bool IsShipped(SettingsNode node, string key)
    {
        var at = key.Split(':').Aggregate((SettingsNode?)node, (here, name) => here?[name]);
        return at is not null && Leaves(at).All(leaf => leaf.IsShipped);
    }

    private static IEnumerable<SettingsNode> Leaves(SettingsNode node) => node.Children.Count == 0 ? [node] : node.Children.SelectMany(Leaves);
}
