using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Policy.Templates;
using SlaBot.Core.Time;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>An agreement that was read: the policy, or every fault that kept it from being one.</summary>
public sealed record PolicyReading(SlaPolicy? Policy, IReadOnlyList<SettingsFault> Faults)
{
    /// <summary>What is right and may still surprise, such as a role of the matrix for whom nobody is named.</summary>
    public IReadOnlyList<SettingsFault> Notices { get; init; } = [];
}

/// <summary>Makes an <see cref="SlaPolicy"/> of a template and what the customer lays over it, key by key; lists
/// replace lists whole.</summary>
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
            faults.Add(
                new SettingsFault($"{own.Path}:Template",
                    $"is \"{name}\": write "
                    + $"{SettingsSection.Choices(PolicyTemplates.Names)}.{SpellingHint.Hint(name, PolicyTemplates.Names)}"));
            template = PolicyTemplates.Find(PolicyTemplates.Default, own.Path)!;
        }

        var tree = own.Without("Defaults", "Open").Over(template);
        var policy = Whole(tree, name.ToLowerInvariant(), around, faults);
        var all = faults.Distinct().ToList();
        return all.Count == 0
            ? new PolicyReading(policy, all) { Notices = PolicyNotices.Of(policy, tree) }
            : new PolicyReading(null, all);
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
            Icp = new CriterionReader(faults) { MayIncludeIcp = false, Columns = around.Columns }
                .Read(scan.Child("Icp")),
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

    private static IEnumerable<SettingsNode> Leaves(SettingsNode node) =>
        node.Children.Count == 0 ? [node] : node.Children.SelectMany(Leaves);
}

/// <summary>What is right and may still surprise: said at start and by <c>check</c>, never a reason to
/// refuse.</summary>
internal static class PolicyNotices
{
    /// <summary>The notices, each with its full key.</summary>
    /// <param name="policy">The agreement as read.</param>
    /// <param name="node">The tree it was read from, which knows what is the template's.</param>
    internal static IReadOnlyList<SettingsFault> Of(SlaPolicy policy,
        SettingsNode node) => [.. Roles(policy, node), .. Tiers(policy, node)];

    private static IEnumerable<SettingsFault> Roles(SlaPolicy policy, SettingsNode node)
    {
        var unnamed = MatrixRoles.Unnamed(policy);
        if (unnamed.Count > 0)
        {
            yield return new SettingsFault(
                $"{node.Path}:Review:Roles",
                $"names nobody for {string.Join(", ", unnamed)}: until it does, their rungs tell whom the clauses' "
                + $"ladders name (role:ROLE, manager).");
        }
    }

    private static IEnumerable<SettingsFault> Tiers(SlaPolicy policy, SettingsNode node)
    {
        foreach (var clause in node["Clauses"]?.Children ?? [])
        {
            var shipped =
                (clause["Tiers"]?.Children ?? []).Where(tier => tier["Within"] is { IsShipped: true }).ToList();
            if (clause["Within"] is { IsShipped: false } within && shipped.Count > 0)
            {
                var tiers = string.Join(", ", shipped.Select(tier => $"{tier.Name} ({tier["Within"]!.Value})"));
                yield return new SettingsFault(
                    within.Path,
                    $"is for leads of no other wording: the template {policy.Template} gives tiers their own, "
                    + $"{tiers}. Write Tiers:TIER:Within too, or \"Tiers\": \"none\" to have one for all.");
            }
        }
    }
}

/// <summary>Checks what no single key shows: parts of an agreement that read well each and make no sense
/// together.</summary>
public static class PolicyValidator
{
    /// <summary>Adds a fault for every contradiction.</summary>
    /// <param name="policy">The agreement as read.</param>
    /// <param name="scan">The place it was read from, for the full keys.</param>
    public static void Check(SlaPolicy policy, SettingsSection scan)
    {
        Twice(scan, "FeedbackCodes", policy.FeedbackCodes);
        Twice(scan, "RejectReasons", policy.RejectReasons.Select(each => each.Reason));
        if (policy.Clauses.Count == 0)
        {
            scan.Fault("Clauses", "promises nothing: keep at least one clause.");
        }

        foreach (var code in policy.InterimCodes.Intersect(policy.CadenceCodes, StringComparer.OrdinalIgnoreCase))
        {
            scan.Fault("CadenceCodes",
                $"holds \"{code}\", which is among InterimCodes too: a code either ends work or does not.");
        }

        if (policy.CadenceCodes.Count > 0 && policy.Clauses.All(each => each.Kind != ClauseKind.Cadence)
            && scan.Node["CadenceCodes"] is { IsShipped: false })
        {
            scan.Fault("CadenceCodes",
                "asks for a full cadence, and the agreement has no cadence clause: add Clauses:cadence or write [].");
        }

        if (policy.CodeBeforeLost && policy.FeedbackCodes.Count == 0)
        {
            scan.Fault("CodeBeforeLost", "asks for an outcome code, and FeedbackCodes lists none.");
        }
        else if (policy.LossNeedsOutcome
            && policy.FeedbackCodes.All(code => policy.InterimCodes.Contains(code, StringComparer.OrdinalIgnoreCase)))
        {
            scan.Fault("InterimCodes",
                "lists every outcome code, so that no lead could ever be lost: leave at least one that ends work.");
        }
    }

