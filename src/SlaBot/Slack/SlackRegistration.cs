using SlaBot.Core.Policy.SettingsTree;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Engine;
using SlaBot.Slack.Inbound;
using SlaBot.Slack.Interactions;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack;

/// <summary>Slack as a platform, over HTTP or Socket Mode.</summary>
internal sealed class SlackRegistration : IPlatformRegistration
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public string Name => SlackPlatform.Name;

    /// <inheritdoc/>
    public string Section => "Slack";

    /// <inheritdoc/>
    public PlatformOptions Read(SettingsSection section, bool isDevelopment, string directory) =>
        SlackOptions.Read(section);

    /// <inheritdoc/>
    public string ChannelName(string written) => written.TrimStart('#');

    /// <inheritdoc/>
    public Task<IReadOnlyList<SettingsFault>> CheckAsync(PlatformSetup setup, TimeProvider time,
        CancellationToken stop) => SlackCheck.RunAsync(OptionsOf(setup), setup.People, time, stop);

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, PlatformSetup setup)
    {
        var options = OptionsOf(setup);
        services.AddSingleton(options)
            .AddSingleton(at => Client(options, at.GetRequiredService<IClock>(), at.GetRequiredService<TimeProvider>()))
            .AddSingleton(
                at => new SlackChannels(at.GetRequiredService<SlackClient>(), options.Channels,
                    at.GetRequiredService<IClock>(), at.GetRequiredService<KeptChannels>()))
            .AddSingleton<KeptChannels>()
            .AddSingleton<SlackAlarms>().AddSingleton<SlackPeople>().AddSingleton<MembersOnFile>()
            .AddSingleton<DeactivatedMembers>().AddSingleton<DirectChannels>().AddSingleton<SlackConversations>()
            .AddSingleton<SlackRateLimiter>().AddSingleton<SlackReconciler>()
            .AddSingleton<SlackOutcomes>().AddSingleton<IChatPlatform, SlackPlatform>()
            .AddSingleton<WorkspaceIdentity>().AddSingleton<SocketModeStatus>().AddSingleton<EnterpriseGridGuard>()
            .AddSingleton<ReplyRetry>().AddKeyedSingleton(SlackPlatform.Name,
                (at, _) => new RequestDeduplicator(at.GetRequiredService<LeadCommandProcessor>(), SlackPlatform.Name))
            .AddSingleton<EphemeralReplies>().AddSingleton<DirectReplies>().AddSingleton<SlackWindows>()
            .AddSingleton<BlockActionsHandler>().AddSingleton<ViewSubmissionHandler>()
            .AddSingleton<SlashCommandHandler>().AddSingleton<EventsHandler>().AddSingleton<SlackMessageHandler>()
            .AddSingleton<SlackHome>().AddSingleton<OpenedHomePages>().AddSingleton<OriginCheck>()
            .AddSingleton<SlackDispatcher>().AddSingleton<SlackEndpoints>()
            .AddHostedService<SlackSyncService>().AddHostedService<SlackHomeService>();
        if (options.AppToken is not null)
        {
            services.AddHostedService<SocketModeService>();
        }
    }

    /// <summary>Maps the addresses that Slack calls over HTTP; none without a signing secret.</summary>
    public void MapEndpoints(IEndpointRouteBuilder app)
    {
        if (string.IsNullOrEmpty(app.ServiceProvider.GetRequiredService<SlackOptions>().SigningSecret))
        {
            return;
        }

        var endpoints = app.ServiceProvider.GetRequiredService<SlackEndpoints>();
        app.MapPost(SlackEndpoints.Events, (RequestDelegate)endpoints.EventAsync);
        app.MapPost(SlackEndpoints.Interactivity, (RequestDelegate)endpoints.InteractionAsync);
        app.MapPost(SlackEndpoints.Commands, (RequestDelegate)endpoints.CommandAsync);
    }

    private static SlackOptions OptionsOf(PlatformSetup setup) =>
        (SlackOptions)setup.Options with { Channels = setup.Channels };

    /// <summary>A client for the settings' token.</summary>
    public static SlackClient Client(SlackOptions options, IClock clock, TimeProvider time)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(5) };
        return new SlackClient(new HttpClient(handler) { Timeout = Patience }, options.ApiBaseUrl,
            options.BotToken ?? "", clock, time);
    }
}
