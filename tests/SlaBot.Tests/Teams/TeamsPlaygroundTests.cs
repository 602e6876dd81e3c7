using System.Text.Json.Nodes;
using SlaBot.Settings;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>Microsoft's Playground on this machine: no secret, no token shown or asked for.</summary>
public sealed class TeamsPlaygroundTests
{
    [Fact]
    public async Task AllowUnauthenticatedLoopback_Alone_IsEnough()
    {
        await using var teams = await PeopledAsync();
        teams.AsksNoToken = true;
        await using var bot = await Bot.StartAsync(edit: settings => settings["Teams"] = new JsonObject
        {
            ["Enabled"] = true, ["AllowUnauthenticatedLoopback"] = true, ["OpenIdMetadataUrl"] = teams.Root + "/openid",
        });
        using var hands = new TeamsUser(teams, bot.Address) { HasNoTokens = true };

        await hands.InstallAsync(Aad(Bot.Ana));
        await hands.SayAsync(Aad(Bot.Ana), "help");
        await bot.SendLead("L1");
        var card = teams.In(FakeTeams.Chat(Aad(Bot.Ana))).First(teamsSeen => teamsSeen.BlocksText.Contains("Cleo L1", StringComparison.Ordinal));
        await hands.PressAsync(card, Aad(Bot.Ana), "accept");

        (await bot.Lead("L1"))["stage"].ShouldBe("SalesAccepted");
        (teams.Tokens, teams.KeysAsked).ShouldBe((0, 0));
        var ready = await bot.Send(HttpMethod.Get, "/readyz");
        ready.Body.ToString().ShouldNotContain("token");
    }

    [Fact]
    public async Task Check_OfThePlayground_AsksNobody()
    {
        using var files = new BotFiles(Bot.Monday, settings => settings["Teams"] = new JsonObject { ["Enabled"] = true, ["AllowUnauthenticatedLoopback"] = true });
        var (code, said) = await CommandLineTests.RunAsync("Development", "check", "--settings", files.Settings);
        (code, said.Contains("in order", StringComparison.Ordinal)).ShouldBe((0, true), said);
    }

    [Fact]
    public void InProduction_ItIsStillRefused_AndASecretStillNeeded()
    {
        using var files = new BotFiles(Bot.Monday, settings =>
        {
            settings.AsObject().Remove("Clock");
            settings["Teams"] = new JsonObject { ["Enabled"] = true, ["AllowUnauthenticatedLoopback"] = true };
        });
        var faults = SettingsFile.Read(files.Settings, isDevelopment: false, Program.Platforms).Faults.Select(fault => fault.Key).ToList();
        faults.ShouldContain("SlaBot:Teams:AllowUnauthenticatedLoopback");
    }
}
