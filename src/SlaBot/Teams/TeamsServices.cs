using SlaBot.Chat;
using SlaBot.Engine;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;
using SlaBot.Teams.Inbound;
using SlaBot.Teams.Interactions;
using SlaBot.Teams.Tab;

namespace SlaBot.Teams;

/// <summary>The room's contents: Teams as a platform.</summary>
internal static class TeamsServices
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds it; nothing when Teams is not enabled.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services, TeamsOptions settings) => !settings.Enabled ? services : services
        .AddSingleton(settings)
        .AddSingleton<ServiceUrlAllowList>()
        .AddSingleton(_ => new TeamsTokens(Http(), settings))
        .AddSingleton(at => new SigningKeyCache(Http(), settings.OpenIdMetadataUrl, KeysIn(at)))
        .AddSingleton(at => new TeamsClient(Http(), at.GetRequiredService<TeamsTokens>(), at.GetRequiredService<ServiceUrlAllowList>()))
        .AddSingleton<TeamsChannels>().AddSingleton<TeamsDirectory>().AddSingleton<TeamsPeople>().AddSingleton<SenderResolver>().AddSingleton<TeamsRateLimiter>().AddSingleton<TeamsRefusals>().AddSingleton<TeamsAlarms>().AddSingleton<DeliveryOutcomes>()
        .AddKeyedSingleton(TeamsPlatform.Name, (at, _) => new RequestDeduplicator(at.GetRequiredService<LeadCommandProcessor>(), TeamsPlatform.Name)).AddSingleton<UserSpecificViews>().AddSingleton<TeamsDelivery>()
        .AddSingleton<IChatPlatform, TeamsPlatform>()
        .AddSingleton<MessageHandler>()
        .AddSingleton<CardActionHandler>().AddSingleton<InstallationHandler>().AddSingleton<ActivityAuthenticator>().AddSingleton<TeamsDispatcher>()
        .AddHostedService<TokenWarmUpService>().AddTeamsTab(settings);

    /// <summary>The personal tab, for the one tenant that is served; without one nobody could be told apart.</summary>
    private static IServiceCollection AddTeamsTab(this IServiceCollection services, TeamsOptions settings) => settings.TenantId is null ? services : services
        .AddSingleton(at => new TabAuthenticator(new SigningKeyCache(Http(), TabAuthenticator.MetadataOf(settings), KeysIn(at)), settings, at.GetRequiredService<NodaTime.IClock>(), at.GetRequiredService<ILogger<TabAuthenticator>>()))
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
    private static TimeSpan KeysIn(IServiceProvider at) => at.GetRequiredService<NodaTime.IClock>() is SlaBot.Engine.ManualClock ? Patience : TimeSpan.FromSeconds(1);

    /// <summary>A client that follows nobody elsewhere.</summary>
    public static HttpClient Http() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Patience };
}