    private static void Twice(SettingsSection scan, string key, IEnumerable<string> words)
    {
        foreach (var twice in words.GroupBy(each => each, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1))
        {
            scan.Fault(key, $"lists \"{twice.Key}\" twice: keep one.");
        }
    }
}

/// <summary>
/// Reads <c>Agreement:Tiers</c>: a list of <c>{ "Tier": "high-intent", "When": criterion }</c>, tried in its order (the
/// last may go without <c>When</c>), or a group <c>{ "high-intent": criterion }</c>, tried in the order of its names,
/// for settings do not keep the order of keys.
/// </summary>
internal static class TierReader
{
    internal static IReadOnlyList<TierRule> Read(SettingsSection scan, PolicyContext around,
        IList<SettingsFault> faults)
    {
        if (scan.Child("Tiers") is not { IsNone: false } tiers)
        {
            return [];
        }

        if (!tiers.IsList)
        {
            return [
                .. tiers.Children.OrderBy(each => each.Name, StringComparer.OrdinalIgnoreCase)
                    .Select(each => Named(each, around, faults))];
        }

        var rules = tiers.Children.Select(each => Listed(each, around, faults)).ToList();
        for (var i = 0; i < rules.Count - 1; i++)
        {
            if (rules[i].When is null)
            {
                faults.Add(
                    new SettingsFault($"{tiers.Children[i].Path}:When",
                        "is missing: without it every lead has this tier, and the tiers after it are never given. "
                        + "Only the last may go without."));
            }
        }

        return rules;
    }

    private static TierRule Named(SettingsNode node, PolicyContext around, IList<SettingsFault> faults)
    {
        var when = new CriterionReader(faults) { Columns = around.Columns }.Read(node);
        if (when is null && faults.All(fault => !fault.Key.StartsWith(node.Path, StringComparison.Ordinal)))
        {
            faults.Add(
                new SettingsFault(node.Path,
                    "says nothing to test: write a criterion, such as { \"Activity\": \"demo\" }."));
        }

        return new TierRule(node.Name, when);
    }

    private static TierRule Listed(SettingsNode node, PolicyContext around, IList<SettingsFault> faults)
    {
        var scan = new SettingsSection(node, faults);
        var rule = new TierRule(scan.Needed("Tier", "the tier's name") ?? "",
            new CriterionReader(faults) { Columns = around.Columns }.Read(scan.Child("When")));
        scan.Close();
        return rule;
    }
}

/// <summary>Reads what differs for single teams (<c>Teams</c>) and for the leads of single regions (<c>Regions</c>):
/// quotas and ramps; their clauses are the <see cref="ClauseMerger"/>'s.</summary>
internal sealed class TeamRegionReader(SettingsSection agreement, List<SettingsFault> faults)
{
    private readonly Dictionary<string, Quotas> teams = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Quotas> regions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Ramp> ramps = [];

    /// <summary>The agreement with what its teams and regions say. What a region's own quotas say of volume wins over
    /// <c>Volume:Regions</c>.</summary>
    internal SlaPolicy Read(SlaPolicy policy)
    {
        var common = agreement.Node["Quotas"];
        Each("Teams", teams, common?.Without("Volume"), (ramp, name) => ramp with { Team = name });
        Each("Regions", regions, common?.Without("Volume"), (ramp, name) => ramp with { Region = name });
        var quotas = policy.Quotas with { Volume = policy.Quotas.Volume.WithRegions(regions) };
        return policy with
        {
            Quotas = quotas,
            TeamQuotas = teams,
            RegionQuotas = Named(quotas).ToDictionary(name => name, name => OfRegion(name, quotas),
                StringComparer.OrdinalIgnoreCase),
            Ramps = [.. policy.Ramps, .. ramps],
        };
    }

    private IEnumerable<string> Named(Quotas quotas) =>
        regions.Keys.Concat(quotas.Volume?.Regions?.Keys ?? [])
            .Concat(ramps.Select(ramp => ramp.Region).OfType<string>()).Distinct(StringComparer.OrdinalIgnoreCase);

    private Quotas OfRegion(string name, Quotas common) =>
        regions.GetValueOrDefault(name, common) with { Volume = common.Volume?.Regions?.GetValueOrDefault(name) };

    private void Each(string key, Dictionary<string, Quotas> quotas, SettingsNode? common,
        Func<Ramp, string, Ramp> named)
    {
        foreach (var group in agreement.Child(key)?.Children ?? [])
        {
            var settingsSection = new SettingsSection(group, faults);
            settingsSection.Child("Clauses");
            ramps.AddRange(
                RampReader.Read(settingsSection.Child("Ramps"), faults).Select(ramp => named(ramp, group.Name)));
            if (settingsSection.Child("Quotas") is { } own)
            {
                quotas[group.Name] = QuotaReader.Read(own.Over(common), faults);
            }

            settingsSection.Close();
        }
    }
}
