using SlaBot.Api;
using SlaBot.Api.Endpoints;
using SlaBot.Api.Import;
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

return await CommandLine.RunAsync(args, Build, CheckTransportsAsync, Pack);

/// <summary>The program's contents page: one Add and one Map for each room.</summary>
public partial class Program
{
    /// <summary>Builds the bot; nothing runs yet.</summary>
    internal static WebApplication Build(RunOptions order)
    {
        var (builder, settings) = HostBootstrap.Create(order);
        var isDevelopment = builder.Environment.IsDevelopment();

        builder.Services.AddEngine(settings.Rules, PlatformsOf(settings));
        builder.Services.AddOutbox();
        builder.Services.AddJobs();
        builder.Services.AddChat();
        builder.Services.AddSlack(SlackOf(settings));
        builder.Services.AddTeams(TeamsOf(settings));
        if (settings.SandboxEnabled)
        {
            builder.Services.AddSandbox(new ChannelNames(settings.Channels.ToDictionary(channel => channel.Key, channel => channel.Value.Name)));
        }

        builder.Services.AddApi(settings, isDevelopment);
        builder.Services.AddOperations();
        builder.Services.AddForwarding();

        var app = builder.Build();
        var ports = app.Services.GetRequiredService<ApiPorts>();
        app.UseForwarding(settings.Web);
        app.UseApiProblems();
        app.UseRouting();
        if (settings.SandboxEnabled)
        {
            app.MapSandbox();
        }

        app.MapSlack();
        app.MapTeams();
        app.MapIntake(ports);
        app.MapDashboard(ports);
        app.MapHealth();
        return app;
    }
}
