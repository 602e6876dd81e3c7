using System.Data.Common;
using System.Net;
using Cronos;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Routing;
using SlaBot.Core.Time;
using Schedule = SlaBot.Core.Routing.Schedule;

namespace SlaBot.Settings;

/// <summary>Reads <c>Database</c>, <c>Api</c>, <c>Clock</c> and <c>Schedule</c>.</summary>
internal static class HostReader
{
    /// <summary>Whether the sandbox answers: in the Development environment only, where it is asked for or no chat
    /// platform is in use.</summary>
    public static bool Sandbox(SettingsSection scan, bool isChatEnabled, bool isDevelopment)
    {
        var asked = scan.Flag("Enabled");
        scan.Close();
        if (asked == true && !isDevelopment)
        {
            scan.Fault("Enabled",
                "is true, which is refused outside the Development environment: remove it. Whoever reaches the "
                + "sandbox may act as anybody.");
        }

        return isDevelopment && (asked ?? !isChatEnabled);
    }

    private const int LeastKeyLength = 16;
    private const string DefaultCron = "0 0 9 ? * MON";

    /// <summary>Where the data lies; by default slabot.db beside the settings file.</summary>
    public static DatabaseSettings Database(SettingsSection scan, string directory)
    {
        var provider = scan.Word("Provider", ("Sqlite", DatabaseProvider.Sqlite),
            ("PostgreSQL", DatabaseProvider.PostgreSql)) ?? DatabaseProvider.Sqlite;
        var text = scan.Text("ConnectionString");
        scan.Close();
        if (provider == DatabaseProvider.Sqlite)
        {
            return new DatabaseSettings(provider, InDirectory(scan, text ?? "Data Source=slabot.db", directory));
        }

        if (text is null)
        {
            scan.Fault("ConnectionString", "is missing: write how to reach the PostgreSQL server.");
        }

        return new DatabaseSettings(provider, text ?? "");
    }

