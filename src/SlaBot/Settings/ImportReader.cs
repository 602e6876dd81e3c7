using SlaBot.Core.Policy.SettingsTree;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Settings;

/// <summary>Reads <c>Import</c>: how the columns of CSV files are called and how their dates are written.</summary>
internal static class ImportReader
{
    private static readonly string[] More = ["id", "createdAt", "mqlAt", "owner", "assignedAt", "signals", "activity"];

    /// <summary>The import's settings; by default dates are read in the agreement's zone at nine in the
    /// morning.</summary>
    public static ImportSettings Read(SettingsSection scan, DateTimeZone zone, IList<SettingsFault> faults)
    {
        var columns = Columns(scan.Child("Columns"), faults);
        var import = new ImportSettings(columns, scan.Zone("TimeZone") ?? zone, TimeOfDay(scan), Formats(scan))
        {
            Encoding = Encoding(scan),
        };
        scan.Close();
        return import;
    }

    /// <summary>Header (without case) to the field it is read as; blank: the column is left out.</summary>
    public static IReadOnlyDictionary<string, string> Columns(SettingsNode? node, IList<SettingsFault> faults)
    {
        var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (node is not null)
        {
            Collect(node, "", columns, faults);
        }

        return columns;
    }

    // A header may hold a colon, at which configurations cut: the parts are put together again.
    private static void Collect(SettingsNode node, string header, Dictionary<string, string> columns,
        IList<SettingsFault> faults)
    {
        foreach (var child in node.Children)
        {
            var name = header.Length == 0 ? child.Name : $"{header}:{child.Name}";
            Collect(child, name, columns, faults);
            if (child.Value is null || child.Children.Count > 0)
            {
                continue;
            }

            // Blank leaves the column out.
            columns[name] = child.Value.Trim();
            if (columns[name].Length > 0 && !More.Contains(columns[name], StringComparer.OrdinalIgnoreCase)
                && LeadFields.FaultOf(columns[name]) is { } fault)
            {
                faults.Add(new SettingsFault(child.Path, fault));
            }
        }
    }

    private static string Encoding(SettingsSection scan)
    {
        var name = scan.Text("Encoding") ?? ImportSettings.AnyEncoding;
        if (!ImportSettings.Encodings.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            scan.Fault("Encoding", $"is \"{name}\": write {string.Join(", ", ImportSettings.Encodings)}.");
        }

        return name;
    }

    private static LocalTime TimeOfDay(SettingsSection scan)
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

    private static List<string> Formats(SettingsSection scan)
    {
        var formats = new List<string>();
        foreach (var format in scan.Texts("DateFormats") ?? [])
        {
            if (IsFormat(format))
            {
                formats.Add(format);
            }
            else
            {
                scan.Fault("DateFormats", $"holds \"{format}\": write formats of dates such as dd/MM/yyyy.");
            }
        }

        return formats;
    }

    // Of a date, or of a date and a time; without year, month and day it could say no date.
    private static bool IsFormat(string format)
    {
        if (format.Length > 1
            && !("yu".Any(format.Contains) && format.Contains('M', StringComparison.Ordinal)
                && format.Contains('d', StringComparison.Ordinal)))
        {
            return false;
        }

        try
        {
            LocalDatePattern.CreateWithInvariantCulture(format);
            return true;
        }
        catch (InvalidPatternException)
        {
            return IsBoth(format);
        }
    }

    private static bool IsBoth(string format)
    {
        try
        {
            LocalDateTimePattern.CreateWithInvariantCulture(format);
            return true;
        }
        catch (InvalidPatternException)
        {
            return false;
        }
    }
}
