using SlaBot.Core.Policy;
using SlaBot.Teams;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Sandbox;

namespace SlaBot.Tests.Teams;

/// <summary>What <c>check</c> finds wrong outside, each with its remedy.</summary>
public sealed class TeamsCheckTests
{
    [Fact]
    public async Task Check_NamesEachMissingThing()
    {
        await using var teams = await FakeTeams.StartAsync();
        teams.Installed["aad-1"] = true;
        var people = new People([SampleCards.Ana with { TeamsId = "aad-1" }, SampleCards.Ben with { TeamsId = "aad-2" }]);
        var sound = new TeamsOptions
        {
            Enabled = true, AppId = TeamsIdentity.App, TenantId = TeamsIdentity.Tenant, ClientSecret = "secret",
            OpenIdMetadataUrl = new Uri(teams.Root + "/openid"), TokenUrl = new Uri(teams.Root + "/token"),
            AllowedServiceUrls = [teams.ServiceUrl], Channels = new Dictionary<string, string?>(),
        };

        (await TeamsCheck.RunAsync(sound, people)).ShouldHaveSingleItem().Message.ShouldContain("not installed for Ben Okafor");
        (await TeamsCheck.RunAsync(sound with { ClientSecret = "old" }, people)).ShouldHaveSingleItem().Key.ShouldBe("SlaBot:Teams:ClientSecret");
        (await TeamsCheck.RunAsync(sound with { OpenIdMetadataUrl = new Uri(teams.Root + "/nothing") }, people)).ShouldContain(one => one.Key.EndsWith("OpenIdMetadataUrl", StringComparison.Ordinal));
        (await TeamsCheck.RunAsync(sound with { Enabled = false }, people)).ShouldBeEmpty();
    }
}
