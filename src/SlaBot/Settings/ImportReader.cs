using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Policy.Reading;

namespace SlaBot.Settings;

/// <summary>Reads <c>Import</c>: how the columns of CSV files are called and how their dates are written.</summary>
internal static class ImportReader
{
    private static readonly string[] More = ["id", "createdAt", "mqlAt", "owner", "signals", "activity"];

    /// <summary>The import's settings; by default dates are read in the agreement's zone at nine in the morning.</summary>
    public static ImportSettings Read(SettingsScan scan, DateTimeZone zone, IList<SettingsFault> faults)
    {
        var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (scan.Child("Columns") is { } node)
        {
            Collect(node, "", columns, faults);
        }

        var import = new ImportSettings(columns, scan.Zone("TimeZone") ?? zone, TimeOfDay(scan), Formats(scan));
        scan.Close();
        return import;
    }

    // A header may hold a colon, at which configurations cut: the parts are put together again.
    private static void Collect(SettingsNode node, string header, Dictionary<string, string> columns, IList<SettingsFault> faults)
    {
        foreach (var child in node.Children)
        {
            var name = header.Length == 0 ? child.Name : $"{header}:{child.Name}";
            Collect(child, name, columns, faults);
            if (string.IsNullOrWhiteSpace(child.Value))
            {
                continue;
            }

            columns[name] = child.Value.Trim();
            if (!More.Contains(columns[name], StringComparer.OrdinalIgnoreCase) && LeadFields.FaultOf(columns[name]) is { } fault)
            {
                faults.Add(new SettingsFault(child.Path, fault));
            }
        }
    }

    private static LocalTime TimeOfDay(SettingsScan scan)
    {
        var usual = new LocalTime(9, 0);
        if (scan.Text("TimeOfDay") is not { } text)
        {
            return usual;
        }

        var read = LocalTimePattern.CreateWithInvariantCulture("H:mm").Parse(text);
        if (!read.Success)
        {
            scan.Fault("TimeOfDay", $"is \"{text}\": write a time such as 09:00.");
        }

        return read.Success ? read.Value : usual;
    }

    private static List<string> Formats(SettingsScan scan)
    {
        var formats = new List<string>();
        foreach (var format in scan.Texts("DateFormats") ?? [])
        {
            try
            {
                LocalDatePattern.CreateWithInvariantCulture(format);
                formats.Add(format);
            }
            catch (InvalidPatternException)
            {
                scan.Fault("DateFormats", $"holds \"{format}\": write formats of dates such as dd/MM/yyyy.");
            }
        }

        return formats;
    }
}
