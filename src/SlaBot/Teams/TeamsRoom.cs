using NodaTime;
using SlaBot.Chat;
using SlaBot.Settings;

namespace SlaBot.Teams;

/// <summary>The room's contents: Teams as a platform.</summary>
internal static class TeamsRoom
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds it; nothing when Teams is not enabled.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services, SlaBotSettings settings) => !settings.Teams.Enabled ? services : services
        .AddSingleton(settings.Teams)
        .AddSingleton<TeamsHosts>()
        .AddSingleton(_ => new TeamsTokens(Http(), settings.Teams))
        .AddSingleton(_ => new TeamsKeys(Http(), settings.Teams))
        .AddSingleton(at => new TeamsClient(Http(), at.GetRequiredService<TeamsTokens>(), at.GetRequiredService<TeamsHosts>()))
        .AddSingleton(at => new TeamsChannels(at.GetRequiredService<TeamsClient>(), at.GetRequiredService<TeamsBook>(), at.GetRequiredService<TeamsHosts>(), settings.Channels, at.GetRequiredService<IClock>()))
        .AddSingleton<TeamsBook>().AddSingleton<TeamsPeople>().AddSingleton<TeamsPace>().AddSingleton<TeamsAlarms>()
        .AddSingleton<IChatTransport, TeamsTransport>()
        .AddSingleton<TeamsOnce>().AddSingleton<TeamsErrands>().AddSingleton<TeamsPosts>().AddSingleton<TeamsTalk>()
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
