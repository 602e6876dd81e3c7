using NodaTime;
using SlaBot.Chat;
using SlaBot.Slack.Inbound;
using SlaBot.Slack.Interactions;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack;

/// <summary>The room's contents: Slack as a platform, over HTTP or Socket Mode.</summary>
internal static class SlackServices
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds it; nothing when Slack is not enabled.</summary>
    public static IServiceCollection AddSlack(this IServiceCollection services, SlackOptions options)
    {
        if (!options.Enabled)
        {
            return services;
        }

        services.AddSingleton(options)
            .AddSingleton(at => Client(options, at.GetRequiredService<IClock>()))
            .AddSingleton(at => new SlackChannels(at.GetRequiredService<SlackClient>(), options.Channels, at.GetRequiredService<IClock>()))
            .AddSingleton<SlackAlarms>().AddSingleton<SlackPeople>().AddSingleton<DirectChannels>().AddSingleton<SlackRateLimiter>().AddSingleton<SlackReconciler>()
            .AddSingleton<IChatPlatform, SlackPlatform>()
            .AddSingleton<WorkspaceIdentity>().AddSingleton<SocketModeStatus>().AddSingleton<EnterpriseGridGuard>().AddSingleton<ReplyRetry>().AddSingleton<RequestDeduplicator>().AddSingleton<EphemeralReplies>()
            .AddSingleton<BlockActionsHandler>().AddSingleton<ViewSubmissionHandler>().AddSingleton<SlashCommandHandler>().AddSingleton<EventsHandler>().AddSingleton<SlackHome>()
            .AddSingleton<SlackDispatcher>().AddSingleton<SlackEndpoints>()
            .AddHostedService<SlackSyncService>();
        return options.AppToken is null ? services : services.AddHostedService<SocketModeService>();
    }

    /// <summary>Maps the ways in over HTTP; none without a signing secret.</summary>
    public static void MapSlack(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetService<SlackEndpoints>() is not { } endpoints || string.IsNullOrEmpty(app.ServiceProvider.GetRequiredService<SlackOptions>().SigningSecret))
        {
            return;
        }

        app.MapPost(SlackEndpoints.Events, (RequestDelegate)endpoints.EventAsync);
        app.MapPost(SlackEndpoints.Interactivity, (RequestDelegate)endpoints.InteractionAsync);
        app.MapPost(SlackEndpoints.Commands, (RequestDelegate)endpoints.CommandAsync);
    }

    /// <summary>A client for the settings' token.</summary>
    public static SlackClient Client(SlackOptions options, IClock clock)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(5) };
        return new SlackClient(new HttpClient(handler) { Timeout = Patience }, options.ApiBaseUrl, options.BotToken ?? "", clock);
    }
}
