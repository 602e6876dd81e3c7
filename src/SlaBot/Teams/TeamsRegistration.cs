using SlaBot.Chat;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Engine;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;
using SlaBot.Teams.Inbound;
using SlaBot.Teams.Interactions;
using SlaBot.Teams.Tab;

namespace SlaBot.Teams;

/// <summary>Teams as a platform.</summary>
internal sealed class TeamsRegistration : IPlatformRegistration
{
    /// <inheritdoc/>
    public string Name => TeamsPlatform.Name;

    /// <inheritdoc/>
    public string Section => "Teams";

    /// <inheritdoc/>
    public PlatformOptions Read(SettingsSection section, bool isDevelopment, string directory) =>
        TeamsOptions.Read(section, isDevelopment, directory);

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, PlatformSetup setup) => services.AddTeams(OptionsOf(setup));

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder app) => app.MapTeams();

    /// <inheritdoc/>
    public Task<IReadOnlyList<SettingsFault>> CheckAsync(PlatformSetup setup, TimeProvider time,
        CancellationToken stop)
    {
        var terms = new TeamsCheckContext(setup.OwnPeople, setup.OwnChannels);
        if (setup.Stored is { } stored)
        {
            var (members, teams) = TeamsDirectory.OnFile(stored);
            terms = terms with { Members = members, Teams = teams };
        }

        return TeamsCheck.RunAsync(OptionsOf(setup), terms, time, stop);
    }

    /// <inheritdoc/>
    public PackageResult Pack(PlatformSetup setup, string file, string? version)
    {
        var options = OptionsOf(setup);
        return new PackageResult(PackageFault(setup, options) ?? TeamsPackage.Write(file, options, version),
            Tab(options));
    }

    private static TeamsOptions OptionsOf(PlatformSetup setup)
    {
        var options = (TeamsOptions)setup.Options;
        return options with { Channels = setup.Channels, WebsiteUrl = setup.PublicUrl ?? options.PublicUrl };
    }

    private static string? PackageFault(PlatformSetup setup, TeamsOptions teams) => PackageFault(teams)
        ?? (setup.PublicUrl ?? teams.PublicUrl) switch
        {
            null =>
                "SlaBot:Web:PublicUrl is missing: the package names a website, a privacy and a terms page to "
                + "everybody who installs it. Write the https address under which people reach SlaBot, then make the "
                    + "package.",
            { Scheme: not "https" } at =>
                $"SlaBot:Web:PublicUrl is {at}: Teams takes https addresses only. Write that address, then make the "
                + $"package.",
            _ => null,
        };

    private static string? PackageFault(TeamsOptions teams) =>
        !Guid.TryParse(teams.AppId, out Guid _)
            ? "SlaBot:Teams:AppId is missing, or no id such as 3f1d2c4b-…: write the bot's application id, then make "
                + "the package."
        : teams.PublicUrl is { Scheme: not "https" } at
        ? $"SlaBot:Teams:PublicUrl is {at}: Teams shows only pages that it reaches over https. Write that address, "
            + $"then make the package."
        : null;

    private static string Tab(TeamsOptions teams) =>
        teams.PublicUrl is null
            ? " It has no personal tab: for that set SlaBot:Teams:PublicUrl to the https address under which Teams "
                + "reaches SlaBot." : "";
}

/// <summary>The room's contents: Teams as a platform.</summary>
internal static class TeamsServices
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds it; nothing when Teams is not enabled.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services, TeamsOptions settings) =>
        !settings.Enabled ? services : services
        .AddSingleton(settings)
        .AddSingleton<ServiceUrlAllowList>()
        .AddSingleton(at => new TeamsTokens(Http(), settings, at.GetRequiredService<TimeProvider>()))
        .AddSingleton(at => Keys(at, settings.OpenIdMetadataUrl)).AddSingleton<TokenLifetime>()
        .AddSingleton(
            at => new TeamsClient(Http(), at.GetRequiredService<TeamsTokens>(),
                at.GetRequiredService<ServiceUrlAllowList>(), at.GetRequiredService<TimeProvider>()))
        .AddSingleton<TeamsChannels>().AddSingleton<TeamsDirectory>().AddSingleton<TeamsPeople>()
        .AddSingleton<SenderResolver>().AddSingleton<TeamsRateLimiter>().AddSingleton<TeamsRefusals>()
        .AddSingleton<TeamsAlarms>().AddSingleton<DeliveryOutcomes>().AddSingleton<TeamsConversations>()
        .AddSingleton<TeamsRepeats>()
        .AddKeyedSingleton(TeamsPlatform.Name,
            (at, _) => new RequestDeduplicator(at.GetRequiredService<LeadCommandProcessor>(), TeamsPlatform.Name))
            .AddSingleton<UserSpecificViews>().AddSingleton<TeamsDelivery>()
        .AddSingleton<IChatPlatform, TeamsPlatform>()
        .AddSingleton<MessageHandler>()
        .AddSingleton<CardActionHandler>().AddSingleton<SubmitReplies>().AddSingleton<MeetingHandler>()
        .AddSingleton<InstallationHandler>().AddSingleton<ActivityAuthenticator>().AddSingleton<TeamsDispatcher>()
        .AddHostedService<TokenWarmUpService>().AddTeamsTab(settings);

    /// <summary>The personal tab, for the one tenant that is served; without one nobody could be told apart.</summary>
    private static IServiceCollection AddTeamsTab(this IServiceCollection services, TeamsOptions settings) =>
        settings.TenantId is null ? services : services
        .AddSingleton(
            at => new TabAuthenticator(Keys(at, TabAuthenticator.MetadataOf(settings)), settings,
                at.GetRequiredService<TokenLifetime>(), at.GetRequiredService<ILogger<TabAuthenticator>>()))
        .AddSingleton<TabPeople>().AddSingleton<TabPages>().AddSingleton<TabEndpoints>();

    /// <summary>Maps the way in, and the personal tab.</summary>
    public static void MapTeams(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetService<TeamsDispatcher>() is { } inbox)
        {
            app.MapPost(TeamsDispatcher.Path, (RequestDelegate)inbox.TakeAsync);
        }

        app.ServiceProvider.GetService<TabEndpoints>()?.Map(app);
    }

    // Teams waits some seconds for an answer; under the manual clock nobody is in a hurry.
    private static SigningKeyCache Keys(IServiceProvider at, Uri metadata) => new(Http(), metadata,
        at.GetRequiredService<NodaTime.IClock>() is ManualClock ? Patience : TimeSpan.FromSeconds(1),
        at.GetRequiredService<TimeProvider>());

    /// <summary>A client that follows nobody elsewhere.</summary>
    public static HttpClient Http() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Patience };
}
