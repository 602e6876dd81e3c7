using SlaBot.Actions;
using SlaBot.Api;
using SlaBot.Api.Endpoints;
using SlaBot.Chat;
using SlaBot.Cli;
using SlaBot.Engine;
using SlaBot.Hosting;
using SlaBot.Jobs;
using SlaBot.Outbox;
using SlaBot.Sandbox;
using SlaBot.Slack;
using SlaBot.Teams;
using SlaBot.Web;

return await CommandLine.RunAsync(args, Program.Build, Program.Platforms);

/// <summary>The program's contents page: one Add and one Map for each room.</summary>
public partial class Program
{
    /// <summary>The chat platforms: a further one is its own room and a line here.</summary>
    internal static IReadOnlyList<IPlatformRegistration> Platforms { get; } =
    [
        new SlackRegistration(),
        new TeamsRegistration(),
    ];

    /// <summary>Builds the bot; nothing runs yet.</summary>
    internal static WebApplication Build(RunOptions order) => Build(order, Platforms);

    /// <summary>Builds the bot with these chat platforms.</summary>
    internal static WebApplication Build(RunOptions order, IReadOnlyList<IPlatformRegistration> platforms)
    {
        var (builder, settings) = HostBootstrap.Create(order with { Platforms = platforms });
        var used = platforms.Where(platform => settings.Platforms[platform.Name].Enabled).ToList();

        builder.Services.AddEngine(settings.Rules, PlatformSetups.OfChannels(settings));
        builder.Services.AddOutbox();
        builder.Services.AddJobs();
        builder.Services.AddActions();
        builder.Services.AddChat();
        used.ForEach(platform => platform.AddServices(builder.Services, PlatformSetups.Of(settings, platform.Name)));
        if (settings.SandboxEnabled)
        {
            builder.Services.AddSandbox(
                new ChannelNames(
                    settings.Channels.ToDictionary(channel => channel.Key, channel => channel.Value.Name)));
        }

        builder.Services.AddApi(CurrentSettings.Keys(settings), CurrentSettings.Mapping(settings));
        builder.Services.AddWeb();
        builder.Services.AddOperations();
        builder.Services.AddForwarding();

        var app = builder.Build();
        app.UseForwarding(settings.Web);
        app.UseApiProblems();
        app.UseRouting();
        if (settings.SandboxEnabled)
        {
            app.MapSandbox();
        }

        used.ForEach(platform => platform.MapEndpoints(app));
        app.MapApi();
        app.MapDashboard();
        app.MapHealth();
        return app;
    }
}
