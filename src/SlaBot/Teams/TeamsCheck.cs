using SlaBot.Settings;

namespace SlaBot.Teams;

/// <summary>Asks whether everything that the bot needs from Teams is there: the token, the signing keys, the service, each channel, each person. Changes nothing in Teams.</summary>
internal sealed class TeamsCheck(SlaBotSettings settings, TeamsTokens tokens, TeamsKeys keys, TeamsClient teams, TeamsChannels channels, TeamsBook book)
{
    private readonly List<SettingsFault> faults = [];

    /// <summary>Every fault, with what to do about it.</summary>
    public async Task<IReadOnlyList<SettingsFault>> RunAsync(CancellationToken stop = default)
    {
        await KeysAsync(stop);
        if (await TokenAsync(stop))
        {
            await PlacesAsync(stop);
            People();
        }

        return faults;
    }

    private async Task KeysAsync(CancellationToken stop)
    {
        await keys.FindAsync("", stop);
        if (keys.Issuer is null)
        {
            Add("Teams:OpenIdMetadataUrl", $"gives no signing keys: {settings.Teams.OpenIdMetadataUrl} does not answer as it should. Check the network, and the address.");
        }
    }

    private async Task<bool> TokenAsync(CancellationToken stop)
    {
        if ((await tokens.TokenAsync(stop)).Fault is not { } fault)
        {
            return true;
        }

        Add("Teams:ClientSecret", fault.Kind == TeamsTrouble.Token
            ? $"gets no token ({fault.Code}): check AppId, TenantId and the secret (or certificate, or managed identity)."
            : $"could not be checked ({fault.Code}): the token service does not answer. Check the network, and Teams:TokenUrl.");
        return false;
    }

    private async Task PlacesAsync(CancellationToken stop)
    {
        foreach (var team in book.Teams.ToList())
        {
            if ((await teams.GetAsync(team.ServiceUrl, $"v3/teams/{Uri.EscapeDataString(team.Id)}", stop)).Fault is { } fault)
            {
                Add("Teams", fault.Sentence($"the team {team.Name}"));
            }
        }

        foreach (var key in channels.Keys)
        {
            if ((await channels.FindAsync(key, stop)).Fault is { } fault)
            {
                Add($"Channels:{key}", fault.Sentence($"the channel {channels.NameOf(key)}"));
            }
        }
    }

    private void People()
    {
        foreach (var person in settings.Rules.People.All.Where(one => one.SlackId is null || !settings.Slack.Enabled))
        {
            var member = person.TeamsId is { } id ? book.ById(id) : book.ByEmail(person.Email);
            if (member?.Refusal is { } refusal)
            {
                Add("People", new TeamsFault(TeamsTrouble.Target, refusal).Sentence(person.Name));
            }
            else if (member is null && person.TeamsId is null)
            {
                Add("People", new TeamsFault(TeamsTrouble.Target, "UnknownPerson").Sentence($"{person.Name} ({person.Email})"));
            }
        }
    }

    private void Add(string key, string message) => faults.Add(new SettingsFault($"SlaBot:{key}", message));
}
