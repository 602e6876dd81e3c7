using SlaBot.Core.Policy.SettingsTree;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Core.Time;

namespace SlaBot.Settings;

/// <summary>Reads <c>Calendars</c>.</summary>
internal sealed class CalendarReader(IList<SettingsFault> faults)
{
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>A calendar that stands in for a faulty one, so that reading can go on to further faults; such settings
    /// are never used.</summary>
    public static BusinessCalendar StandIn { get; } = BusinessCalendar.From(new CalendarDefinition
    {
        Name = "stand-in",
        TimeZone = "Etc/UTC",
        Hours = new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>> { [IsoDayOfWeek.Monday] = [
            new(LocalTime.Midnight, LocalTime.Midnight)] },
    });

    /// <summary>The calendars by name, without case.</summary>
    public IReadOnlyDictionary<string, BusinessCalendar> Read(SettingsSection root)
    {
        var read = new Dictionary<string, BusinessCalendar>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in root.Child("Calendars")?.Children ?? [])
        {
            read[node.Name] = One(node);
        }

        if (read.Count == 0)
        {
            root.Fault("Calendars", "names no calendar: write at least one, with TimeZone and Hours.");
        }

        return read;
    }

    private BusinessCalendar One(SettingsNode node)
    {
        var before = faults.Count;
        var scan = new SettingsSection(node, faults);
        var definition = new CalendarDefinition
        {
            Name = node.Name,
            TimeZone = scan.Needed("TimeZone", "an IANA time zone such as America/New_York") is null
                ? "Etc/UTC" : scan.Zone("TimeZone")?.Id ?? "Etc/UTC",
            Hours = Hours(scan.Section("Hours")),
            Holidays = [
                .. (scan.Texts("Holidays") ?? []).Select(text => Date(scan, "Holidays", text)).OfType<LocalDate>()],
            Dates = Dates(scan),
        };
        scan.Close();
        if (faults.Count > before)
        {
            return StandIn;
        }

        var wrong = BusinessCalendar.FaultsOf(definition);
        foreach (var sentence in wrong)
        {
            scan.Fault("", sentence);
        }

        return wrong.Count == 0 ? BusinessCalendar.From(definition) : StandIn;
    }

    private static Dictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>> Hours(SettingsSection scan)
    {
        var hours = new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>>();
        for (var day = IsoDayOfWeek.Monday; day <= IsoDayOfWeek.Sunday; day++)
        {
            var (brief, full) = (Days[(int)day - 1], day.ToString());
            var key = scan.Node[full] is not null ? full : brief;
            if (scan.Texts(key) is { } spans)
            {
                hours[day] = ReadHours(scan, key, spans);
            }
        }

        scan.Close();
        return hours;
    }

    private Dictionary<LocalDate, IReadOnlyList<OpenHours>> Dates(SettingsSection calendar)
    {
        var dates = new Dictionary<LocalDate, IReadOnlyList<OpenHours>>();
        var node = calendar.Child("Dates") ?? SettingsNode.Empty("Dates", "");
        var scan = new SettingsSection(node, faults);
        foreach (var settingsNode in node.Children)
        {
            if (Date(scan, settingsNode.Name, settingsNode.Name) is { } date)
            {
                dates[date] = ReadHours(scan, settingsNode.Name, scan.Texts(settingsNode.Name) ?? []);
            }
        }

        return dates;
    }

    private static LocalDate? Date(SettingsSection scan, string key, string text)
    {
        var read = LocalDatePattern.Iso.Parse(text);
        if (!read.Success)
        {
            scan.Fault(key, $"holds \"{text}\": write dates such as 2026-12-24.");
        }

        return read.Success ? read.Value : null;
    }

    private static List<OpenHours> ReadHours(SettingsSection scan, string key, IReadOnlyList<string> texts)
    {
        var spans = new List<OpenHours>();
        foreach (var text in texts)
        {
            if (OpenHours.TryParse(text, out var span))
            {
                spans.Add(span);
            }
            else
            {
                scan.Fault(key, $"holds \"{text}\": write hours such as \"09:00-12:30\", and [] for closed.");
            }
        }

        return spans;
    }
}
