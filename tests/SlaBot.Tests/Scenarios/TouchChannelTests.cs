using SlaBot.Tests.Slack;
using static SlaBot.Tests.Fakes.SlackUser;

namespace SlaBot.Tests.Scenarios;

/// <summary>A form's list is kept to on every surface, whoever fills it in; through the API a channel is free text.</summary>
public sealed class TouchChannelTests
{
    [Fact]
    public async Task Sandbox_ChannelOffTheList_IsRefused_AndMeetsNothing()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var pressed = await bot.PressButton((await bot.Messages()).Single(), Bot.Ana, "touch", new { channel = "pigeon" });
        pressed.Ok.ShouldBeFalse();
        pressed.PrivateText!.ShouldContain("must be one of: Call, E-mail");
        (await bot.Lead("L1")).Duties("firstTouch").Single().ShouldStartWith("running");

        (await bot.PressButton((await bot.Messages()).Single(), Bot.Ana, "touch", new { channel = " CALL " })).Ok.ShouldBeTrue();
        await bot.Command("L1", """{"type":"touch","by":"ana.rep@example.com","channel":"pigeon"}""");
    }

    [Fact]
    public async Task Slack_ChannelOffTheList_IsAFaultAtItsField()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var answer = await world.FillAsync(world.Direct(Bot.Ana).Single(), Bot.Ana, "touch", ("channel", Choose("pigeon")));
        answer.ShouldNotBeNull().ToJsonString().ShouldContain("must be one of");
        (await world.Bot.Lead("L1")).Duties("firstTouch").Single().ShouldStartWith("running");
    }
}
