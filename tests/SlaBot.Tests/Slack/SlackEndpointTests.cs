using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SlaBot.Slack.Inbound;
using SlaBot.Slack.Interactions;
using SlaBot.Slack.WebApi;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>Who is let in, and what Socket Mode survives.</summary>
public sealed class SlackEndpointTests
{
    private const string Example = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    private const string Signed = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void Signature_OfSlacksOwnExample_HoldsForFiveMinutes(int late, bool holds) => SlackSignature.IsTrue(
        FakeSlack.Secret, "1531420618", Signed, Encoding.UTF8.GetBytes(Example), Instant.FromUnixTimeSeconds(1531420618 + late)).ShouldBe(holds);

    [Theory]
    [InlineData("", Signed, "1531420618")]
    [InlineData(FakeSlack.Secret, "v0=", "1531420618")]
    [InlineData(FakeSlack.Secret, Signed, "")]
    [InlineData("another secret", Signed, "1531420618")]
    public void Signature_ThatIsNotTheirs_IsRefused(string secret, string signature, string stamp) => SlackSignature.IsTrue(
        secret, stamp, signature, Encoding.UTF8.GetBytes(Example), Instant.FromUnixTimeSeconds(1531420618)).ShouldBeFalse();

    [Fact]
    public async Task Requests_ThatAreForgedStaleOrForeign_AreRefused()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).Single();
        var cases = new (Action<SlackUser> Change, HttpStatusCode Status)[]
        {
            (hands => hands.Secret = "forged", HttpStatusCode.Unauthorized),
            (hands => hands.Age = TimeSpan.FromMinutes(6), HttpStatusCode.Unauthorized),
            (hands => hands.Team = "T0OTHER", HttpStatusCode.Forbidden),
            (hands => hands.App = "A0OTHER", HttpStatusCode.Forbidden),
        };
        foreach (var (change, status) in cases)
        {
            using var hands = new SlackUser(world.Slack, world.Bot.Address, overSocket: false);
            change(hands);
            await hands.ClickAsync(card, world.User(Bot.Ana), "accept");
            hands.LastStatus.ShouldBe(status);
            await hands.CommandAsync(world.User(Bot.Ana), "away until Friday");
            hands.LastStatus.ShouldBe(status);
        }

        ((string)(await world.Bot.Lead("L1"))["stage"]!).ShouldBe("Assigned");
        world.Bot.Log.Warnings.Count(warning => warning.Contains("Slack:SigningSecret")).ShouldBe(1);
    }

    [Fact]
    public async Task Challenge_IsAnswered_AndGarbageIsNot()
    {
        await using var world = await SlackWorld.StartAsync();
        (await world.Hands.PostAsync("/slack/events", """{"type":"url_verification","challenge":"3eZbrw"}""", "application/json")).ShouldBe((HttpStatusCode.OK, "3eZbrw"));
        (await world.Hands.PostAsync("/slack/events", "{", "application/json")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await world.Hands.PostAsync("/slack/interactivity", "payload=%7B", "application/x-www-form-urlencoded")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await world.Hands.PostAsync("/slack/commands", new string('a', 1_100_000), "application/x-www-form-urlencoded")).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Socket_ToldToRefresh_IsReplaced()
    {
        await using var world = await SlackWorld.StartAsync(overSocket: true);
        await world.Slack.Sockets.WhenGreetedAsync(2);
        await world.Slack.Sockets.DisconnectAsync("refresh_requested");
        await world.Slack.Sockets.WhenGreetedAsync(4);
        var answer = await world.Hands.CommandAsync(world.User(Bot.Ana), "help");
        SlackMethodsFake.TextOf(answer!["blocks"]).ShouldContain("What you can ask");
    }

    [Fact]
    public async Task Socket_SwitchedOff_IsAnAlarmAndNoLoop()
    {
        await using var world = await SlackWorld.StartAsync(overSocket: true);
        await world.Slack.Sockets.WhenGreetedAsync(2);
        await world.Slack.Sockets.DisconnectAsync("link_disabled");
        await world.Slack.WhenPostedAsync(1);
        world.Channel("slabot-admin").ShouldContain(slackMessageSeen => slackMessageSeen.BlocksText.Contains("Socket Mode"));
        world.Slack.Sockets.Greeted.ShouldBe(2);
        var ready = await world.Bot.Expect(503, HttpMethod.Get, "/readyz");
        ready.Body.ToString().ShouldContain("Socket Mode was switched off");
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task Sockets_ThatNobodyMayOpen_AreNotReadyAndAnAlarm()
    {
        await using var world = await SlackWorld.StartAsync(edit: settings =>
        {
            settings["Slack"]!.AsObject().Remove("SigningSecret");
            settings["Slack"]!["AppToken"] = "xapp-of-another-app";
        });
        await world.Slack.WhenPostedAsync(1);
        world.Channel("slabot-admin").ShouldContain(slackMessageSeen => slackMessageSeen.BlocksText.Contains("Slack refuses the app token"));
        (await world.Bot.Expect(503, HttpMethod.Get, "/readyz")).Body.ToString().ShouldContain("invalid_auth");
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task App_ThatSlackDoesNotName_IsTheOneOfTwoRequestsRunning()
    {
        await using var world = await SlackWorld.StartAsync(before: slack => slack.Fail("bots.info", SlackFailure.Because("missing_scope"), 9));
        using var foreign = new SlackUser(world.Slack, world.Bot.Address, overSocket: false) { App = "A0OTHER" };
        await world.Hands.CommandAsync(world.User(Bot.Ana), "help");
        await world.Hands.CommandAsync(world.User(Bot.Ana), "help");
        await foreign.PostAsync("/slack/commands", $"command=%2Fsla&text=leads&user_id={world.User(Bot.Ana)}&team_id={FakeSlack.Team}&api_app_id=A0OTHER&trigger_id=t1", "application/x-www-form-urlencoded");
        foreign.LastStatus.ShouldBe(HttpStatusCode.Forbidden);
        await world.Hands.CommandAsync(world.User(Bot.Ana), "help");
        world.Hands.LastStatus.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Grid_RequestsOfAWholeOrganisation_AreAnsweredAndDoNothing()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).Single();
        var button = card.Blocks.SelectMany(block => block!["elements"] as JsonArray ?? []).First(node => (string?)node!["action_id"] == "accept")!;
        var click = new JsonObject
        {
            ["type"] = "block_actions", ["team"] = null, ["enterprise"] = new JsonObject { ["id"] = "E1" }, ["is_enterprise_install"] = true, ["api_app_id"] = FakeSlack.App,
            ["user"] = new JsonObject { ["id"] = world.User(Bot.Ana), ["team_id"] = "T0OTHER" }, ["trigger_id"] = "t1", ["response_url"] = world.Slack.ResponseUrl(world.User(Bot.Ana), card.Channel),
            ["container"] = new JsonObject { ["channel_id"] = card.Channel, ["message_ts"] = card.Ts },
            ["actions"] = new JsonArray(new JsonObject { ["action_id"] = "accept", ["value"] = (string?)button["value"] }),
        };
        (await world.Hands.PostAsync("/slack/interactivity", "payload=" + Uri.EscapeDataString(click.ToJsonString()), "application/x-www-form-urlencoded")).Status.ShouldBe(HttpStatusCode.OK);
        world.State.PrivateReplies.ShouldHaveSingleItem().Text.ShouldContain("whole organisation");

        var (status, body) = await world.Hands.PostAsync(
            "/slack/commands", $"command=%2Fsla&text=sign&user_id={world.User(Bot.Maya)}&team_id=T0OTHER&enterprise_id=E1&is_enterprise_install=true&api_app_id={FakeSlack.App}", "application/x-www-form-urlencoded");
        (status, body.Contains("whole organisation")).ShouldBe((HttpStatusCode.OK, true), body);
        ((string)(await world.Bot.Lead("L1"))["stage"]!).ShouldBe("Assigned");
        await world.Bot.Advance("PT1S");
        world.Channel("slabot-admin").ShouldHaveSingleItem().BlocksText.ShouldContain("whole organisation");
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task Requests_InAnOutage_AreKnownFromFile()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Hands.CommandAsync(world.User(Bot.Ana), "help");
        world.Slack.IsDown = true;
        await world.Bot.RestartAsync();
        using var hands = new SlackUser(world.Slack, world.Bot.Address, overSocket: false);
        SlackMethodsFake.TextOf((await hands.CommandAsync(world.User(Bot.Ana), "leads"))!["blocks"]).ShouldContain("Cleo L1");
        ((string)(await hands.CommandAsync("U0NEVERSEEN", "leads"))!["text"]!).ShouldContain("did not say");
    }

    [Fact]
    public async Task Manifests_AskForWhatTheCodeServes()
    {
        foreach (var (file, isSocket) in new[] { ("manifest.yaml", false), ("manifest.socket.yaml", true) })
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Manifests(), file));
            var scopes = Listed(text, "bot:");
            scopes.ShouldBe(SlackScopes.Needed.Select(item => item.Scope), ignoreOrder: true);
            Listed(text, "bot_events:").ShouldBe(EventsHandler.Names, ignoreOrder: true);
            text.ShouldContain($"command: {SlashCommand.Name}");
            text.ShouldContain($"socket_mode_enabled: {(isSocket ? "true" : "false")}");
            text.ShouldContain("home_tab_enabled: true");
            text.ShouldContain("messages_tab_enabled: true");
            foreach (var route in new[] { SlackEndpoints.Events, SlackEndpoints.Interactivity, SlackEndpoints.Commands })
            {
                text.Contains(route).ShouldBe(!isSocket);
            }
        }
    }

    private static List<string> Listed(string text, string key) =>
        [.. text[(text.IndexOf(key, StringComparison.Ordinal) + key.Length)..].Split('\n').Skip(1).Select(line => line.Trim())
            .TakeWhile(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..].Split('#')[0].Trim())];

    private static string Manifests()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "SlaBot.sln")))
        {
            at = at.Parent!;
        }

        return Path.Combine(at.FullName, "manifests", "slack");
    }
}
