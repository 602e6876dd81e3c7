using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Time;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>For which tier, team or region a wording is; nulls are for all.</summary>
internal sealed record ClauseScope(string? Tier, string? Team, string? Region);

/// <summary>Reads one wording of one clause; the tree it is given is already merged from template, customer, team or
/// region, and tier.</summary>
internal sealed class ClauseReader(PolicyContext around, string? arbiter, IList<SettingsFault> faults)
{
    private const long TwoHours = 7200;
    private const int DefaultTimes = 2;

    /// <summary>The wording; null when it is faulty, or says nothing but tiers.</summary>
    internal Clause? Read(ClauseKind kind, SettingsNode node, ClauseScope scope, bool isDefault)
    {
        var scan = new SettingsSection(node, faults);
        var within = Within(scan, scope.Tier);
        var clause = new Clause
        {
            Kind = kind,
            Tier = scope.Tier,
            Team = scope.Team,
            Region = scope.Region,
            Within = within ?? Target.Zero,
            Warnings = Warnings(scan) ?? DefaultWarnings(within ?? Target.Zero),
            Ladder = Ladder(kind, scan) ?? DefaultLadder(kind),
            IsDefault = isDefault && node["Within"] is { IsShipped: true },
        };
        clause = OwnTerms(clause, scan);
        scan.Child("Tiers");
        scan.Close();
        return within is null ? null : clause;
    }

    private static Target? Within(SettingsSection scan, string? tier)
    {
        if (scan.Text("Within") is not null)
        {
            return scan.Target("Within");
        }

        if (tier is not null || scan.Node["Tiers"] is null)
        {
            scan.Fault("Within", "is missing: write how long it may take, such as \"1 business hour\".");
        }

        return null;
    }

    private static Clause OwnTerms(Clause clause, SettingsSection scan)
    {
        var terms = ClauseDefinition.Of(clause.Kind).Terms;
        if (terms.HasFlag(ClauseTerms.Until))
        {
            var until = scan.Word("Until", ("assigned", HandoffEnd.Assigned), ("delivered", HandoffEnd.Delivered));
            clause = clause with { Until = until ?? HandoffEnd.Assigned };
        }

        if (terms.HasFlag(ClauseTerms.FromAndMethod))
        {
            var from = scan.Word(
                "From", ("mql", ClauseStart.Mql), ("assigned", ClauseStart.Assigned),
                ("accepted", ClauseStart.Accepted));
            clause = clause with { From = from ?? ClauseStart.Assigned, Method = scan.Text("Method") };
        }

        if (terms.HasFlag(ClauseTerms.Touches))
        {
            clause = Cadence(clause, scan);
        }

        if (terms.HasFlag(ClauseTerms.Of))
        {
            var of = scan.Word("Of", ("rejections", FeedbackScope.Rejections), ("all", FeedbackScope.All));
            clause = clause with { Of = of ?? FeedbackScope.Rejections };
        }

        return clause;
    }

    /// <summary>At 80 % of the target, and at 50 % too when the target is over two hours (PRODUCT.md, "The lead's
    /// life").</summary>
    private static IReadOnlyList<decimal> DefaultWarnings(Target within) =>
        within.Amount == 0 ? [] : within.InDays || within.Amount > TwoHours ? [0.5m, 0.8m] : [0.8m];

    private IReadOnlyList<Rung> DefaultLadder(ClauseKind kind) =>
        [new Rung(Target.Zero, ClauseDefinition.Of(kind).DefaultRecipients(arbiter))];

    private static Clause Cadence(Clause clause, SettingsSection scan)
    {
        var touches = scan.Whole("Touches", 1, 1000);
        if (touches is null && scan.Node["Touches"] is null && scan.Node["Within"] is not null)
        {
            scan.Fault("Touches", "is missing: write how many touches are needed, such as 6.");
        }

        var credits = scan.Texts("CreditCodes");
        return clause
            with { Touches = touches ?? 1, Channels = scan.Whole("Channels", 1, 20) ?? 1, CreditCodes = credits ?? [],
                CreditsNone = credits is { Count: 0 } };
    }

    private List<decimal>? Warnings(SettingsSection scan)
    {
        if (scan.Texts("Warnings") is not { } texts)
        {
            return null;
        }

        var read = new List<decimal>();
        foreach (var text in texts)
        {
            if (decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var at) && at > 0
                && at < 1 && (read.Count == 0 || at > read[^1]))
            {
                read.Add(at);
                continue;
            }

            scan.Fault("Warnings",
                $"holds \"{text}\": write fractions between 0 and 1 in rising order, such as [ 0.5, 0.8 ].");
        }

