using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Core.Time;

namespace SlaBot.Settings;

/// <summary>Reads <c>People</c>.</summary>
internal sealed class PeopleReader(IReadOnlyDictionary<string, BusinessCalendar> calendars, BusinessCalendar usual,
    IReadOnlyList<IPlatformSettings> platforms, IList<SettingsFault> faults)
{
    /// <summary>Everybody; of people with the same e-mail the first.</summary>
    public People Read(SettingsSection root)
    {
        var list = root.Child("People");
        if (list is not { IsList: true, Children.Count: > 0 })
        {
            root.Fault("People", "names nobody: list people as { \"Email\": …, \"Name\": …, \"Role\": … }.");
            return new People([]);
        }

        var read =
            list.Children.Select(node => (node, person: One(node))).Where(pair => pair.person is not null).ToList();
        foreach (var again in read.GroupBy(pair => pair.person!.Email, StringComparer.OrdinalIgnoreCase)
            .SelectMany(same => same.Skip(1)))
        {
            faults.Add(
                new SettingsFault($"{again.node.Path}:Email",
                    $"is \"{again.person!.Email}\" again: each e-mail stands once."));
        }

        var people = new People(
            read.Select(pair => pair.person!).DistinctBy(item => item.Email, StringComparer.OrdinalIgnoreCase));
        foreach (var (node, person) in read)
        {
            CheckManager(node, person!, people);
        }

        return people;
    }

    private Person? One(SettingsNode node)
    {
        var scan = new SettingsSection(node, faults);
        var email = Email(scan);
        var calendar = Calendar(scan);
        var zone = scan.Zone("TimeZone");
        var person = new Person
        {
            Email = email ?? "",
            Name = scan.Text("Name") ?? email ?? "",
            Role = Role(scan),
            Manager = scan.Text("Manager"),
            Team = scan.Text("Team"),
            Region = scan.Text("Region"),
            Calendar = calendar,
            Zone = zone ?? calendar.Zone,
            ZoneIsSet = zone is not null,
            Capacity = scan.Whole("Capacity", 1),
            PlatformIds = PlatformIds(scan),
        };
        scan.Close();
        return email is null ? null : person;
    }

    private Dictionary<string, string> PlatformIds(SettingsSection scan) => platforms
        .Select(platform => (platform.Name, Id: scan.Text($"{platform.Section}Id")))
        .Where(pair => pair.Id is not null)
        .ToDictionary(pair => pair.Name, pair => pair.Id!);

    private static string? Email(SettingsSection scan)
    {
        var email = scan.Needed("Email", "the e-mail address by which this person is known");
        if (email is null || IsEmail(email))
        {
            return email;
        }

        scan.Fault("Email", $"is \"{email}\": write an e-mail address such as ana@example.com.");
        return null;
    }

    private static bool IsEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == text.LastIndexOf('@') && at < text.Length - 1 && !text.Any(char.IsWhiteSpace);
    }

    private static Role Role(SettingsSection scan)
    {
        scan.Needed("Role", "rep, manager, marketing, revops or executive");
        return scan.Word(
            "Role",
            ("rep", SlaBot.Core.Policy.Role.Rep),
            ("manager", SlaBot.Core.Policy.Role.Manager),
            ("marketing", SlaBot.Core.Policy.Role.Marketing),
            ("revops", SlaBot.Core.Policy.Role.RevOps),
            ("executive", SlaBot.Core.Policy.Role.Executive)) ?? SlaBot.Core.Policy.Role.Rep;
    }

    private BusinessCalendar Calendar(SettingsSection scan)
    {
        if (scan.Text("Calendar") is not { } name)
        {
            return usual;
        }

        if (calendars.TryGetValue(name, out var calendar))
        {
            return calendar;
        }

        scan.Fault("Calendar",
            $"is \"{name}\", which is not among Calendars: "
            + $"{SettingsSection.Choices(calendars.Keys)}.{SpellingHint.Hint(name, calendars.Keys)}");
        return usual;
    }

    private void CheckManager(SettingsNode node, Person person, People people)
    {
        if (person.Manager is not { } manager)
        {
            return;
        }

        if (people.Find(manager) is null)
        {
            faults.Add(
                new SettingsFault($"{node.Path}:Manager",
                    $"is \"{manager}\", who is not among "
                    + $"People.{SpellingHint.Hint(manager, people.All.Select(item => item.Email))}"));
        }
        else if (people.Manages(person.Email, person.Email))
        {
            faults.Add(
                new SettingsFault($"{node.Path}:Manager",
                    $"makes {person.Email} their own manager in the end: break the circle."));
        }
    }
}
