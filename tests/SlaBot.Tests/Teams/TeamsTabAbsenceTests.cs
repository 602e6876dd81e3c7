using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Teams;

/// <summary>Without Teams there is no tab.</summary>
public sealed class TeamsTabAbsenceTests
{
    [Theory]
    [InlineData("/teams/tab")]
    [InlineData("/teams/tab/tab.js")]
    [InlineData("/teams/tab/api/me")]
    public async Task Tab_WithTeamsDisabled_IsNotServed(string path)
    {
        await using var bot = await Bot.StartAsync();
        (await bot.Send(HttpMethod.Get, path)).Status.ShouldBe(404);
    }
}
