using NodaTime;
using NodaTime.Text;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>The readings that concern time: targets, dates and zones.</summary>
public sealed partial class SettingsSection
{
    /// <summary>A target in words, such as <c>1 business hour</c>.</summary>
    public Target? Target(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (SlaBot.Core.Policy.Target.TryParse(text, out var target, out var fault))
        {
            return target;
        }

        Fault(key, fault + ".");
        return null;
    }

    /// <summary>An ISO date, such as 2026-11-02.</summary>
    public LocalDate? Date(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        var read = LocalDatePattern.Iso.Parse(text);
        if (!read.Success)
        {
            Fault(key, $"is \"{text}\": write a date such as 2026-11-02.");
        }

        return read.Success ? read.Value : null;
    }

    /// <summary>An IANA time zone, such as America/New_York.</summary>
    public DateTimeZone? Zone(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(text);
        if (zone is null)
        {
            Fault(key, $"is \"{text}\": write an IANA time zone such as America/New_York.");
        }

        return zone;
    }
}
