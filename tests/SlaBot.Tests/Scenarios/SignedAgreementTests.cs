using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>What both sides signed changes by a new version only; an edit that cannot take hold at once says so.</summary>
public sealed class SignedAgreementTests
{
    [Fact]
    public async Task SignedAgreement_ChangesOnlyByANewVersionWithAReasonWhileFrozen()
    {
        await using var bot = await Bot.StartAsync();
        (await bot.TypeCommand(Bot.Maya, "sign")).ShouldContain("Signed");
        bot.Files.Edit(settings => settings["Agreement"]!["Quotas"]!["Acceptance"] = 0.5);
        await bot.Log.UntilError(1, "raise Version");
        bot.Files.Edit(settings => settings["Agreement"]!["Version"] = "2026.2");
        await bot.Log.UntilError(2, "frozen until 2026-12-16");
        (await bot.Expect(200, HttpMethod.Get, "/api/v1/agreement"))["version"].ShouldBe("2026.1");
        bot.Log.Errors.Clear();

        bot.Files.Edit(settings => settings["Agreement"]!["ChangeReason"] = "The market turned");
        var page = await bot.UntilMessage(RevenueChannel.Name, "version 2026.2");
        page.Text.ShouldContain("Why this version: The market turned");
        page.Text.ShouldContain("Unsigned");
        (await bot.PressButton(page, Bot.Ana, "sign")).Ok.ShouldBeFalse();
        (await bot.PressButton(page, Bot.Maya, "sign")).Ok.ShouldBeTrue();
        (await bot.PressButton(page, Bot.Vera, "sign")).Ok.ShouldBeTrue();
        var signed = (await bot.Messages(RevenueChannel.Name)).ShouldHaveSingleItem();
        signed.Text.ShouldContain("Sales: Vera Lind, signed Mon 16 Nov");
        signed.Buttons.ShouldBeEmpty();

        (await bot.TypeCommand(Bot.Ana, "agreement 2026.1")).ShouldContain("Marketing: Maya Sato, signed Mon 16 Nov");
        (await bot.TypeCommand(Bot.Ana, "agreement 2026.1")).ShouldContain("Sales accepts at least 85 % of them");
        (await bot.TypeCommand(Bot.Ana, "agreement 7")).ShouldContain("there are 2026.1, 2026.2");
        (await bot.Expect(200, HttpMethod.Get, "/api/v1/agreement")).Body.GetProperty("signed").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task SignedAgreement_EditedWhileTheBotWasDown_AlarmsTheAdministrator()
    {
        await using var bot = await Bot.StartAsync();
        await bot.TypeCommand(Bot.Maya, "sign");
        await bot.StopAsync();
        bot.Files.Edit(settings => settings["Agreement"]!["Quotas"]!["Acceptance"] = 0.5);
        await bot.OpenAsync();
        (await bot.UntilMessage("channel:slabot-admin", "differs from what was signed")).Text.ShouldContain("2026.1");
    }

    [Fact]
    public async Task Edit_OfWhatIsReadAtTheStart_SaysThatItWaitsForARestart()
    {
        await using var bot = await Bot.StartAsync();
        bot.Files.Edit(settings => (settings["Slack"] ??= new JsonObject())["BotToken"] = "xoxb-new");
        (await bot.UntilMessage("channel:slabot-admin", "waits for a restart")).Text.ShouldContain("Slack: this is read at the start");
    }
}
