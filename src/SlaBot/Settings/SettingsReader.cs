using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Routing;
using SlaBot.Core.Time;

namespace SlaBot.Settings;

/// <summary>Reads the section <c>SlaBot</c> whole and finds every fault at once.</summary>
internal static class SettingsReader
{
    /// <summary>The section's name.</summary>
    public const string Section = "SlaBot";

    /// <summary>Settings, or faults.</summary>
    /// <param name="config">The configuration, environment and all.</param>
    /// <param name="isDevelopment">True in the Development environment, where the manual clock is allowed.</param>
    /// <param name="platforms">The chat platforms, each of which reads its own section.</param>
    /// <param name="settingsDirectory">The directory of the settings file, against which relative files are
    /// resolved.</param>
    public static SettingsResult Read(IConfiguration config, bool isDevelopment,
        IReadOnlyList<IPlatformSettings> platforms, string settingsDirectory)
    {
        var faults = new List<SettingsFault>();
        var tree = ConfigurationTree.Of(config.GetSection(Section));
        if (tree.IsBlank)
        {
            return new SettingsResult(null,
                [new SettingsFault(Section,
                    "is missing: the settings file needs a section SlaBot with at least Calendars and People.")]);
        }

        var root = new SettingsSection(tree, faults);
        var directory = Path.GetFullPath(settingsDirectory);
        var settings = Whole(root, isDevelopment, platforms, directory, faults);
        root.Close();
        var all = faults.Distinct().OrderBy(each => each.Key, StringComparer.Ordinal).ToList();
        return new SettingsResult(all.Count == 0 ? settings : null, all);
    }

    private static SlaBotSettings Whole(SettingsSection root, bool isDevelopment,
        IReadOnlyList<IPlatformSettings> platforms, string directory, List<SettingsFault> faults)
    {
        var channels = ChannelReader.Read(root, platforms, faults);
        var (agreement, file) = AgreementSource.Find(root, directory, faults);
        var notices = new List<SettingsFault>();
        var rules = Rules(root, agreement, channels, platforms, faults, notices);
        var options = new OrderedDictionary<string, PlatformOptions>();
        foreach (var platform in platforms)
        {
            options[platform.Name] = platform.Read(root.Section(platform.Section), isDevelopment, directory);
        }

        var isChatEnabled = options.Values.Any(platform => platform.Enabled);
        var keys = HostReader.ApiKeys(root.Section("Api"), faults);
        return new SlaBotSettings
        {
            Rules = rules,
            Channels = channels,
            Database = HostReader.Database(root.Section("Database"), directory),
            Platforms = options,
            SandboxEnabled = HostReader.Sandbox(root.Section("Sandbox"), isChatEnabled, isDevelopment),
            Web = WebReader.Read(root.Section("Web"), isDevelopment),
            ApiKeys = keys,
            Clock = HostReader.Clock(root.Section("Clock"), isDevelopment),
            Import = ImportReader.Read(root.Section("Import"), rules.Policy.Calendar.Zone, faults),
            AgreementFile = file,
            Notices = [.. notices, .. RegionNotices.Of(rules, root.Node["Routing"]),
                .. isDevelopment ? [] : Closed(keys, platforms, isChatEnabled)],
        };
    }

    /// <summary>What shuts everybody out in Production and is no fault by itself.</summary>
    private static IEnumerable<SettingsFault> Closed(IReadOnlyList<ApiKey> keys,
        IReadOnlyList<IPlatformSettings> platforms, bool isChatEnabled)
    {
        if (keys.Count == 0)
        {
            yield return new SettingsFault("SlaBot:Api:Keys",
                "is empty: outside the Development environment every call of the API and every page needs a key, so "
                + "nobody is answered.");
        }

        if (!isChatEnabled && platforms.Count > 0)
        {
            var others =
                string.Concat(platforms.Skip(1).Select(platform => $" and so is SlaBot:{platform.Section}:Enabled"));
            yield return new SettingsFault($"SlaBot:{platforms[0].Section}:Enabled",
                $"is false{others}: outside the Development environment there is no sandbox, so cards reach nobody.");
        }
    }

