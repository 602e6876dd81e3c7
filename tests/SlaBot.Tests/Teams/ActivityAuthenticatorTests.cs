using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Tokens;
using SlaBot.Engine;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;
using SlaBot.Teams.Inbound;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>What strangers try at the door: other algorithms, two headers, great bodies, other machines, floods.</summary>
public sealed class ActivityAuthenticatorTests
{
    [Fact]
    public async Task Token_OfAnotherAlgorithm_OrSayingItsServiceTwice_IsRefused()
    {
        await using var world = await StartAsync(isInstalled: false);
        var (identity, service) = (world.Teams.Identity, world.Teams.ServiceUrl);
        var published = new SymmetricSecurityKey(identity.Current.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = identity.Current.KeyId };
        Dictionary<string, string> tried = new()
        {
            ["RSA-PSS"] = identity.Token(service, algorithm: SecurityAlgorithms.RsaSsaPssSha256),
            ["RS512"] = identity.Token(service, algorithm: SecurityAlgorithms.RsaSha512),
            ["the public key as a secret"] = identity.Token(service, key: published, algorithm: SecurityAlgorithms.HmacSha256),
            ["the id URI as audience"] = identity.Token(service, audience: $"api://{TeamsIdentity.App}"),
            ["the issuer with a slash"] = identity.Token(service, issuer: "https://api.botframework.com/"),
            ["no key named"] = identity.Token(service, key: identity.Fresh("")),
            ["two services"] = identity.Token(service, services: [service, "https://evil.example/"]),
            ["a spelling beside it"] = identity.Token(service, more: ("serviceUrl", "https://evil.example/")),
        };
        foreach (var (what, token) in tried)
        {
            (await world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)), token)).Status.ShouldBe(401, what);
        }

        (await world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Key_WithoutAnyEndorsement_IsRefused()
    {
        await using var world = await StartAsync(isInstalled: false);
        world.Teams.Identity.Published[0] = (world.Teams.Identity.Fresh(), []);
        (await world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Requests_OfOddShape_AreRefused()
    {
        await using var world = await StartAsync(isInstalled: false);
        var (token, sound) = (world.Teams.Identity.Token(world.Teams.ServiceUrl), world.Hands.Activity("typing", Aad(Bot.Ana)).ToJsonString());
        (await PostAsync(world, sound, token)).ShouldBe(200);
        (await PostAsync(world, sound, token, token)).ShouldBe(401);
        (await PostAsync(world, sound, "spoilt", token)).ShouldBe(401);
        (await PostAsync(world, "no JSON at all", token)).ShouldBe(401);
        (await PostAsync(world, "[]", token)).ShouldBe(401);
        (await PostAsync(world, "", token)).ShouldBe(401);
        (await PostAsync(world, sound[..^1] + ",\"serviceUrl\":\"https://evil.example/\"}", token)).ShouldBe(401);
        (await PostAsync(world, $"{{\"type\":\"{new string('a', 2_000_000)}\"}}", token)).ShouldBe(413);
        (await PostAsync(world, sound)).ShouldBe(401);
        (await PostAsync(world, sound, new string('x', 100_000))).ShouldBe(431);
        (await PostAsync(world, sound, token)).ShouldBe(200);
    }

    [Theory]
    [InlineData("127.0.0.1", "localhost:5080", null, true, true, true)]
    [InlineData("::1", "[::1]:5080", null, true, true, true)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", null, true, true, true)]
    [InlineData("10.0.0.7", "localhost", null, true, true, false)]
    [InlineData("::ffff:10.0.0.7", "localhost", null, true, true, false)]
    [InlineData("127.0.0.1", "localhost", null, false, true, false)]
    [InlineData("127.0.0.1", "localhost", null, true, false, false)]
    [InlineData("127.0.0.1", "evil.example", null, true, true, false)]
    [InlineData("127.0.0.1", "localhost", "Origin", true, true, false)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-For", true, true, false)]
    [InlineData("127.0.0.1", "localhost", "Forwarded", true, true, false)]
    public void WithoutAToken_OnlyThisMachine_InDevelopment_WhenTheSettingsSaySo(string from, string host, string? header, bool isDevelopment, bool isAllowed, bool isLet)
    {
        using var http = new HttpClient();
        var settings = new TeamsOptions { OpenIdMetadataUrl = new Uri("http://127.0.0.1:9/"), Channels = new Dictionary<string, string?>(), AllowUnauthenticatedLoopback = isAllowed };
        using var keys = new SigningKeyCache(http, settings.OpenIdMetadataUrl, http.Timeout, World.Time);
        var gate = new ActivityAuthenticator(keys, new ServiceUrlAllowList(settings), settings, new TokenLifetime(new ManualClock(Instant.FromUnixTimeSeconds(0)), World.Time), new HostingEnvironment { EnvironmentName = isDevelopment ? "Development" : "Production" }, NullLogger<ActivityAuthenticator>.Instance);
        var request = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(from) } }.Request;
        request.Host = new HostString(host);
        if (header is not null)
        {
            request.Headers[header] = "http://localhost";
        }

        gate.Judge(request)?.Status.ShouldBe(401);
        (gate.Judge(request) is null).ShouldBe(isLet);
    }

    [Fact]
    public async Task Key_ThatIsKnown_DoesNotWaitWhileAnotherIsAskedFor()
    {
        var (isAsked, mayAnswer) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var identity = new TeamsIdentity();
        await using var server = await PublishAsync(async () =>
        {
            if (identity.Asked > 0)
            {
                isAsked.TrySetResult();
                await mayAnswer.Task;
            }

            return identity.KeySet().ToJsonString();
        });
        using var http = new HttpClient();
        using var keys = new SigningKeyCache(http, new Uri(server.Urls.First() + "/openid"), http.Timeout, World.Time);
        (await keys.FindAsync(identity.Current.KeyId, default)).Key.ShouldNotBeNull();
        var stranger = keys.FindAsync("stranger", default);
        await isAsked.Task;
        (await keys.FindAsync(identity.Current.KeyId, default)).Key.ShouldNotBeNull();
        stranger.IsCompleted.ShouldBeFalse();
        mayAnswer.SetResult();
        (await stranger).ShouldBe(new SigningKeyLookup(null, true));
    }

    /// <summary>A server that publishes keys.</summary>
    private static async Task<WebApplication> PublishAsync(Func<Task<string>> keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.MapGet("/openid", () => Results.Text($$"""{"issuer":"x","jwks_uri":"{{server.Urls.First()}}/keys"}"""));
        server.MapGet("/keys", async () => Results.Text(await keys()));
        await server.StartAsync();
        return server;
    }

    /// <summary>By the machine's time, which is another one here: the world's goes on by a moment only.</summary>
    [Fact]
    public async Task Keys_ThatAreOlderThanHalfADay_AreReadAnew()
    {
        var (machine, again) = (new TestTime(Bot.Monday), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var identity = new TeamsIdentity();
        await using var server = await PublishAsync(() =>
        {
            var published = identity.KeySet().ToJsonString();
            _ = identity.Asked == 1 || again.TrySetResult();
            return Task.FromResult(published);
        });
        using var http = new HttpClient();
        using var keys = new SigningKeyCache(http, new Uri(server.Urls.First() + "/openid"), http.Timeout, machine);
        (await keys.FindAsync(identity.Current.KeyId, default)).Key.ShouldNotBeNull();
        keys.Warm();
        machine.Sleep(TimeSpan.FromHours(11));
        keys.Warm();
        identity.Asked.ShouldBe(1, "they are fresh");
        machine.Sleep(TimeSpan.FromHours(2));
        keys.Warm();
        await again.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Keys that do not come: the sender is told to come again, in time; as soon as they have come it is let in.</summary>
    [Fact]
    public async Task Keys_ThatAreSlow_AreNotWaitedForLongerThanTeamsWaits()
    {
        await using var world = await StartAsync(isInstalled: false, edit: settings => settings["Clock"] = new JsonObject { ["Mode"] = "System" });
        await world.Teams.WhenAsync(() => world.Teams.Identity.Asked == 1); // they are read before anybody asks
        world.Teams.Keys = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Teams.Identity.Rotate();
        var before = System.Diagnostics.Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)))));
        before.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8), "together, not one after another");
        answers.ShouldAllBe(answer => answer.Status == 503);
        ((string)answers[0].Body!["error"]!["message"]!).ShouldContain("send this again");
        world.Teams.Identity.Asked.ShouldBe(1);

        world.Teams.Keys.SetResult();
        SpinWait.SpinUntil(() => world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana))).Result.Status == 200, TimeSpan.FromSeconds(20)).ShouldBeTrue();
        world.Teams.Identity.Asked.ShouldBeInRange(2, 5, "a reading that failed is made again, never one for each who waits");
    }

    private static async Task<int> PostAsync(TeamsWorld world, string body, params string[] tokens)
    {
        using var http = new HttpClient { BaseAddress = world.Bot.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", tokens.Select(token => "Bearer " + token));
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
