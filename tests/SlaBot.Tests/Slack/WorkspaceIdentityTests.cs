using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>Who is nobody to the agreement changes nothing.</summary>
public sealed class WorkspaceIdentityTests
{
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
