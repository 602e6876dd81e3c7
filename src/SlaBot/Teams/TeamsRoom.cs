using SlaBot.Chat;
using SlaBot.Teams.Connector;
using SlaBot.Teams.Doors;
using SlaBot.Teams.Tab;
using SlaBot.Teams.Talk;
using SlaBot.Teams.Tokens;

namespace SlaBot.Teams;

/// <summary>The room's contents: Teams as a platform.</summary>
internal static class TeamsRoom
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds it; nothing when Teams is not enabled.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services, TeamsOptions settings) => !settings.Enabled ? services : services
        .AddSingleton(settings)
        .AddSingleton<TeamsHosts>()
        .AddSingleton(_ => new TeamsTokens(Http(), settings))
        .AddSingleton(at => new TeamsKeys(Http(), settings.OpenIdMetadataUrl, KeysIn(at)))
        .AddSingleton(at => new TeamsClient(Http(), at.GetRequiredService<TeamsTokens>(), at.GetRequiredService<TeamsHosts>()))
        .AddSingleton<TeamsChannels>().AddSingleton<TeamsBook>().AddSingleton<TeamsPeople>().AddSingleton<TeamsWho>().AddSingleton<TeamsPace>().AddSingleton<TeamsRefusals>().AddSingleton<TeamsAlarms>().AddSingleton<TeamsOutcomes>()
        .AddSingleton<TeamsOnce>().AddSingleton<TeamsViews>().AddSingleton<TeamsDelivery>()
        .AddSingleton<IChatTransport, TeamsTransport>()
        .AddSingleton<TeamsTalk>()
        .AddSingleton<TeamsClicks>().AddSingleton<TeamsInstalls>().AddSingleton<TeamsGate>().AddSingleton<TeamsInbox>()
        .AddHostedService<TeamsTokenWatch>().AddTeamsTab(settings);

    /// <summary>The personal tab, for the one tenant that is served; without one nobody could be told apart.</summary>
    private static IServiceCollection AddTeamsTab(this IServiceCollection services, TeamsOptions settings) => settings.TenantId is null ? services : services
        .AddSingleton(at => new TeamsTabGate(new TeamsKeys(Http(), TeamsTabGate.MetadataOf(settings), KeysIn(at)), settings, at.GetRequiredService<NodaTime.IClock>(), at.GetRequiredService<ILogger<TeamsTabGate>>()))
        .AddSingleton<TeamsTabPeople>().AddSingleton<TeamsTabPages>().AddSingleton<TeamsTab>();

    /// <summary>Maps the way in, and the personal tab.</summary>
    public static void MapTeams(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetService<TeamsInbox>() is { } inbox)
        {
            app.MapPost(TeamsInbox.Path, (RequestDelegate)inbox.TakeAsync);
        }

        app.ServiceProvider.GetService<TeamsTab>()?.Map(app);
    }

    // Teams waits some seconds for an answer; under the manual clock nobody is in a hurry.
    private static TimeSpan KeysIn(IServiceProvider at) => at.GetRequiredService<NodaTime.IClock>() is Desk.ManualClock ? Patience : TimeSpan.FromSeconds(1);

    /// <summary>A client that follows nobody elsewhere.</summary>
    public static HttpClient Http() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Patience };
}
