using SlaBot.Core.Policy.SettingsTree;
using System.Globalization;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Core.Routing;

namespace SlaBot.Settings;

/// <summary>Reads <c>Routing</c>.</summary>
internal sealed class RoutingReader(People people, IList<SettingsFault> faults)
{
    /// <summary>Names of the columns of files, and the fields they are read as.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>The rules in order; without any, all reps in turn.</summary>
    public IReadOnlyList<RoutingRule> Read(SettingsSection root)
    {
        var list = root.Child("Routing");
        if (list is { IsBlank: false, IsList: false })
        {
            root.Fault("Routing", "takes a list of rules, such as [ { \"Roster\": [ \"ana@example.com\" ] } ].");
        }

        if (list is { IsList: true, Children.Count: > 0 })
        {
            return [.. list.Children.Select((node, index) => Rule(node, index + 1))];
        }

        var reps = people.In(Role.Rep).Select(person => new RosterSeat(person.Email)).ToList();
        if (reps.Count == 0)
        {
            root.Fault("Routing", "is missing, and nobody among People has the role rep: nobody could receive a lead.");
        }

        return [new RoutingRule("rule 1 (all reps)", null, reps, RoutingWay.RoundRobin)];
    }

    private RoutingRule Rule(SettingsNode node, int number)
    {
        var scan = new SettingsSection(node, faults);
        var when = new CriterionReader(faults) { ShortForms = true, Columns = Columns }.Read(scan.Child("When"));
        var by = scan.Word("By", ("round-robin", RoutingWay.RoundRobin), ("least-loaded", RoutingWay.LeastLoaded))
            ?? RoutingWay.RoundRobin;
        var roster = Roster(scan);
        var prefersOnShift = scan.Word("Prefer", ("onShift", true)) ?? false;
        scan.Close();
        var name = string.Create(CultureInfo.InvariantCulture, $"rule {number}");
        return new RoutingRule(when is null ? name : $"{name} ({Brief(when)})", when, roster, by)
        {
            PrefersOnShift = prefersOnShift,
        };
    }

    private static string Brief(Criterion when) =>
        when is AllOf all ? string.Join(", ", all.Parts.Select(each => each.Label)) : when.Label;

    private List<RosterSeat> Roster(SettingsSection scan)
    {
        var seats = (scan.Child("Roster")?.Children ?? []).Select(Seat).OfType<RosterSeat>().ToList();
        if (scan.Node["Roster"] is not { IsList: true, Children.Count: > 0 })
        {
            scan.Fault("Roster", "names nobody: list e-mails, or { \"Email\": …, \"Weight\": 2 }.");
        }

        foreach (var twice in seats.GroupBy(seat => seat.Email, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1))
        {
            scan.Fault("Roster", $"names {twice.Key} twice: write one seat with a Weight.");
        }

        return seats;
    }

    private RosterSeat? Seat(SettingsNode node)
    {
        if (node.Children.Count == 0)
        {
            return Known(node.Value?.Trim() ?? "", node.Path) is { } email ? new RosterSeat(email) : null;
        }

        var scan = new SettingsSection(node, faults);
        var text = scan.Needed("Email", "the e-mail of one of People");
        var weight = scan.Whole("Weight", 1, 1000) ?? 1;
        scan.Close();
        return text is not null && Known(text, $"{node.Path}:Email") is { } known
            ? new RosterSeat(known, weight) : null;
    }

    private string? Known(string email, string path)
    {
        var person = people.Find(email);
        if (person is null)
        {
            faults.Add(
                new SettingsFault(path,
                    $"is \"{email}\", who is not among "
                    + $"People.{SpellingHint.Hint(email, people.All.Select(item => item.Email))}"));
        }
        else if (person.Role is not (Role.Rep or Role.Manager))
        {
            faults.Add(
                new SettingsFault(path,
                    $"is {person.Name}, who is neither a rep nor a manager: only those receive leads."));
        }

        return person?.Email;
    }
}
