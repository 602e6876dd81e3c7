namespace SlaBot.Core.Policy.Parsing;

/// <summary>Reads what differs for single teams (<c>Teams</c>) and for the leads of single regions (<c>Regions</c>): quotas and ramps; their clauses are the <see cref="ClauseMerger"/>'s.</summary>
internal sealed class TeamRegionReader(SettingsSection agreement, List<SettingsFault> faults)
{
    private readonly Dictionary<string, Quotas> teams = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Quotas> regions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Ramp> ramps = [];

    /// <summary>The agreement with what its teams and regions say. What a region's own quotas say of volume wins over <c>Volume:Regions</c>.</summary>
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
            RegionQuotas = Named(quotas).ToDictionary(name => name, name => OfRegion(name, quotas), StringComparer.OrdinalIgnoreCase),
            Ramps = [.. policy.Ramps, .. ramps],
        };
    }

    private IEnumerable<string> Named(Quotas quotas) =>
        regions.Keys.Concat(quotas.Volume?.Regions?.Keys ?? []).Concat(ramps.Select(ramp => ramp.Region).OfType<string>()).Distinct(StringComparer.OrdinalIgnoreCase);

    private Quotas OfRegion(string name, Quotas common) => regions.GetValueOrDefault(name, common) with { Volume = common.Volume?.Regions?.GetValueOrDefault(name) };

    private void Each(string key, Dictionary<string, Quotas> quotas, SettingsNode? common, Func<Ramp, string, Ramp> named)
    {
        foreach (var group in agreement.Child(key)?.Children ?? [])
        {
            var settingsSection = new SettingsSection(group, faults);
            settingsSection.Child("Clauses");
            ramps.AddRange(RampReader.Read(settingsSection.Child("Ramps"), faults).Select(ramp => named(ramp, group.Name)));
            if (settingsSection.Child("Quotas") is { } own)
            {
                quotas[group.Name] = QuotaReader.Read(own.Over(common), faults);
            }

            settingsSection.Close();
        }
    }
}
