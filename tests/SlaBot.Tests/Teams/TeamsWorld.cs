using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Teams;

/// <summary>The whole program beside a Teams of our own.</summary>
internal sealed class TeamsWorld : IAsyncDisposable
{
    public const string Escalations = "19:sla-escalations@thread.tacv2";

    private static readonly string[] Everybody = [Bot.Ana, Bot.Ben, Bot.Lena, Bot.Milo, Bot.Vera, Bot.Maya, Bot.Rita];

    private TeamsWorld(FakeTeams teams, Bot bot) => (Teams, Bot, Hands) = (teams, bot, new TeamsUser(teams, bot.Address));

    public FakeTeams Teams { get; }

    public Bot Bot { get; }

    public TeamsUser Hands { get; }

    public static string Aad(string email) => $"00000000-0000-4000-8000-00000000000{Array.IndexOf(Everybody, email)}";

    public static async Task<TeamsWorld> StartAsync(bool isInstalled = true, Action<JsonNode>? edit = null)
    {
        var teams = await PeopledAsync();
        var bot = await Bot.StartAsync(edit: settings =>
        {
            settings["Teams"] = Settings(teams);
            edit?.Invoke(settings);
        });
        var world = new TeamsWorld(teams, bot);
        if (isInstalled)
        {
            await world.Hands.InstallAsync(Aad(Bot.Rita), FakeTeams.TeamId);
        }

        return world;
    }

    /// <summary>A Teams in which everybody has the app.</summary>
    public static async Task<FakeTeams> PeopledAsync()
    {
        var teams = await FakeTeams.StartAsync();
        foreach (var email in Everybody)
        {
            teams.People[Aad(email)] = email;
            teams.Installed[Aad(email)] = true;
        }

        foreach (var channel in new[] { "sla-escalations", "revenue-sla", "marketing-leads", "slabot-admin" })
        {
            teams.Channels[channel] = $"19:{channel}@thread.tacv2";
        }

        return teams;
    }

    /// <summary>What connects the bot to it.</summary>
    public static JsonObject Settings(FakeTeams teams) => new()
    {
        ["Enabled"] = true, ["AppId"] = TeamsIdentity.App, ["TenantId"] = TeamsIdentity.Tenant, ["ClientSecret"] = "secret",
        ["OpenIdMetadataUrl"] = teams.Root + "/openid", ["TokenUrl"] = teams.Root + "/token", ["AllowedServiceUrls"] = new JsonArray(teams.ServiceUrl),
    };

    /// <summary>The messages of a person's own chat.</summary>
    public IReadOnlyList<TeamsSeen> Direct(string email) => Teams.In(FakeTeams.Chat(Aad(email)));

    /// <summary>The one card of a lead in a person's own chat.</summary>
    public TeamsSeen Card(string email) => Direct(email).First(teamsSeen => teamsSeen.BlocksText.Contains("Cleo", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        Hands.Dispose();
        await Bot.DisposeAsync();
        await Teams.DisposeAsync();
    }
}
