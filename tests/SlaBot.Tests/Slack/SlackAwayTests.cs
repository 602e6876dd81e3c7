using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Fakes.SlackHands;

namespace SlaBot.Tests.Slack;

/// <summary>Going away by a window: from one's own page, and from the command that says nothing more.</summary>
public sealed class SlackAwayTests
{
    [Fact]
    public async Task Away_FromTheHomePage_AsksInAWindow_WithFaultsAtTheirFields()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Hands.EventAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = world.User(Bot.Ana), ["tab"] = "home" });
        await world.Hands.ClickInAsync(world.State.Homes[world.User(Bot.Ana)].DeepClone().AsObject(), world.User(Bot.Ana), "away");
        var window = world.State.Views.Values.ShouldHaveSingleItem();
        SlackLaws.ViewFault(window).ShouldBeNull();
        SlackMethodsFake.Words(window).ShouldNotContain("Milo");

        var answer = await world.Hands.SubmitAsync(window, world.User(Bot.Ana), ("back", Day("2026-11-16")), ("cover", Choose(Bot.Ben)));
        ((string)answer!["errors"]!["back"]!).ShouldContain("is not after today");
        ((string)(await world.Hands.SubmitAsync(window, world.User(Bot.Ana)))!["errors"]!["back"]!).ShouldBe("The first day back is needed.");
        (await world.Bot.Lead("L1"))["owner"].ShouldBe(Bot.Ana);

        (await world.Hands.SubmitAsync(window, world.User(Bot.Ana), ("back", Day("2026-11-20")), ("cover", Choose(Bot.Ben)))).ShouldBeNull();
        (await world.Bot.Lead("L1"))["owner"].ShouldBe(Bot.Ben);
        SlackMethodsFake.Words((await world.Hands.CommandAsync(world.User(Bot.Milo), "team"))!["blocks"]).ShouldContain("Ana Reyes, back on Fri 20 Nov, covered by Ben Okafor");
    }

    [Fact]
    public async Task AwayAlone_OfAManager_AsksForWhomToo()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var asked = (await world.Hands.CommandAsync(world.User(Bot.Milo), "away"))!;
        ((string)asked["text"]!).ShouldStartWith("Going away: say until when");
        await world.Hands.ClickAsync(new SlackMessageSeen { Channel = "C1", Ts = "1.1", Text = "", Blocks = asked["blocks"]!.DeepClone().AsArray() }, world.User(Bot.Milo), "away");
        var window = world.State.Views.Values.ShouldHaveSingleItem();

        var answer = await world.Hands.SubmitAsync(window, world.User(Bot.Milo), ("who", Choose(Bot.Ana)), ("back", Day("2026-11-20")), ("cover", Choose(Bot.Ana)));
        ((string)answer!["errors"]!["cover"]!).ShouldContain("Nobody covers for themselves");
        (await world.Hands.SubmitAsync(window, world.User(Bot.Milo), ("who", Choose(Bot.Ana)), ("back", Day("2026-11-20")))).ShouldBeNull();

        (await world.Bot.Lead("L1"))["owner"].ShouldBe(Bot.Ben);
        world.State.Whispers.Last().Text.ShouldBe("Ana Reyes is away; the first day back is Friday 20 November. 1 lead moved to others.");
        var forbidden = await world.Hands.SubmitAsync(window, world.User(Bot.Ben), ("who", Choose(Bot.Lena)), ("back", Day("2026-11-20")));
        forbidden!.ToJsonString().ShouldContain("Only Lena Hart, their manager or RevOps");
    }

    private static JsonObject Day(string date) => new() { ["selected_date"] = date };
}