    private static AgreementRules Rules(SettingsSection root, SettingsNode agreement,
        IReadOnlyDictionary<string, ChannelAddress> channels, IReadOnlyList<IPlatformSettings> platforms,
        List<SettingsFault> faults, List<SettingsFault> notices)
    {
        var calendars = new CalendarReader(faults).Read(root);
        var calendar = CalendarOf(agreement, calendars, faults);
        var people = new PeopleReader(calendars, calendar, platforms, faults).Read(root);
        // What is wrong with the columns is told where the section Import is read.
        var columns = ImportReader.Columns(root.Node["Import"]?["Columns"], []);
        var around = new PolicyContext(calendar, [.. people.All.Select(person => person.Email)],
            [.. channels.Keys]) { Columns = columns };
        var reading = PolicyReader.Read(agreement, around);
        faults.AddRange(reading.Faults);
        notices.AddRange(reading.Notices);
        var (automatic, quick) = TouchesReader.Read(root.Section("Touches"));
        return new AgreementRules
        {
            Policy = reading.Policy ?? new SlaPolicy { Template = "", Version = "", Calendar = calendar, Clauses = [] },
            People = people,
            Routing = new RoutingReader(people, faults) { Columns = columns }.Read(root),
            Calendars = calendars,
            Schedule = HostReader.Schedule(root.Section("Schedule"), calendar.Zone),
            AutomaticChannels = automatic,
            QuickTouches = quick,
            HoldCards = root.Flag("HoldCards") ?? false,
            TellManagersDirectly = root.Flag("TellManagersDirectly") ?? true,
        };
    }

    private static BusinessCalendar CalendarOf(SettingsNode agreement,
        IReadOnlyDictionary<string, BusinessCalendar> calendars, List<SettingsFault> faults)
    {
        var name = agreement["Calendar"]?.Value?.Trim();
        if (string.IsNullOrEmpty(name) && calendars.Count == 1)
        {
            return calendars.Values.Single();
        }

        if (!string.IsNullOrEmpty(name) && calendars.TryGetValue(name, out var calendar))
        {
            return calendar;
        }

        if (calendars.Count > 0)
        {
            var said = string.IsNullOrEmpty(name) ? "is missing" : $"is \"{name}\", which is not among Calendars";
            faults.Add(
                new SettingsFault("SlaBot:Agreement:Calendar",
                    $"{said}: write "
                    + $"{SettingsSection.Choices(calendars.Keys)}.{SpellingHint.Hint(name ?? "", calendars.Keys)}"));
        }

        return CalendarReader.StandIn;
    }
}

/// <summary>A configuration as the neutral tree that Core reads.</summary>
internal static class ConfigurationTree
{
    /// <summary>The section and all below it.</summary>
    public static SettingsNode Of(IConfigurationSection section) =>
        new(section.Key, section.Path, section.Value, [.. section.GetChildren().Select(Of)]);
}

/// <summary>Regions of the agreement that nobody works in and no routing names: most likely spelt otherwise than leads
/// send them.</summary>
internal static class RegionNotices
{
    private const string Key = "SlaBot:Agreement:Regions";

    /// <summary>A notice for each.</summary>
    public static IEnumerable<SettingsFault> Of(AgreementRules rules, SettingsNode? routing)
    {
        var known = rules.People.All.Select(person => person.Region).OfType<string>().Concat(Leaves(routing))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var used = rules.Policy.Clauses.Select(clause => clause.Region).OfType<string>()
            .Concat(rules.Policy.RegionQuotas.Keys);
        return used.Distinct(StringComparer.OrdinalIgnoreCase).Where(region => !known.Contains(region))
            .Order(StringComparer.Ordinal)
            .Select(
                region =>
                    new SettingsFault($"{Key}:{region}",
                        $"is a region that nobody works in and no routing rule names: it holds for leads that are "
                        + $"sent with \"region\": \"{region}\"."));
    }

    private static IEnumerable<string> Leaves(SettingsNode? node) =>
        node is null
            ? [] : node.Children.Count == 0
            ? new[] { node.Value?.Trim() }.OfType<string>() : node.Children.SelectMany(Leaves);
}

/// <summary>Settings that were read, or every fault that kept them from being used; never both.</summary>
internal sealed record SettingsResult(SlaBotSettings? Settings, IReadOnlyList<SettingsFault> Faults)
{
    /// <summary>The faults as an administrator reads them, a line each: <c>key  sentence</c>.</summary>
    public string Report => string.Join(Environment.NewLine, Faults.Select(each => $"{each.Key} {each.Message}"));
}
