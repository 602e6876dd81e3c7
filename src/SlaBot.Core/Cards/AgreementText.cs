using System.Globalization;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>The agreement's promises as sentences.</summary>
internal static class AgreementText
{
    /// <summary>What one side promises: its numbers, then its clauses.</summary>
    public static IReadOnlyList<string> Promises(SlaPolicy policy, Party party) =>
    [
        .. party == Party.Marketing ? Numbers(policy.Quotas, "", policy) : [],
        .. party == Party.Marketing ? Groups(policy, policy.TeamQuotas, "team") : [],
        .. party == Party.Marketing
            ? Groups(policy,
                policy.RegionQuotas.ToDictionary(regionQuota => regionQuota.Key,
                    regionQuota => regionQuota.Value with { Volume = null }), "region") : [],
        .. policy.Clauses.Where(clause => clause.Party == party).Select(clause => Promise(clause, policy)),
    ];

    /// <summary>What teams or regions have that all have not.</summary>
    private static IEnumerable<string> Groups(SlaPolicy policy, IReadOnlyDictionary<string, Quotas> groups, string of)
    {
        var common = Numbers(policy.Quotas, "", null).ToHashSet(StringComparer.Ordinal);
        return groups.OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(
                group =>
                    Numbers(group.Value, "", null).Where(line => !common.Contains(line))
                        .Select(line => $"{line} ({of} {Truncate.Name(group.Key)})"));
    }

    /// <summary>The ramps, a line each.</summary>
    public static IReadOnlyList<string> Ramps(SlaPolicy policy) =>
        [.. policy.Ramps.Select(
            ramp =>
                LeadText.Invariant(
                    $"{Truncate.Name(ramp.Metric)}: from {Level(ramp, ramp.From)} to {Level(ramp, ramp.To)} over {ramp.Months} months{(ramp.Team is { } team ? $" (team {Truncate.Name(team)})" : ramp.Region is { } region ? $" (region {Truncate.Name(region)})" : "")}"))];

    private static string Level(Ramp ramp, decimal at) => ramp.Metric.ToLowerInvariant() switch
    {
        "revenue" => LeadText.Money(at),
        "volume" => at.ToString("#,##0", CultureInfo.InvariantCulture),
        "qualityscore" => at.ToString("0.##", CultureInfo.InvariantCulture),
        _ => Percent(at),
    };

    /// <summary>Who is told, one line for each different ladder.</summary>
    public static IReadOnlyList<string> Ladders(SlaPolicy policy, People people) =>
    [
        .. policy.Clauses.Where(clause => clause.Ladder.Count > 0)
            .GroupBy(clause => string.Join("; ", clause.Ladder.Select(rung => Rung(rung, people))))
            .Select(group => $"{string.Join(", ", group.Select(Name).Distinct())}: {group.Key}"),
    ];

    private static string Name(Clause clause) => ClauseText.Called(clause.Kind) + For(clause);

    private static string Rung(Rung rung, People people)
    {
        var tell = string.Join(", ", rung.Tell.Select(text => RecipientText(text, people)));
        var takes = rung.TakesBack is { } times
            ? LeadText.Invariant($"; the lead goes to the next seller (at most {(times == 1 ? "once" : $"{times} times")})") : "";
        var when = rung.After.Amount == 0 ? "at the miss" : $"{rung.After} after it";
        return tell.Length > 0 ? $"{when}, {tell}{takes}" : when + takes.Replace(';', ',');
    }

    internal static string RecipientText(string tell, People people) => tell switch
    {
        "owner" => "the owner",
        "manager" => "the owner's manager",
        _ when tell.StartsWith("role:", StringComparison.OrdinalIgnoreCase) => tell[5..].ToLowerInvariant() switch
        {
            "revops" => "RevOps",
            "marketing" => "marketing",
            var role => $"every {role}",
        },
        _ when tell.StartsWith("channel:", StringComparison.OrdinalIgnoreCase) =>
            $"the {Truncate.Name(tell[8..])} channel",
        _ => Truncate.Name(people.NameOf(tell)),
    };

    private static string Promise(Clause clause, SlaPolicy policy)
    {
        var share = policy.Quotas.Compliance.TryGetValue(clause.Kind, out var compliance) && compliance < 1
            ? $", in at least {Percent(compliance)} of cases" : "";
        var isDefault = clause.IsDefault
            ? " (default)" : policy.IsDefault($"Clauses:{clause.Kind.Name()}:Within") ? " (the time: default)" : "";
        return Action(clause) + For(clause) + share + isDefault;
    }

    private static string Action(Clause clause) =>
        ClauseDefinition.Of(clause.Kind).Promise(clause,
            clause.Method is null ? null : ClauseText.Channel(clause.Method));

