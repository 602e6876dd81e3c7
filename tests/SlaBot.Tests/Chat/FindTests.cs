using Shouldly;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using SlaBot.Tests.Slack;
using SlaBot.Tests.Teams;
using Xunit;

namespace SlaBot.Tests.Chat;

/// <summary>Leads are found by a part of what is known of them, and by nobody through what they may not see.</summary>
public sealed class FindTests
{
    [Fact]
    public async Task Find_ByAnotherRep_GoesByCompanyAndIdOnly_AndShowsNoContact()
    {
        await using var bot = await Bot.StartAsync();
        await SendAsync(bot, "L1", "L2");
        foreach (var text in new[] { "cleo", "CLEO.L2@", "crm.example.com/x" })
        {
            (await bot.TypeCommand(Bot.Ben, "find " + text)).ShouldContain("No lead that you may find");
            (await bot.TypeCommand(Bot.Ana, "find " + text)).ShouldContain("found");
        }

        var seen = await bot.TypeCommand(Bot.Ben, "find l2 CORP");
        seen.ShouldContain("1 lead found");
        seen.ShouldContain("L2 Corp");
        seen.ShouldNotContain("Cleo");
        (await bot.TypeCommand(Bot.Maya, "find l2 corp")).ShouldContain("Cleo");
        (await bot.TypeCommand(Bot.Ana, "find x")).ShouldContain("at least 2 signs");
        (await bot.TypeCommand(Bot.Ana, "find")).ShouldContain("Say what to find");
    }

    [Fact]
    public async Task Lead_TakesWhatFindTakes_WhenJustOneMatches_ElseLists()
    {
        await using var bot = await Bot.StartAsync();
        await SendAsync(bot, "L1", "L2");
        (await bot.TypeCommand(Bot.Ana, "lead L2 corp")).ShouldContain("cleo.l2@corp.example");
        (await bot.TypeCommand(Bot.Ana, "lead corp.example")).ShouldContain("2 leads found");
        (await bot.TypeCommand(Bot.Ben, "lead cleo.l2@corp.example")).ShouldContain("There is no lead");
    }

    [Fact]
    public async Task Find_OfManyLeads_CountsAll_AndTurnsThePage()
    {
        await using var world = await SlackWorld.StartAsync();
        await SendAsync(world.Bot, [.. Enumerable.Range(1, 70).Select(n => $"L{n}")]);
        var ben = world.User(Bot.Ben);
        var first = (await world.Hands.CommandAsync(ben, "find corp"))!.AsObject();
        first["blocks"]!.ToJsonString().ShouldContain("70 leads found: 1 to 50");
        first["blocks"]!.ToJsonString().ShouldNotContain("Cleo");
        await world.Hands.ClickInAsync(first, ben, "page-find-50-636f7270");
        var second = world.State.Views.Values.Single()["blocks"]!.ToJsonString();
        second.ShouldContain("70 leads found: 51 to 70");
        second.ShouldNotContain("Cleo");
    }

    [Fact]
    public async Task Find_InTeams_AnswersPrivately()
    {
        await using var world = await TeamsWorld.StartAsync();
        await SendAsync(world.Bot, "L1", "L2");
        await world.Hands.SayAsync(TeamsWorld.Aad(Bot.Ben), "find l1 corp");
        var answer = world.Direct(Bot.Ben)[^1].BlocksText;
        answer.ShouldContain("1 lead found");
        answer.ShouldNotContain("Cleo");
    }

    [Fact]
    public async Task Log_WithALead_AndWithoutOne_IsATouch_OnlyByWhoMayWorkIt()
    {
        await using var bot = await Bot.StartAsync();
        await SendAsync(bot, "L1");
        (await bot.TypeCommand(Bot.Ana, "log call left a message")).ShouldContain("Touch logged");
        await SendAsync(bot, "L2");
        (await bot.TypeCommand(Bot.Ana, "log email")).ShouldContain("Which lead?");
        (await bot.TypeCommand(Bot.Ana, "log email sent the price list L2")).ShouldContain("Touch logged");
        (await bot.Lead("L2")).Body.GetRawText().ShouldContain("sent the price list");
        (await bot.TypeCommand(Bot.Ana, "log pigeon L2")).ShouldContain("Say how you tried");
        var refused = await bot.TypeCommand(Bot.Ben, "log call L2");
        refused.ShouldNotContain("Touch logged");
        refused.ShouldNotContain("Cleo");
    }

    private static async Task SendAsync(Bot bot, params string[] ids)
    {
        foreach (var id in ids)
        {
            await bot.SendLead(id, lead =>
            {
                lead["owner"] = Bot.Ana;
                lead["url"] = "https://crm.example.com/x/" + id;
            });
        }
    }
}
