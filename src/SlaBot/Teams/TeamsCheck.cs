using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Policy;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;
using SlaBot.Teams.Inbound;
using SlaBot.Teams.Tab;

namespace SlaBot.Teams;

/// <summary>What a check is held against: the people and channels that Teams is needed for, and what a bot has learnt of Teams (null: none has run on this data yet).</summary>
internal sealed record TeamsCheckContext(IReadOnlyList<Person> People, IReadOnlySet<string> Channels, IReadOnlyList<TeamsMember>? Members = null, IReadOnlyList<TeamsTeam>? Teams = null);

/// <summary>Asks whether everything that the bot needs from outside is there: signing keys, token, service, teams and channels, people. Changes nothing; that a personal chat is begun nobody sees.</summary>
internal sealed class TeamsCheck
{
    private readonly TeamsOptions settings;
    private readonly TeamsCheckContext terms;
    private readonly HttpClient http;
    private readonly TeamsTokens tokens;
    private readonly ServiceUrlAllowList hosts;
    private readonly TeamsClient teams;
    private readonly List<SettingsFault> faults = [];

    private TeamsCheck(TeamsOptions settings, TeamsCheckContext terms, HttpClient http, TeamsTokens tokens)
    {
        (this.settings, this.terms, this.http, this.tokens) = (settings, terms, http, tokens);
        hosts = new ServiceUrlAllowList(settings);
        teams = new TeamsClient(http, tokens, hosts);
    }

    /// <summary>Every fault, with what to do about it; none when Teams is not enabled, or is the Playground, which has nothing to be checked.</summary>
    public static async Task<IReadOnlyList<SettingsFault>> RunAsync(TeamsOptions settings, TeamsCheckContext terms, CancellationToken stop = default)
    {
        if (!settings.Enabled || settings.IsWithoutTokens)
        {
            return [];
        }

        using var http = TeamsServices.Http();
        using var tokens = new TeamsTokens(http, settings);
        var check = new TeamsCheck(settings, terms, http, tokens);
        check.Ids();
        await check.KeysAsync(stop);
        if (await check.TokenAsync(stop) && await check.ServiceAsync(stop))
        {
            check.faults.AddRange(await new TeamsCheckPlaces(check.teams, terms, settings, check.hosts).RunAsync(stop));
            check.faults.AddRange(await new TeamsCheckPeople(check.teams, terms, settings, check.hosts).RunAsync(stop));
        }

        return check.faults;
    }

    // Other services than Microsoft's may count in other ids.
    private void Ids()
    {
        if (settings.TokenUrl is null && !Guid.TryParse(settings.AppId, out _))
        {
            Add("AppId", $"is \"{settings.AppId}\", which is no id: write the application (client) id, such as 3f1d2c4b-0000-4000-8000-00000000a001.");
        }

        if (settings.TokenUrl is null && !Guid.TryParse(settings.TenantId, out _))
        {
            Add("TenantId", $"is \"{settings.TenantId}\", which is no id: write the directory (tenant) id, for Teams names the tenant by it and never by a domain.");
        }
    }

    private async Task KeysAsync(CancellationToken stop)
    {
        await KeysAsync("OpenIdMetadataUrl", settings.OpenIdMetadataUrl, "Without it nobody's button or command is taken.", stop);
        if (settings is { PublicUrl: not null, TenantId: not null })
        {
            await KeysAsync("EntraMetadataUrl", TabAuthenticator.MetadataOf(settings), "Without it nobody can open the personal tab.", stop);
        }
    }

    private async Task KeysAsync(string key, Uri address, string without, CancellationToken stop)
    {
        using var keys = new SigningKeyCache(http, address, http.Timeout);
        await keys.FindAsync("", stop);
        if (!keys.AreKnown)
        {
            Add(key, $"gives no signing keys: {address} does not answer as it should. Check the network, and the address. {without}");
        }
    }

    private async Task<bool> TokenAsync(CancellationToken stop)
    {
        if ((await tokens.TokenAsync(stop)).Fault is not { } fault)
        {
            return true;
        }

        var (key, words) = TokenErrors.Of(fault.Code);
        Add(
            fault.Kind == TeamsErrorKind.Token ? key : "TokenUrl",
            fault.Kind == TeamsErrorKind.Token ? $"gets no token ({fault.Code}): {words}." : $"could not be checked ({fault.Code}): the token service does not answer. Check the network, and Teams:TokenUrl.");
        return false;
    }

    /// <summary>Asks for something that need not be there: any answer but "who are you?" shows that the service is reached and takes the token.</summary>
    private async Task<bool> ServiceAsync(CancellationToken stop)
    {
        foreach (var service in (terms.Teams ?? []).Where(teamsTeam => !teamsTeam.IsGone).Select(teamsTeam => teamsTeam.ServiceUrl).Prepend(hosts.Usual).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var fault = (await teams.GetAsync(service, "v3/teams/19%3Acheck%40thread.tacv2", stop)).Fault;
            if (fault is { Kind: TeamsErrorKind.Token })
            {
                Add("AppId", fault.Sentence("Teams"));
                return false;
            }

            if (fault is { Code: "HostNotAllowed" or "InvalidBotApiHost" } or { Kind: TeamsErrorKind.Unreachable or TeamsErrorKind.Unknown })
            {
                Add("AllowedServiceUrls", fault.Kind == TeamsErrorKind.Target ? fault.Sentence(service) : $"the service {service} could not be asked ({fault.Code}): check the network, and AllowedServiceUrls.");
                return false;
            }
        }

        return true;
    }

    private void Add(string key, string message) => faults.Add(new SettingsFault($"SlaBot:Teams:{key}", message));
}
