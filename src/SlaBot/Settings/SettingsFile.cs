using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Settings;

/// <summary>Finds the settings file and reads it with the environment over it.</summary>
internal static class SettingsFile
{
    /// <summary>The variable that names a file when the command line does not.</summary>
    public const string Variable = "SLABOT_SETTINGS";

    /// <summary>The file asked for, else the variable's, else the shipped one beside the program; absolute.</summary>
    public static string Find(string? asked)
    {
        var named = asked ?? Environment.GetEnvironmentVariable(Variable);
        return Path.GetFullPath(
            string.IsNullOrWhiteSpace(named) ? Path.Combine(AppContext.BaseDirectory, "appsettings.json") : named);
    }

    /// <summary>Puts exactly this file and the environment under the configuration: nothing of another settings file
    /// mixes in.</summary>
    public static void Use(IConfigurationBuilder configuration, string file)
    {
        configuration.Sources.Clear();
        configuration.AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables("ASPNETCORE_");
        configuration.AddJsonFile(source =>
        {
            (source.Path, source.Optional, source.ReloadOnChange) = (file, false, true);
            source.ResolveFileProvider();
            // An edit that cannot be read is told of like any other that is refused, and does not end the watch.
            source.OnLoadException = failed => failed.Ignore = true;
        });
        configuration.AddEnvironmentVariables();
    }

    /// <summary>Reads a file on its own, for commands that run no bot. A file that is missing or no JSON is a fault
    /// like any other.</summary>
    public static SettingsResult Read(string file, bool isDevelopment, IReadOnlyList<IPlatformSettings> platforms)
    {
        if (!File.Exists(file))
        {
            return Fault(file,
                "is not there: name a settings file with --settings FILE or the variable " + Variable + ".");
        }

        try
        {
            var builder = new ConfigurationBuilder();
            builder.AddJsonFile(file, optional: false, reloadOnChange: false).AddEnvironmentVariables();
            return SettingsReader.Read(builder.Build(), isDevelopment, platforms, Path.GetDirectoryName(file)!);
        }
        catch (Exception fault) when (fault is InvalidDataException or FormatException or IOException
            or UnauthorizedAccessException)
        {
            return Fault(file, "cannot be read: " + (fault.GetBaseException().Message));
        }
    }

    private static SettingsResult Fault(string file, string message) =>
        new(null, [new SlaBot.Core.Policy.SettingsTree.SettingsFault(file, message)]);
}
