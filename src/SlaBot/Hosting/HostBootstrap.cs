using NodaTime;
using NodaTime.Extensions;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Engine;
using SlaBot.Settings;
using SlaBot.Storage;

namespace SlaBot.Hosting;

/// <summary>The ground that every room stands on: settings, clock, store, log.</summary>
internal static class HostBootstrap
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>A builder with the settings read whole and the store opened; what is wrong is said at once and nothing
    /// starts.</summary>
    public static (WebApplicationBuilder Builder, SlaBotSettings Settings) Create(RunOptions order)
    {
        var file = SettingsFile.Find(order.SettingsFile);
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = order.Environment });
        var isDevelopment = builder.Environment.IsDevelopment();
        var read = SettingsFile.Read(file, isDevelopment, order.Platforms);
        var settings = read.Settings ?? throw new SettingsRefusedException(file, read);
        SettingsFile.Use(builder.Configuration, file);
        builder.WebHost.UseUrls(order.Urls ?? builder.Configuration["urls"] ?? DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            new ConnectionLimits(ConnectionLimits.OpenFiles()).Apply(kestrel);
        });
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime",
            LogLevel.Information);
        var store = SqliteStore.Open(settings.Database.ConnectionString, MigrationProgress.Report);
        builder.Services.AddStorage(store);
        builder.Services.AddSingleton(order.Machine);
        builder.Services.AddSingleton(ClockOf(settings, store, order));
        builder.Services.AddSingleton(new SettingsLocation(file, order.Platforms)).AddSingleton(settings);
        return (builder, settings);
    }

    /// <summary>The clock that the settings ask for; one moved by hand never stands before what is on file.</summary>
    private static IClock ClockOf(SlaBotSettings settings, SqliteStore store, RunOptions order)
    {
        var time = order.Time ?? MachineTime.This;
        var boot = order.Time is null ? MachineTime.Boot : order.Boot;
        return settings.Clock.IsManual
            ? new ManualClock(
                Instant.Max(settings.Clock.Start ?? time.GetCurrentInstant(),
                    store.LatestInstant() ?? Instant.MinValue))
            : new GuardedClock(time, boot, store.ClockMark());
    }
}

/// <summary>What commands need to know without building a bot.</summary>
internal static class HostEnvironment
{
    /// <summary>True in the Development environment: by the option, else by the usual variables.</summary>
    public static bool IsDevelopment(string? asked) => string.Equals(
        asked ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"),
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

/// <summary>
/// What a run of the bot was asked for. <c>Time</c> and <c>Boot</c> are what the business clock is read from; null is
/// this machine, and tests give one of their own.
/// </summary>
internal sealed record RunOptions(string? SettingsFile = null, string? Environment = null, string? Urls = null,
    TimeProvider? Time = null, string? Boot = null)
{
    /// <summary>The machine's time, for whoever lives by it whatever the business clock says: signatures, tokens, the
    /// dates in other servers' answers, and how long something took. Tests may give another.</summary>
    public TimeProvider Machine { get; init; } = TimeProvider.System;

    /// <summary>The chat platforms that the program knows.</summary>
    public IReadOnlyList<IPlatformSettings> Platforms { get; init; } = [];
}
