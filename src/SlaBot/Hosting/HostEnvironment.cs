using SlaBot.Settings;

namespace SlaBot.Hosting;

/// <summary>What commands need to know without building a bot.</summary>
internal static class HostEnvironment
{
    /// <summary>True in the Development environment: by the option, else by the usual variables.</summary>
    public static bool IsDevelopment(string? asked) => string.Equals(
        asked ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"),
        "Development",
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The settings, or the faults as an exception.</summary>
    public static SlaBotSettings Settings(RunOptions order)
    {
        var file = SettingsFile.Find(order.SettingsFile);
        var read = SettingsFile.Read(file, IsDevelopment(order.Environment), order.Platforms);
        return read.Settings ?? throw new SettingsRefusedException(file, read);
    }
}
