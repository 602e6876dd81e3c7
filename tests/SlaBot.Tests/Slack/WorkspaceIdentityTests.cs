using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>Who is nobody to the agreement changes nothing.</summary>
public sealed class WorkspaceIdentityTests
{
    private const string Gone = "deactivated";
    private static readonly string[] Refusals = ["belongs to nobody in the settings", "from another workspace", "is deactivated"];

    private static readonly string[] Said =
    [
        "", "help", "leads", "leads 1", "team", "lead L9", "lead zenobia.quark@quarkworks.example", "why L9 firstTouch", "scorecard",
        "scorecard 2026-W47", "agreement", "sign", "away until Friday", "away", "back", "nonsense",
    ];

    /// <summary>Whatever is pressed, filled in, typed or opened: a refusal, nothing of any lead, nothing written.</summary>
    [Theory]
    [InlineData("visitor")]
    [InlineData("of another workspace")]
    [InlineData("of another workspace, with an address of ours")]
    [InlineData(Gone)]
    public async Task WhoIsNobody_IsRefusedEverywhere_SeesNothing_AndWritesNothing(string kind)
    {
        await using var world = await SlackWorld.StartAsync();
        await ErasureTests.LiveAsync(world.Bot);
        await world.Bot.SendLead("L9", lead => lead["owner"] = Bot.Ben);
        await world.Bot.Advance("PT1M");
        var forms = await FormsAsync(world);
        var user = kind == Gone ? await GoneAsync(world)
            : world.State.AddUser(kind.EndsWith("ours", StringComparison.Ordinal) ? Bot.Rita : "eve@elsewhere.example", "eve").Id;
        world.State.Users[user].Team = kind.StartsWith("of another", StringComparison.Ordinal) ? "T0OTHER" : FakeSlack.Team;
        var (stored, messages, views) = (world.Bot.Files.Stored(), world.State.Messages.Count, world.State.Views.Count);

        var pressed = new HashSet<string>();
        foreach (var message in world.State.Messages.ToList())
        {
            foreach (var action in ActionsOf(message.Blocks))
            {
                var before = world.State.PrivateReplies.Count;
                await world.Hands.ClickAsync(message, user, action);
                pressed.Add(action.Split('-')[0]);
                world.State.PrivateReplies.Count.ShouldBe(before + 1, action);
            }
        }

        new[] { "accept", "touch", "reject", "lead" }.ShouldBeSubsetOf(pressed);
        foreach (var form in forms)
        {
            Refused((await world.Hands.SubmitAsync(form, user))!.ToJsonString());
        }

        foreach (var text in Said)
        {
            Refused((await world.Hands.CommandAsync(user, text))!.ToJsonString());
        }

        world.State.PrivateReplies.ToList().ForEach(reply => Refused(reply.Text + reply.Blocks?.ToJsonString()));
        await world.Hands.EventAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = user, ["tab"] = "home" });
        Refused(world.State.Homes[user].ToJsonString());
        if (kind != Gone)
        {
            await world.Hands.EventAsync(new JsonObject
            {
                ["type"] = "message", ["channel_type"] = "im", ["user"] = user, ["channel"] = world.State.Direct(user).Id, ["text"] = "lead L9", ["ts"] = "1.1",
            });
            Refused(world.State.In(world.State.Direct(user).Id).ShouldHaveSingleItem().ToString());
            messages++;
        }

        world.State.Views.Count.ShouldBe(views, "no form opens for nobody");
        world.State.Messages.Count.ShouldBe(messages);
        world.Bot.Files.Stored().ShouldBe(stored);
        world.Bot.Log.Errors.Clear();
    }

    /// <summary>Slack finds somebody of a connected workspace by an address of ours: they get nobody's leads.</summary>
    [Fact]
    public async Task WhoIsOfAnotherWorkspace_GetsNoCards_WhateverTheirAddress()
    {
        await using var world = await SlackWorld.StartAsync(before: slack => slack.State.User(Bot.Ana).Team = "T0OTHER");
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        world.Direct(Bot.Ana).ShouldBeEmpty();
        var card = world.Channel("sla-escalations").ShouldHaveSingleItem();
        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "accept");
        world.State.PrivateReplies.ShouldHaveSingleItem().Text.ShouldContain("from another workspace");
        (await world.Bot.Lead("L1"))["stage"].ShouldBe("Assigned");
        world.Bot.Log.Errors.Clear();
    }

    private static void Refused(string said)
    {
        Refusals.ShouldContain(refusal => said.Contains(refusal), said);
        new[] { "zenobia", "quark", "cleo" }.ShouldAllBe(trace => !said.Contains(trace, StringComparison.OrdinalIgnoreCase), said);
    }

    /// <summary>The bot learns that Ana is deactivated as it brings her something.</summary>
    private static async Task<string> GoneAsync(SlackWorld world)
    {
        world.State.User(Bot.Ana).IsGone = true;
        await world.Bot.SendLead("L10", lead => lead["owner"] = Bot.Ana);
        await world.Bot.Advance("PT1M");
        return world.User(Bot.Ana);
    }

    /// <summary>Every form that somebody may open on what stands there.</summary>
    private static async Task<List<JsonObject>> FormsAsync(SlackWorld world)
    {
        foreach (var message in world.State.Messages.ToList())
        {
            foreach (var action in ActionsOf(message.Blocks).Except(["accept", "resume", "sign", "lead"]))
            {
                await world.Hands.ClickAsync(message, world.User(Bot.Rita), action);
            }
        }

        world.State.PrivateReplies.Clear();
        world.State.Views.ShouldNotBeEmpty();
        return [.. world.State.Views.Values.Where(view => view["submit"] is not null)];
    }

    /// <summary>The actions of the buttons and menus among blocks; links aside.</summary>
    private static HashSet<string> ActionsOf(JsonNode? node) => node switch
    {
        JsonObject element when element["action_id"] is not null && element["url"] is null => element["options"] is JsonArray options
            ? [.. options.Where(option => option!["url"] is null).Select(option => ((string)option!["value"]!).Split('|')[0])]
            : [((string)element["action_id"]!).Split('.')[0]],
        JsonObject some => [.. some.SelectMany(pair => ActionsOf(pair.Value))],
        JsonArray many => [.. many.SelectMany(ActionsOf)],
        _ => [],
    };

    [Fact]
    public async Task Stranger_IsToldSo_AndChangesNothing()
    {
        await using var world = await SlackWorld.StartAsync();
        var stranger = world.State.AddUser("eve@elsewhere.example", "eve");
        await world.Bot.SendLead("L1");
        await world.Hands.ClickAsync(world.Direct(Bot.Ana).Single(), stranger.Id, "accept");
        world.State.PrivateReplies.ShouldHaveSingleItem().Text.ShouldContain("belongs to nobody");
        ((string)(await world.Bot.Lead("L1"))["stage"]!).ShouldBe("Assigned");
    }

    [Fact]
    public async Task Guest_OfAConnectedWorkspace_IsNobody_WhateverTheEMailSays()
    {
        await using var world = await SlackWorld.StartAsync(before: slack => slack.State.Users.Clear(), edit: settings =>
            settings["People"]!.AsArray().Single(node => (string?)node!["Email"] == Bot.Ben)!["SlackId"] = "U0BEN");
        world.State.AddUser(Bot.Rita, "rita");
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        var card = world.Channel("sla-escalations").ShouldHaveSingleItem();

        var guest = world.State.AddUser(Bot.Ana, "ana");
        guest.Team = "T0OTHER";
        await world.Hands.ClickAsync(card, guest.Id, "accept");
        world.State.PrivateReplies.Last().Text.ShouldContain("from another workspace");
        ((string)(await world.Hands.CommandAsync(guest.Id, "away until Friday"))!["text"]!).ShouldContain("from another workspace");
        ((string)(await world.Bot.Lead("L1"))["stage"]!).ShouldBe("Assigned");
        world.Bot.Log.Errors.Clear();
    }
}
