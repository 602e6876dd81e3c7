using SlaBot.Chat;

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
        .AddSingleton(_ => new TeamsKeys(Http(), settings))
        .AddSingleton(at => new TeamsClient(Http(), at.GetRequiredService<TeamsTokens>(), at.GetRequiredService<TeamsHosts>()))
        .AddSingleton<TeamsChannels>().AddSingleton<TeamsBook>().AddSingleton<TeamsPeople>().AddSingleton<TeamsWho>().AddSingleton<TeamsPace>().AddSingleton<TeamsAlarms>()
        .AddSingleton<TeamsOnce>().AddSingleton<TeamsViews>().AddSingleton<TeamsDelivery>()
        .AddSingleton<IChatTransport, TeamsTransport>()
        .AddSingleton<TeamsPosts>().AddSingleton<TeamsTalk>()
        .AddSingleton<TeamsClicks>().AddSingleton<TeamsInstalls>().AddSingleton<TeamsGate>().AddSingleton<TeamsInbox>();

    /// <summary>Maps the way in.</summary>
    public static void MapTeams(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetService<TeamsInbox>() is { } inbox)
        {
            app.MapPost(TeamsInbox.Path, (RequestDelegate)inbox.TakeAsync);
        }
    }

    /// <summary>A client that follows nobody elsewhere.</summary>
    public static HttpClient Http() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Patience };
}