    /// <summary>The API's keys.</summary>
    public static IReadOnlyList<ApiKey> ApiKeys(SettingsSection scan, IList<SettingsFault> faults)
    {
        var list = scan.Child("Keys")?.Children ?? [];
        var keys = list.Select(node => Key(new SettingsSection(node, faults))).ToList();
        scan.Close();
        foreach (var twice in keys.Where(key => key.Name.Length > 0).GroupBy(key => key.Name,
            StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
        {
            scan.Fault("Keys", $"names two keys \"{twice.Key}\": give each its own Name.");
        }

        foreach (var twice in keys.Where(key => key.Key.Length > 0).GroupBy(key => key.Key, StringComparer.Ordinal)
            .Where(same => same.Count() > 1))
        {
            scan.Fault("Keys",
                $"gives {string.Join(" and ", twice.Select(key => key.Name))} the same Key: each needs its own.");
        }

        return keys;
    }

    /// <summary>The clock; the manual one only in Development.</summary>
    public static ClockSettings Clock(SettingsSection scan, bool isDevelopment)
    {
        var isManual = scan.Word("Mode", ("System", false), ("Manual", true)) ?? false;
        var start = scan.Text("Start") is { } text ? Start(scan, text) : null;
        scan.Close();
        if (isManual && !isDevelopment)
        {
            scan.Fault("Mode", "is Manual, which is refused outside the Development environment: write System.");
        }

        if (isManual && scan.Node["Start"] is not { IsBlank: false })
        {
            scan.Fault("Start", "is missing while Mode is Manual: write an instant such as 2026-11-16T14:00:00Z.");
        }

        return new ClockSettings(isManual, start);
    }

    /// <summary>The repeated posts; by default on Monday at nine in the agreement's zone.</summary>
    public static Schedule Schedule(SettingsSection scan, DateTimeZone zone)
    {
        var schedule = new Schedule(Cron(scan, "Scorecard") ?? DefaultCron, Cron(scan, "MonthlyReview"),
            scan.Zone("TimeZone") ?? zone) { QuarterlyReview = Cron(scan, "QuarterlyReview") };
        scan.Close();
        return schedule;
    }

    private static string InDirectory(SettingsSection scan, string text, string directory)
    {
        try
        {
            var builder = new DbConnectionStringBuilder { ConnectionString = text };
            var key = ((string[])["Data Source", "DataSource", "Filename"]).FirstOrDefault(builder.ContainsKey);
            var file = key is null ? "" : (string)builder[key];
            if (key is null || file.Length == 0)
            {
                scan.Fault("ConnectionString", "names no file: write \"Data Source=slabot.db\".");
            }
            else if (!file.StartsWith(':') && !file.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
                && !IsInMemory(builder))
            {
                builder[key] = Path.GetFullPath(file, directory);
            }

            return builder.ConnectionString;
        }
        catch (ArgumentException)
        {
            scan.Fault("ConnectionString", "is no connection string: write \"Data Source=slabot.db\".");
            return text;
        }
    }

    private static bool IsInMemory(DbConnectionStringBuilder builder) =>
        builder.TryGetValue("Mode", out var mode)
            && string.Equals(mode as string, "Memory", StringComparison.OrdinalIgnoreCase);

    private static ApiKey Key(SettingsSection scan)
    {
        var name = scan.Needed("Name", "a name by which the log knows this key") ?? "";
        var key = scan.Needed("Key", "a secret of at least 16 characters") ?? "";
        var rights = ApiRights.None;
        foreach (var word in scan.Texts("Rights") ?? [])
        {
            rights |= Right(scan, word);
        }

        if (key.Length is > 0 and < LeastKeyLength)
        {
            scan.Fault("Key", "is shorter than 16 characters: write a longer one.");
        }

        if (scan.Node["Rights"] is not { IsBlank: false })
        {
            scan.Fault("Rights", "is missing: list intake, read or admin.");
        }

        var mayAssign = scan.Flag("MayAssign") ?? false;
        scan.Close();
        return new ApiKey(name, key, rights, mayAssign);
    }

    private static ApiRights Right(SettingsSection scan, string word)
    {
        switch (word.ToLowerInvariant())
        {
            case "intake": return ApiRights.Intake;
            case "read": return ApiRights.Read;
            case "admin": return ApiRights.Admin;
            default:
                scan.Fault("Rights",
                    $"holds \"{word}\": write intake, read or "
                    + $"admin.{SpellingHint.Hint(word, ["intake", "read", "admin"])}");
                return ApiRights.None;
        }
    }

    private static Instant? Start(SettingsSection scan, string text)
    {
        var read = OffsetDateTimePattern.ExtendedIso.Parse(text);
        if (!read.Success)
        {
            scan.Fault("Start", $"is \"{text}\": write an instant such as 2026-11-16T14:00:00Z.");
        }

        return read.Success ? read.Value.ToInstant() : null;
    }

    private static string? Cron(SettingsSection scan, string key)
    {
        if (scan.Text(key) is not { } text || string.Equals(text, "none", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var read = CronText.Read(text);
        if (read.Fault is { } fault)
        {
            scan.Fault(key, $"is \"{text}\", which {fault}; such as \"{DefaultCron}\" (Mondays at 09:00).");
            return null;
        }

        try
        {
            _ = CronExpression.Parse(read.Text, read.HasSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard);
            return text;
        }
        catch (Exception wrong) when (wrong is CronFormatException or ArgumentException)
        {
            scan.Fault(key,
                $"is \"{text}\", which is no cron expression: write such as \"{DefaultCron}\" (Mondays at 09:00).");
            return null;
        }
    }
}

/// <summary>How the program is reached from outside.</summary>
internal sealed record WebSettings
{
    /// <summary>The https address under which people reach the program; null: <c>Teams:PublicUrl</c>, where there is
    /// one.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The proxies whose <c>X-Forwarded-*</c> headers are believed, as networks; none by default.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];
}

/// <summary>Reads <c>Web</c>.</summary>
internal static class WebReader
{
    /// <summary>The settings of the section.</summary>
    public static WebSettings Read(SettingsSection scan, bool isDevelopment)
    {
        var web = new WebSettings
        {
            PublicUrl = SettingsUrl.Public(scan, "PublicUrl", "people reach SlaBot", isDevelopment),
            Proxies = [.. (scan.Texts("Proxies") ?? []).Select(text => Proxy(scan, text)).OfType<IPNetwork>()],
        };
        scan.Close();
        return web;
    }

    private static IPNetwork? Proxy(SettingsSection scan, string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        if (IPAddress.TryParse(text, out var address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        scan.Fault("Proxies",
            $"holds \"{text}\": write the address of a proxy, such as 10.0.0.7, or a network, such as 10.0.0.0/24.");
        return null;
    }
}