        return read;
    }

    private List<Rung>? Ladder(ClauseKind kind, SettingsSection scan)
    {
        if (scan.Child("Ladder") is not { } ladder)
        {
            return null;
        }

        if (!ladder.IsList)
        {
            scan.Fault("Ladder",
                "takes a list of rungs, such as [ { \"After\": \"0 minutes\", \"Tell\": [ \"owner\", \"manager\" ] } ].");
            return null;
        }

        var rungs = ladder.Children.Select(node => Rung(kind, node)).ToList();
        for (var i = 1; i < rungs.Count; i++)
        {
            if (IsBefore(rungs[i].After, rungs[i - 1].After))
            {
                faults.Add(
                    new SettingsFault($"{ladder.Children[i].Path}:After",
                        $"is {rungs[i].After}, sooner than the rung before it ({rungs[i - 1].After}): write the "
                        + $"rungs in rising order."));
            }
        }

        return [.. rungs.Select(rung => rung.TakesBack is null || rung.Tell.Count > 0
            || rungs.Any(other => other.After == rung.After && other.Tell.Contains("owner"))
                ? rung : rung with { Tell = ["owner"] })];
    }

    private Rung Rung(ClauseKind kind, SettingsNode node)
    {
        var scan = new SettingsSection(node, faults);
        var after = scan.Target("After") ?? Target.Zero;
        var takesBack = TakesBack(kind, scan);
        var tell = scan.Texts("Tell") ?? [];
        foreach (var fault in tell.Select(word => RecipientSyntax.FaultOf(word, around)).OfType<string>())
        {
            scan.Fault("Tell", fault);
        }

        if (tell.Count == 0 && takesBack is null && scan.Node["Do"] is null)
        {
            scan.Fault("Tell", "names nobody: write owner, manager, role:ROLE, channel:NAME or an e-mail.");
        }

        scan.Close();
        return new Rung(after, tell) { TakesBack = takesBack };
    }

    /// <summary>How often a life the rung may give the lead to somebody else; null when it only tells.</summary>
    private static int? TakesBack(ClauseKind kind, SettingsSection scan)
    {
        var acts = scan.Word("Do", ("reassign", true)) ?? false;
        var times = scan.Whole("Times", 1, 20);
        if (!acts)
        {
            if (times is not null)
            {
                scan.Fault("Times", "belongs to \"Do\": \"reassign\": it says how often a lead may be taken back.");
            }

            return null;
        }

        if (ClauseDefinition.Of(kind).Party == Party.Sales && kind != ClauseKind.Feedback)
        {
            return times ?? DefaultTimes;
        }

        scan.Fault("Do", "takes a lead from its owner, who owes nothing here: write it in a duty of sales, such as firstTouch.");
        return null;
    }

    // Hours and business hours cannot be compared without a start; only what is surely wrong is a fault.
    private static bool IsBefore(Target later, Target earlier) =>
        later.Unit == earlier.Unit ? later.Amount < earlier.Amount : later.Amount == 0 && earlier.Amount > 0;
}

/// <summary>Lays a team or a region over tier over base and reads every wording that results.</summary>
internal sealed class ClauseMerger(ClauseReader reader, IReadOnlyList<string> defaults, IList<SettingsFault> faults)
{
    internal IReadOnlyList<Clause> Read(SettingsNode agreement)
    {
        var common = Named(agreement["Clauses"]);
        var read = new List<Clause>();
        foreach (var (kind, node) in common.Where(pair => !pair.Value.IsNone))
        {
            Wordings(kind, node, null, new ClauseScope(null, null, null), read);
        }

        foreach (var (own, scope) in Groups(agreement))
        {
            foreach (var (kind, node) in Named(own["Clauses"]))
            {
                var under = common.GetValueOrDefault(kind);
                Wordings(kind, under is { IsNone: false } ? node.Over(under.Without("Tiers")) : node,
                    node["Tiers"] is null ? null : under, scope, read);
            }
        }

        return read;
    }

    private static IEnumerable<(SettingsNode Own, ClauseScope Scope)> Groups(SettingsNode agreement) =>
    [
        .. (agreement["Teams"]?.Children ?? []).Select(team => (team, new ClauseScope(null, team.Name, null))),
        .. (agreement["Regions"]?.Children ?? []).Select(region => (region, new ClauseScope(null, null, region.Name))),
    ];

    private void Wordings(ClauseKind kind, SettingsNode node, SettingsNode? tiersUnder, ClauseScope scope,
        List<Clause> into)
    {
        var isDefault = defaults.Contains($"Clauses:{kind.Name()}", StringComparer.OrdinalIgnoreCase);
        Add(node, null);
        foreach (var tier in node["Tiers"]?.Children ?? [])
        {
            var under = tiersUnder?["Tiers"]?[tier.Name];
            var common = node.Without("Tiers");
            Add(tier.Over(under is null ? common : under.Over(common)), tier.Name);
        }

        void Add(SettingsNode wording, string? tier)
        {
            if (reader.Read(kind, wording, scope with { Tier = tier }, isDefault) is { } clause)
            {
                into.Add(clause);
            }
        }
    }

    private Dictionary<ClauseKind, SettingsNode> Named(SettingsNode? clauses)
    {
        var found = new Dictionary<ClauseKind, SettingsNode>();
        var names = Enum.GetValues<ClauseKind>().Select(each => each.Name()).ToList();
        foreach (var node in clauses?.Children ?? [])
        {
            if (ClauseNames.TryParse(node.Name, out var kind))
            {
                found[kind] = node;
            }
            else
            {
                faults.Add(
                    new SettingsFault(node.Path,
                        $"is no clause. The clauses are "
                        + $"{SettingsSection.Choices(names)}.{SpellingHint.Hint(node.Name, names)}"));
            }
        }

        return found;
    }
}
