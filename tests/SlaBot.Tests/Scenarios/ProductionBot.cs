using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SlaBot.Hosting;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Teams;

namespace SlaBot.Tests.Scenarios;

/// <summary>The whole program in the Production environment, beside a Slack and a Teams of our own.</summary>
internal sealed class ProductionBot : IAsyncDisposable
{
    private readonly FakeSlack slack;
    private readonly FakeTeams teams;
    private readonly WebApplication app;

    private ProductionBot(BotFiles files, FakeSlack slack, FakeTeams teams, WebApplication app) => (Files, this.slack, this.teams, this.app) = (files, slack, teams, app);

    public BotFiles Files { get; }

    public Uri Address => new(app.Urls.First());

    public int Port => Address.Port;

    /// <summary>Every way in that the program has, with its method.</summary>
    public IReadOnlyList<(string Method, string Route)> Routes =>
    [
        .. from endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           select (method, "/" + endpoint.RoutePattern.RawText!.Trim('/')),
    ];

    public static async Task<ProductionBot> StartAsync(Action<JsonNode>? edit = null)
    {
        var (slack, teams) = (await FakeSlack.StartAsync(), await TeamsWorld.PeopledAsync());
        var files = new BotFiles(Bot.Monday, settings =>
        {
            settings.AsObject().Remove("Clock");
            settings.AsObject().Remove("Sandbox");
            settings["Slack"] = new JsonObject { ["Enabled"] = true, ["BotToken"] = FakeSlack.BotToken, ["ApiBaseUrl"] = slack.Api.ToString(), ["SigningSecret"] = FakeSlack.Secret };
            settings["Teams"] = TeamsWorld.Settings(teams);
            edit?.Invoke(settings);
        });
        var app = Program.Build(new RunOptions(files.Settings, "Production", "http://127.0.0.1:0") { Machine = World.Time });
        await app.StartAsync();
        return new ProductionBot(files, slack, teams, app);
    }

    /// <summary>Asks, through whatever stands at that address.</summary>
    public static async Task<(int Status, string Body, HttpResponseMessage Answer)> AskAsync(
        Uri address, string method, string path, string? key = null, string? body = null, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, body.StartsWith('{') ? "application/json" : "application/x-www-form-urlencoded");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await slack.DisposeAsync();
        await teams.DisposeAsync();
        Files.Dispose();
    }
}
