using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>What is asked by command, by message and on the home page.</summary>
public sealed class SlackCommandTests
{
    [Theory]
    [InlineData("away until Friday cover <@{0}|ben>")]
    [InlineData("away until Friday cover <mailto:ben.rep@example.com|ben.rep@example.com>")]
    [InlineData("AWAY until friday COVER BEN.REP@EXAMPLE.COM")]
    public async Task Command_WithAMentionOrAnAddress_IsReadAsItWasMeant(string text)
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Hands.CommandAsync(world.User(Bot.Ben), "leads");
        var said = (string)(await world.Hands.CommandAsync(world.User(Bot.Ana), string.Format(System.Globalization.CultureInfo.InvariantCulture, text, world.User(Bot.Ben))))!["text"]!;
        said.ShouldContain("Ben Okafor covers.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commands_AnswerPrivately_AndMessagesGetHelp(bool overSocket)
    {
        await using var world = await SlackWorld.StartAsync(overSocket);
        await world.Bot.SendLead("L1");
        var leads = await world.Hands.CommandAsync(world.User(Bot.Ana), "leads");
        ((string)leads!["response_type"]!).ShouldBe("ephemeral");
        SlackMethodsFake.TextOf(leads["blocks"]).ShouldContain("Cleo L1");
        ((string)(await world.Hands.CommandAsync(world.User(Bot.Ana), "team"))!["text"]!).ShouldContain("Only managers");

        var direct = world.State.Direct(world.User(Bot.Ben)).Id;
        var message = new JsonObject { ["type"] = "message", ["channel_type"] = "im", ["channel"] = direct, ["user"] = world.User(Bot.Ben), ["text"] = "hello?", ["ts"] = "1.2" };
        await world.Hands.EventAsync(message, "Ev1");
        await world.Hands.EventAsync(message.DeepClone().AsObject(), "Ev1");
        world.Direct(Bot.Ben).ShouldHaveSingleItem().BlocksText.ShouldContain("What you can ask");
    }

    [Fact]
    public async Task Home_ShowsMyLeads_AndOpensOneInAWindow()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Hands.EventAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = world.User(Bot.Ana), ["tab"] = "home" });
        var home = world.State.Homes[world.User(Bot.Ana)];
        SlackMethodsFake.TextOf(home).ShouldContain("1 open lead");

        home["type"] = "home";
        await world.Hands.ClickInAsync(home, world.User(Bot.Ana), "lead");
        var window = world.State.Views.Values.Single();
        SlackMethodsFake.TextOf(window).ShouldContain("Accept or reject");
        await world.Hands.ClickInAsync(window, world.User(Bot.Ana), "accept");
        SlackMethodsFake.TextOf(world.State.Views.Values.Single()).ShouldContain("Accepted.");

        await world.Hands.EventAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = world.User(Bot.Milo), ["tab"] = "home" });
        SlackMethodsFake.TextOf(world.State.Homes[world.User(Bot.Milo)]).ShouldContain("Cleo L1");
    }
}
