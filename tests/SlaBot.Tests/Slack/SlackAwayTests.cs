using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Fakes.SlackUser;

namespace SlaBot.Tests.Slack;

/// <summary>Absences by window: asked for by the command without a date, or from the home page.</summary>
public sealed class SlackAwayTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AwayCommand_WithoutADate_AsksInAWindow_AndSaysWhatIsWrongAtTheField(bool overSocket)
    {
        await using var world = await SlackWorld.StartAsync(overSocket);
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        (await world.Hands.CommandAsync(world.User(Bot.Ana), "away")).ShouldBeNull();
        var window = world.State.Views.Values.ShouldHaveSingleItem();

        (await FaultAsync(world, window, "back")).ShouldBe("The first day back is needed.");
        (await FaultAsync(world, window, "back", ("back", Day("2020-01-01")))).ShouldContain("1 January 2020 is not after today");
        (await FaultAsync(world, window, "cover", ("back", Day("2026-11-20")), ("cover", Choose(Bot.Ana)))).ShouldContain("Nobody covers for themselves");
        ((string)(await world.Bot.Lead("L1"))["owner"]!).ShouldBe(Bot.Ana);

        (await world.Hands.SubmitAsync(window, world.User(Bot.Ana), ("back", Day("2026-11-20")), ("cover", Choose(Bot.Ben)))).ShouldBeNull();
        world.State.PrivateReplies.Last().Text.ShouldBe("You are away; your first day back is Friday 20 November. Ben Okafor covers. 1 lead moved to Ben Okafor.");
        ((string)(await world.Bot.Lead("L1"))["owner"]!).ShouldBe(Bot.Ben);
    }

    [Fact]
    public async Task TeamsList_OfAManager_AsksForWhomToo()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var list = (await world.Hands.CommandAsync(world.User(Bot.Milo), "team"))!;
        await world.Hands.ClickAsync(new SlackMessageSeen { Channel = "C1", Ts = "1.1", Text = "", Blocks = list["blocks"]!.DeepClone().AsArray() }, world.User(Bot.Milo), "away");
        var window = world.State.Views.Values.ShouldHaveSingleItem();
        SlackLimits.ViewFault(window).ShouldBeNull();

        (await world.Hands.SubmitAsync(window, world.User(Bot.Milo), ("who", Choose(Bot.Ana)), ("back", Day("2026-11-20")))).ShouldBeNull();

        (await world.Bot.Lead("L1"))["owner"].ShouldBe(Bot.Ben);
        world.State.PrivateReplies.Last().Text.ShouldBe("Ana Reyes is away; the first day back is Friday 20 November. 1 lead moved to others.");
        SlackMethodsFake.TextOf((await world.Hands.CommandAsync(world.User(Bot.Milo), "team"))!["blocks"]).ShouldContain("Ana Reyes, back on Fri 20 Nov");
    }

    [Fact]
    public async Task AwayFromTheHomePage_AManagerSpeaksForAReport_AndARepForNobodyElse()
    {
        await using var world = await SlackWorld.StartAsync();
        var window = await FromHomeAsync(world, Bot.Milo);
        var done = await world.Hands.SubmitAsync(window, world.User(Bot.Milo), ("who", Choose(Bot.Ana)), ("back", Day("2027-01-08")));
        ((string?)done!["response_action"]).ShouldBe("update");
        SlackMethodsFake.TextOf(done["view"]).ShouldContain("Ana Reyes is away; the first day back is Friday 8 January 2027");
        await world.Bot.SendLead("L1");
        ((string)(await world.Bot.Lead("L1"))["owner"]!).ShouldBe(Bot.Ben);

        var hers = await FromHomeAsync(world, Bot.Ana);
        hers["blocks"]!.AsArray().ShouldNotContain(node => (string?)node!["block_id"] == "who");
        var forged = hers.DeepClone().AsObject();
        forged["blocks"]!.AsArray().Add(new JsonObject { ["type"] = "input", ["block_id"] = "who", ["element"] = new JsonObject { ["type"] = "static_select", ["action_id"] = "who" } });
        (await FaultAsync(world, forged, "who", ("who", Choose(Bot.Ben)), ("back", Day("2026-11-20")))).ShouldContain("Only Ben Okafor, their manager or RevOps");
    }

    [Fact]
    public async Task HomePage_OfSomebodyWhoTakesNoLeads_OffersNoAbsence()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Hands.EventAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = world.User(Bot.Maya), ["tab"] = "home" });
        world.State.Homes[world.User(Bot.Maya)].ToJsonString().ShouldNotContain("Going away");
    }

    private static async Task<JsonObject> FromHomeAsync(SlackWorld world, string email)
    {
        await world.Hands.EventAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = world.User(email), ["tab"] = "home" });
        var home = world.State.Homes[world.User(email)];
        home["type"] = "home";
        var before = world.State.Views.Keys.ToHashSet();
        await world.Hands.ClickInAsync(home, world.User(email), "away");
        return world.State.Views.Single(view => !before.Contains(view.Key)).Value;
    }

    private static async Task<string> FaultAsync(SlackWorld world, JsonObject window, string field, params (string Field, JsonObject Answer)[] answers)
    {
        var answer = await world.Hands.SubmitAsync(window, world.User(Bot.Ana), answers);
        ((string?)answer!["response_action"]).ShouldBe("errors");
        return (string)answer["errors"]![field]!;
    }

    private static JsonObject Day(string day) => new() { ["selected_date"] = day };
}
