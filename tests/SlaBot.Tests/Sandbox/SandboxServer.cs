using SlaBot.Outbox;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SlaBot.Actions;
using SlaBot.Chat;
using SlaBot.Engine;
using SlaBot.Sandbox;
using SlaBot.Tests.Chat;
using SlaBot.Tests.Fakes;

namespace SlaBot.Tests.Sandbox;

/// <summary>The sandbox's own doors over posts given by hand, for what is answered before the Desk is asked.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private SandboxServer(WebApplication app, PostsOnly posts) => (this.app, Posts, Client) = (app, posts, app.GetTestClient());

    public PostsOnly Posts { get; }

    public HttpClient Client { get; }

    public static async Task<SandboxServer> StartAsync()
    {
        var posts = new PostsOnly();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<IReadStore>(posts).AddSingleton<IClock>(new ManualClock(SampleCards.Start)).AddSingleton<CommitNotifier>().AddSingleton(World.Time)
            .AddSingleton(new CurrentAgreement(SampleTests.Rules()))
            // Neither is reached here; what lies behind them is tested with the whole app.
            .AddSingleton((LeadCommandProcessor)RuntimeHelpers.GetUninitializedObject(typeof(LeadCommandProcessor)))
            .AddSingleton((PumpService)RuntimeHelpers.GetUninitializedObject(typeof(PumpService)))
            .AddSingleton<ReaderZones>().AddActions().AddChat().AddSandbox(new ChannelNames(new Dictionary<string, string> { ["Escalations"] = "sla-escalations", ["Scorecard"] = "revenue-sla" }));
        var app = builder.Build();
        app.MapSandbox();
        await app.StartAsync();
        return new SandboxServer(app, posts);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
