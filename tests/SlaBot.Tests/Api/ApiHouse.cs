using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SlaBot.Api;
using SlaBot.Api.Endpoints;
using SlaBot.Api.Import;
using SlaBot.Web;

namespace SlaBot.Tests.Api;

/// <summary>The API's endpoints and the pages over an engine of their own, in one process.</summary>
internal sealed class ApiHouse : IAsyncDisposable
{
    private readonly WebApplication app;

    private ApiHouse(WebApplication app, ApiEngine engine) => (this.app, Engine, Client) = (app, engine, ClientOf(app));

    public ApiEngine Engine { get; }

    public HttpClient Client { get; }

    public ApiKeys Keys => app.Services.GetRequiredService<ApiKeys>();

    public static async Task<ApiHouse> OpenAsync(IPAddress? from = null, bool isDevelopment = true, bool isManual = true)
    {
        var environment = isDevelopment ? Environments.Development : Environments.Production;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        // The real server: what it leaves of an address (an escaped slash) is part of what the endpoints must get right.
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var engine = new ApiEngine();
        engine.Time.IsManual = isManual;
        engine.AddTo(builder.Services);
        builder.Services.AddApi([], ImportMapping.Plain);
        builder.Services.AddWeb();
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = from ?? IPAddress.Loopback;
            return next(context);
        });
        app.UseApiProblems();
        app.UseRouting();
        app.MapApi();
        app.MapDashboard();
        await app.StartAsync();
        return new ApiHouse(app, engine);
    }

    public async Task<(int Status, JsonElement Body, HttpResponseMessage Whole)> Send(HttpMethod method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return ((int)answer.StatusCode, isJson ? JsonDocument.Parse(text).RootElement : default, answer);
    }

    public Task<(int Status, JsonElement Body, HttpResponseMessage Whole)> Post(string path, string body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, body, headers: headers);

    private static HttpClient ClientOf(WebApplication app) =>
        new(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = new Uri(app.Urls.First()) };

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Engine.Dispose();
    }
}
