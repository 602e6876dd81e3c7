using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>Nobody comes in whose token does not hold in every point.</summary>
public sealed class TeamsEndpointTests
{
    [Fact]
    public async Task Token_SpoiltInOnePoint_IsRefused_AndASoundOneIsTaken()
    {
        await using var world = await StartAsync(isInstalled: false);
        var (identity, service) = (world.Teams.Identity, world.Teams.ServiceUrl);
        var sound = identity.Token(service);
        var parts = sound.Split('.');
        Dictionary<string, string> spoilt = new()
        {
            ["issuer"] = identity.Token(service, issuer: "https://sts.windows.net/other/"),
            ["audience"] = identity.Token(service, audience: "another-bot"),
            ["expired"] = identity.Token(service, from: TimeSpan.FromHours(-2), until: TimeSpan.FromMinutes(-10)),
            ["not yet"] = identity.Token(service, from: TimeSpan.FromMinutes(10)),
            ["another key under that id"] = identity.Token(service, key: identity.Fresh(identity.Current.KeyId)),
            ["unknown key"] = identity.Token(service, key: identity.Fresh("nobody")),
            ["another service"] = identity.Token("https://smba.trafficmanager.net/teams/"),
            ["no service"] = identity.Token(service, withService: false),
            ["body changed"] = $"{parts[0]}.{parts[1][..^4]}AAAA.{parts[2]}",
            ["no signature"] = $"eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{parts[1]}.",
            ["a secret for a key"] = identity.Token(service, key: new SymmetricSecurityKey(new byte[64]) { KeyId = identity.Current.KeyId }, algorithm: SecurityAlgorithms.HmacSha256),
            ["no token at all"] = "x",
        };
        foreach (var (what, token) in spoilt)
        {
            (await world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)), token)).Status.ShouldBe(401, what);
        }

        (await world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)), withToken: false)).Status.ShouldBe(401);
        (await world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)), sound)).Status.ShouldBe(200);
        var late = identity.Token(service, from: TimeSpan.FromHours(-2), until: TimeSpan.FromMinutes(-3));
        (await world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)), late)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Key_NotEndorsedForTeams_IsRefused()
    {
        await using var world = await StartAsync(isInstalled: false);
        world.Teams.Identity.Rotate("webchat");
        (await world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Keys_AreAskedForAnewWhenOneIsUnknown_ButNotForEveryStranger()
    {
        await using var world = await StartAsync(isInstalled: false);
        (await world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)))).Status.ShouldBe(200);
        var old = world.Teams.Identity.Token(world.Teams.ServiceUrl);
        world.Teams.Identity.Rotate();
        (await world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)))).Status.ShouldBe(200);
        (await world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)), old)).Status.ShouldBe(401);

        for (var n = 0; n < 20; n++)
        {
            await world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)), world.Teams.Identity.Token(world.Teams.ServiceUrl, key: world.Teams.Identity.Fresh()));
        }

        world.Teams.Identity.Asked.ShouldBeLessThanOrEqualTo(5);
    }

    [Theory]
    [InlineData("channelId", "webchat", 401)]
    [InlineData("conversation", "another tenant", 403)]
    public async Task Activity_OfAnotherChannelOrTenant_IsRefused(string field, string value, int status)
    {
        await using var world = await StartAsync(isInstalled: false);
        if (field == "channelId")
        {
            world.Teams.Identity.Rotate("msteams");
        }

        var activity = world.Hands.Activity("typing", Aad(Bot.Ana));
        if (field == "channelId")
        {
            activity[field] = value;
        }
        else
        {
            activity["conversation"]!["tenantId"] = value;
        }

        (await world.Hands.SendAsync(activity)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Activity_FromAServiceThatIsNotAllowed_IsRefused_AndNoTokenGoesThere()
    {
        await using var world = await StartAsync(isInstalled: false);
        await using var evil = await FakeTeams.StartAsync();
        var activity = world.Hands.Activity("message", Aad(Bot.Ana));
        activity["text"] = "help";
        activity["serviceUrl"] = evil.ServiceUrl;
        (await world.Hands.SendAsync(activity, world.Teams.Identity.Token(evil.ServiceUrl))).Status.ShouldBe(403);
        evil.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task WithoutAToken_OnlyLoopback_InDevelopment_WhenTheSettingsSaySo()
    {
        await using var world = await StartAsync(isInstalled: false, settings => settings["Teams"]!["AllowUnauthenticatedLoopback"] = true);
        (await world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)), withToken: false)).Status.ShouldBe(200);
        (await world.Hands.SendAsync(world.Hands.Activity("typing", Aad(Bot.Ana)), "spoilt")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Unknown_ActivitiesAreTaken_AndUnknownInvokesSaidSo()
    {
        await using var world = await StartAsync(isInstalled: false);
        (await world.Hands.SendAsync(world.Hands.Activity("somethingNew", Aad(Bot.Ana)))).Status.ShouldBe(200);
        var invoke = world.Hands.Activity("invoke", Aad(Bot.Ana));
        invoke["name"] = "composeExtension/query";
        (await world.Hands.SendAsync(invoke)).Status.ShouldBe(501);
        invoke = world.Hands.Activity("invoke", Aad(Bot.Ana));
        invoke["name"] = "adaptiveCard/action";
        invoke["value"] = new JsonObject { ["action"] = new JsonObject { ["data"] = new JsonObject() } };
        var (status, body) = await world.Hands.SendAsync(invoke);
        status.ShouldBe(200);
        ((int)body!["statusCode"]!).ShouldBe(400);
        ((string)body["type"]!).ShouldBe("application/vnd.microsoft.error");
    }

    /// <summary>A text cut in the middle of an emoji holds half of it.</summary>
    [Theory]
    [InlineData("\\ud83d")]
    [InlineData("\\ude00")]
    [InlineData("\\ud83d\\ud83d")]
    public async Task HalfACharacter_IsTaken(string half)
    {
        await using var world = await StartAsync();
        var activity = world.Hands.Activity("message", Aad(Bot.Ana));
        activity["text"] = "help HALF";
        (await world.Hands.SendTextAsync(activity.ToJsonString().Replace("HALF", half, StringComparison.Ordinal))).Status.ShouldBe(200);
        world.Direct(Bot.Ana).ShouldContain(teamsSeen => teamsSeen.BlocksText.Contains("What you can ask"));
    }

    [Fact]
    public async Task Channel_IsAnsweredOnlyWhereTheBotIsMentioned()
    {
        await using var world = await StartAsync();
        var activity = world.Hands.Activity("message", Aad(Bot.Ana), $"{Escalations};messageid=1");
        activity["text"] = "help";
        (await world.Hands.SendAsync(activity)).Status.ShouldBe(200);
        world.Teams.InChannel(Escalations).ShouldBeEmpty();
        await world.Hands.SayAsync(Aad(Bot.Ana), "help", $"{Escalations};messageid=1");
        world.Teams.InChannel(Escalations).ShouldHaveSingleItem();
    }
}