    private static string For(Clause clause) => clause.For is { } whom ? $" ({Truncate.Note(whom)})" : "";

    private static IEnumerable<string> Numbers(Quotas quotas, string suffix, SlaPolicy? policy)
    {
        string?[] all =
        [
            quotas.Volume?.PerMonth is { } month ? LeadText.Invariant($"{month:#,##0} qualified leads a month") : null,
            quotas.Volume?.PerWeek is { } week ? LeadText.Invariant($"{week:#,##0} qualified leads a week") : null,
            .. Parts(quotas.Volume?.Segments, "tier"),
            .. policy is null ? [] : Parts(quotas.Volume?.Regions, "region"),
            quotas.Volume is null && policy?.Open.Contains("Quotas:Volume") == true
                ? "A number of qualified leads a month, not agreed yet (Quotas:Volume)" : null,
            quotas.Acceptance is { } acceptance
                ? $"Sales accepts at least {Percent(acceptance)} of them{Default(policy, "Acceptance")}" : null,
            quotas.IcpMatch is { } match
                ? $"At least {Percent(match)} fit the ideal customer profile{Default(policy, "IcpMatch")}" : null,
            Fields(quotas.Completeness, "complete") + Default(policy, "Completeness"),
            Fields(quotas.Enrichment, "enriched") + Default(policy, "Enrichment"),
            quotas.QualityScore is { } score
                ? LeadText.Invariant(
                    $"Sales rates them {score:0.##} of 5 or better on average{Default(policy, "QualityScore")}") : null,
            policy is null ? null : Revenue(quotas, policy),
            .. Conversions(quotas.Conversion)
                .Select(conversion => conversion is null ? null : conversion + Default(policy, "Conversion")),
        ];
        return all.Where(text => !string.IsNullOrEmpty(text)).Select(text => text + suffix);
    }

    private static string? Revenue(Quotas quotas, SlaPolicy policy) =>
        quotas.RevenuePerMonth is { } revenue
            ? LeadText.Invariant($"{revenue:#,##0.##} of revenue a month, a target shared with sales")
        : policy.Open.Contains("Quotas:Revenue")
        ? "A revenue a month that both teams answer for, not agreed yet (Quotas:Revenue)" : null;

    private static IEnumerable<string> Parts(IReadOnlyDictionary<string, VolumeQuota>? parts, string of) =>
        (parts ?? new Dictionary<string, VolumeQuota>()).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair =>
            LeadText.Invariant(
                $"{pair.Value.PerMonth ?? pair.Value.PerWeek:#,##0} qualified leads a {(pair.Value.PerMonth is null ? "week" : "month")} of {of} {Truncate.Name(pair.Key)}"));

    // A quota of several keys says which of them are the product's.
    private static string Default(SlaPolicy? policy, string quota) => policy switch
    {
        null => "",
        _ when policy.IsDefault($"Quotas:{quota}")
            || (policy.IsDefault($"Quotas:{quota}:Fields") && policy.IsDefault($"Quotas:{quota}:AtLeast")) =>
            " (default)",
        _ when policy.IsDefault($"Quotas:{quota}:Fields") => " (the fields: default)",
        _ when policy.IsDefault($"Quotas:{quota}:AtLeast") => " (the share: default)",
        _ => "",
    };

    private static IEnumerable<string?> Conversions(ConversionTargets? targets) => targets is null ? [] :
    [
        Step("accepted by sales", targets.MqlToSal), Step("qualified by sales (SQL)", targets.MqlToSql),
        targets.SalToSql is { } sql ? $"At least {Percent(sql)} of accepted leads become SQL" : null,
        targets.SqlToSqo is { } sqo ? $"At least {Percent(sqo)} of SQLs become opportunities" : null,
        targets.SqoToWon is { } won ? $"At least {Percent(won)} of opportunities are won" : null,
        Step("won", targets.Overall),
        LeadText.Invariant(
            $"Conversion is judged {targets.Days} calendar {(targets.Days == 1 ? "day" : "days")} after the earlier stage"),
    ];

    private static string? Step(string become, decimal? share) =>
        share is { } at ? $"At least {Percent(at)} of qualified leads are {become}" : null;

    private static string? Fields(CompletenessQuota? quota, string how) =>
        quota is null
            ? null : $"{Percent(quota.AtLeast)} of them {how}: "
                + $"{Truncate.Note(string.Join(", ", quota.Fields.Select(Field)))}";

    private static string Field(string name) =>
        name.StartsWith("contact.", StringComparison.OrdinalIgnoreCase) ? name[8..] : name.Replace('.', ' ');

    private static string Percent(decimal share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
