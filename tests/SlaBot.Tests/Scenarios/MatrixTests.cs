using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>The people of an escalation matrix, through the whole program.</summary>
public sealed class MatrixTests
{
    [Fact]
    public async Task LeadNotFollowedUp_TellsThoseWhoStandForTheRoles()
    {
        await using var bot = await Bot.StartAsync(edit: settings =>
        {
            settings["Agreement"] = JsonNode.Parse($$"""
            { "Template": "bant", "Version": "1", "Effective": "2026-11-02", "Owner": "{{Bot.Rita}}", "Calendar": "new-york", "Arbiter": "{{Bot.Rita}}",
              "Signers": { "Marketing": "{{Bot.Maya}}", "Sales": "{{Bot.Vera}}" },
              "Review": { "Roles": { "SDR manager": "{{Bot.Rita}}", "VP Sales": "{{Bot.Maya}}" } } }
            """);
            settings["TellManagersDirectly"] = false;
        });
        await bot.SendLead("L1");
        await bot.Advance("PT4H");
        (await bot.Messages(Bot.Dm(Bot.Rita))).ShouldContain(message => message.Text.Contains("first touch", StringComparison.Ordinal) && message.Text.Contains("L1 Corp", StringComparison.Ordinal));
        (await bot.Messages(Bot.Dm(Bot.Maya))).ShouldBeEmpty();

        await bot.Advance("PT24H"); // four business hours on
        (await bot.Messages(Bot.Dm(Bot.Maya))).ShouldContain(message => message.Text.Contains("first touch", StringComparison.Ordinal));
        (await bot.Messages(Bot.Dm(Bot.Vera))).ShouldBeEmpty();
        (await bot.Messages(Bot.Dm(Bot.Milo))).ShouldBeEmpty();
        (await bot.TypeCommand(Bot.Ana, "agreement")).ShouldContain("Lead not followed up: first SDR manager (Rita Voss), then VP Sales (Maya Sato)");
    }
}
