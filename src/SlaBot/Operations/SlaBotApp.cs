using NodaTime;
using SlaBot.Desk;
using SlaBot.Settings;
using SlaBot.Storage;

namespace SlaBot.Operations;

/// <summary>What a run of the bot was asked for.</summary>
internal sealed record RunOrder(string? SettingsFile = null, string? Environment = null, string? Urls = null);

/// <summary>Settings that cannot be used; the message is the list of faults.</summary>
internal sealed class SettingsRefusedException(string file, SettingsResult read)
    : Exception($"The settings in {file} cannot be used:{System.Environment.NewLine}{read.Report}");

/// <summary>The ground that every room stands on: settings, clock, store, log.</summary>
internal static class SlaBotGround
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>A builder with the settings read whole and the store opened; what is wrong is said at once and nothing starts.</summary>
    public static (WebApplicationBuilder Builder, SlaBotSettings Settings) Lay(RunOrder order)
    {
        var file = SettingsFile.Find(order.SettingsFile);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = order.Environment });
        var isDevelopment = builder.Environment.IsDevelopment();
        var read = SettingsFile.Read(file, isDevelopment);
        var settings = read.Settings ?? throw new SettingsRefusedException(file, read);
        SettingsFile.Use(builder.Configuration, file);
        builder.WebHost.UseUrls(order.Urls ?? builder.Configuration["urls"] ?? DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        builder.Services.AddStorage(SqliteStore.Open(settings.Database.ConnectionString));
        builder.Services.AddSingleton(new SettingsPlace(file)).AddSingleton(settings);
        return (builder, settings);
    }

    /// <summary>The clock that the settings ask for.</summary>
    public static IClock ClockOf(SlaBotSettings settings) => settings.Clock.IsManual
        ? new ManualClock(settings.Clock.Start ?? SystemClock.Instance.GetCurrentInstant())
        : SystemClock.Instance;
}
