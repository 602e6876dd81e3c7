using SlaBot.Core.Policy;
using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;
using SlaBot.Teams.Inbound;
using SlaBot.Teams.Tab;

namespace SlaBot.Teams;

/// <summary>What a check is held against: the people and channels that Teams is needed for, and what a bot has learnt
/// of Teams (null: none has run on this data yet).</summary>
internal sealed record TeamsCheckContext(IReadOnlyList<Person> People, IReadOnlySet<string> Channels,
    IReadOnlyList<TeamsMember>? Members = null, IReadOnlyList<TeamsTeam>? Teams = null);

/// <summary>Asks whether everything that the bot needs from outside is there: signing keys, token, service, teams and
/// channels, people. Changes nothing; that a personal chat is begun nobody sees.</summary>
internal sealed class TeamsCheck
{
    private readonly TeamsOptions settings;
    private readonly TeamsCheckContext terms;
    private readonly HttpClient http;
    private readonly TeamsTokens tokens;
    private readonly ServiceUrlAllowList hosts;
    private readonly TeamsClient teams;
    private readonly TimeProvider time;
    private readonly List<SettingsFault> faults = [];

    private TeamsCheck(TeamsOptions settings, TeamsCheckContext terms, HttpClient http, TeamsTokens tokens,
        TimeProvider time)
    {
        (this.settings, this.terms, this.http, this.tokens, this.time) = (settings, terms, http, tokens, time);
        hosts = new ServiceUrlAllowList(settings);
        teams = new TeamsClient(http, tokens, hosts, time);
    }

    /// <summary>Every fault, with what to do about it; none when Teams is not enabled, or is the Playground, which has
    /// nothing to be checked.</summary>
    public static async Task<IReadOnlyList<SettingsFault>> RunAsync(TeamsOptions settings, TeamsCheckContext terms,
        TimeProvider time, CancellationToken stop = default)
    {
        if (!settings.Enabled || settings.IsWithoutTokens)
        {
            return [];
        }

        using var http = TeamsServices.Http();
        using var tokens = new TeamsTokens(http, settings, time);
        var check = new TeamsCheck(settings, terms, http, tokens, time);
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
            Add("AppId",
                $"is \"{settings.AppId}\", which is no id: write the application (client) id, such as "
                + $"3f1d2c4b-0000-4000-8000-00000000a001.");
        }

        if (settings.TokenUrl is null && !Guid.TryParse(settings.TenantId, out _))
        {
            Add("TenantId",
                $"is \"{settings.TenantId}\", which is no id: write the directory (tenant) id, for Teams names the "
                + $"tenant by it and never by a domain.");
        }
    }

    private async Task KeysAsync(CancellationToken stop)
    {
        await KeysAsync("OpenIdMetadataUrl", settings.OpenIdMetadataUrl,
            "Without it nobody's button or command is taken.", stop);
        if (settings is { PublicUrl: not null, TenantId: not null })
        {
            await KeysAsync("EntraMetadataUrl", TabAuthenticator.MetadataOf(settings),
                "Without it nobody can open the personal tab.", stop);
        }
    }

    private async Task KeysAsync(string key, Uri address, string without, CancellationToken stop)
    {
        using var keys = new SigningKeyCache(http, address, http.Timeout, time);
        await keys.FindAsync("", stop);
        if (!keys.AreKnown)
        {
            Add(key,
                $"gives no signing keys: {address} does not answer as it should. Check the network, and the address. "
                + $"{without}");
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
            fault.Kind == TeamsErrorKind.Token
                ? $"gets no token ({fault.Code}): {words}."
                : $"could not be checked ({fault.Code}): the token service does not answer. Check the network, and "
                    + $"Teams:TokenUrl.");
        return false;
    }

    /// <summary>Asks for something that need not be there: any answer but "who are you?" shows that the service is
    /// reached and takes the token.</summary>
    private async Task<bool> ServiceAsync(CancellationToken stop)
    {
        foreach (var service in (terms.Teams ?? []).Where(teamsTeam => !teamsTeam.IsGone)
            .Select(teamsTeam => teamsTeam.ServiceUrl).Prepend(hosts.Usual).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var fault = (await teams.GetAsync(service, "v3/teams/19%3Acheck%40thread.tacv2", stop)).Fault;
            if (fault is { Kind: TeamsErrorKind.Token })
            {
                Add("AppId", fault.Sentence("Teams"));
                return false;
            }

            if (fault is { Code: "HostNotAllowed" or "InvalidBotApiHost" }
                or { Kind: TeamsErrorKind.Unreachable or TeamsErrorKind.Unknown })
            {
                Add("AllowedServiceUrls",
                    fault.Kind == TeamsErrorKind.Target
                        ? fault.Sentence(service)
                        : $"the service {service} could not be asked ({fault.Code}): check the network, and "
                            + $"AllowedServiceUrls.");
                return false;
            }
        }

        return true;
    }

    private void Add(string key, string message) => faults.Add(new SettingsFault($"SlaBot:Teams:{key}", message));
}

/// <summary>Checks who can be written to: those met have a chat, those whose Teams id is known are asked for, the
/// others are counted and some of them named.</summary>
internal sealed class TeamsCheckPeople(TeamsClient teams, TeamsCheckContext terms, TeamsOptions settings,
    ServiceUrlAllowList hosts)
{
    private const int MostNamed = 5;
    private readonly List<SettingsFault> faults = [];

    /// <summary>Every fault.</summary>
    public async Task<IReadOnlyList<SettingsFault>> RunAsync(CancellationToken stop)
    {
        List<string> unmet = [], refused = [];
        foreach (var person in terms.People)
        {
            var member = (terms.Members ?? [])
                .FirstOrDefault(
                    teamsMember =>
                        person.IdOn(TeamsPlatform.Name) is { } given
                            ? Same(teamsMember.Id, given) || Same(teamsMember.Aad, given)
                            : Same(teamsMember.Email, person.Email));
            var fault = await FaultAsync(person, member, stop);
            if (fault is { Kind: TeamsErrorKind.Unreachable or TeamsErrorKind.Unknown or TeamsErrorKind.Limited })
            {
                Add($"could not all be asked for in Teams ({fault.Code}): try again.");
                break;
            }

            (fault?.Code == "UnknownPerson" ? unmet : refused)
                .AddRange(
                    fault is null
                        ? [] : fault.Code == "UnknownPerson"
                        ? [person.Name] : [fault.Sentence($"{person.Name} ({person.Email})")]);
        }

        refused.Take(MostNamed).ToList().ForEach(Add);
        if (refused.Count > MostNamed)
        {
            Add($"and {refused.Count - MostNamed} more cannot be written to in Teams: install the app for all of "
                + $"them by an app setup policy.");
        }

        if (unmet.Count > 0)
        {
            Add($"{unmet.Count} of {terms.People.Count} have no conversation in Teams yet: {Named(unmet)}. Have them "
                + $"install the app while SlaBot runs (an app setup policy does it for all), install it in a team "
                    + $"they belong to, or set TeamsId.");
        }

        return faults;
    }

    private async Task<TeamsError?> FaultAsync(Person person, TeamsMember? member, CancellationToken stop)
    {
        if (member is { Chat: not null, Refusal: null })
        {
            return null;
        }

        // A chat with somebody who has blocked the bot is begun all the same.
        if (member is { Refusal: "ConversationBlockedByUser" or "MessageWritesBlocked" })
        {
            return new TeamsError(TeamsErrorKind.Target, member.Refusal);
        }

        return (member?.Aad ?? member?.Id ?? person.IdOn(TeamsPlatform.Name)) is { } id
            ? (await teams.BeginChatAsync(member?.ServiceUrl ?? hosts.Usual, TeamsPeople.Begun(id, settings),
                stop)).Fault
            : new TeamsError(TeamsErrorKind.Target, "UnknownPerson");
    }

    private void Add(string message) => faults.Add(new SettingsFault("SlaBot:People", message));

    private static string Named(List<string> names) =>
        names.Count <= MostNamed
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more";

    private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Checks where the app is: each team that was met, and each channel of the settings that Teams is to
/// hold.</summary>
internal sealed class TeamsCheckPlaces(TeamsClient teams, TeamsCheckContext terms, TeamsOptions settings,
    ServiceUrlAllowList hosts)
{
    private readonly List<SettingsFault> faults = [];
    private readonly List<TeamsTeam> found = [];

    /// <summary>Every fault.</summary>
    public async Task<IReadOnlyList<SettingsFault>> RunAsync(CancellationToken stop)
    {
        foreach (var team in (terms.Teams ?? []).Where(teamsTeam => !teamsTeam.IsGone))
        {
            await TeamAsync(team, stop);
        }

        var needed = settings.Channels
            .Where(channel => channel.Value is not null && terms.Channels.Contains(channel.Key)).ToList();
        if (found.Count == 0 && needed.Any(pair => !IsId(pair.Value!)))
        {
            faults.Add(new SettingsFault("SlaBot:Channels", terms.Teams is null
                ? "are not known in Teams yet, for no bot has run on this data: start SlaBot, then install the app "
                    + "in the team of the channels."
                : "are not known in Teams, for the app is in no team that SlaBot has met: install the app in the "
                    + "team of the channels while SlaBot runs (install it anew if it is there already)."));
            needed = [.. needed.Where(pair => IsId(pair.Value!))];
        }

        foreach (var (key, name) in needed)
        {
            await ChannelAsync(key, name!, stop);
        }

        return faults;
    }

    private async Task TeamAsync(TeamsTeam team, CancellationToken stop)
    {
        var listed =
            await teams.GetAsync(team.ServiceUrl, $"v3/teams/{Uri.EscapeDataString(team.Id)}/conversations", stop);
        if (listed.Ok)
        {
            found.Add(team with { Channels = TeamsChannels.Read(listed.Body) });
            return;
        }

        faults.Add(new SettingsFault("SlaBot:Teams", listed.Fault!.Kind is TeamsErrorKind.Target or TeamsErrorKind.Gone
            ? $"the app is no longer in the team {team.Name} ({listed.Fault.Code}): install it there again, or name "
                + $"other channels."
            : $"the team {team.Name} could not be asked for its channels ({listed.Fault.Code}): try again."));
    }

    private async Task ChannelAsync(string key, string name, CancellationToken stop)
    {
        if (IsId(name))
        {
            await GivenAsync(key, name, stop);
            return;
        }

        var holders = found.Where(team => TeamsChannels.Find([team], name) is not null)
            .Select(teamsTeam => teamsTeam.Name).ToList();
        if (holders.Count == 0)
        {
            Add(key,
                $"\"{name}\" is in none of the app's teams "
                + $"({string.Join(", ", found.Select(teamsTeam => teamsTeam.Name))}): create it there, install the "
                    + $"app in its team, or write Team/Channel (or the 19:… id).");
        }
        else if (holders.Count > 1)
        {
            Add(key, $"\"{name}\" is in {string.Join(" and in ", holders)}: write Team/Channel.");
        }
    }

    private async Task GivenAsync(string key, string id, CancellationToken stop)
    {
        if (found.Any(team => team.Channels.Any(channel => channel.Id == id)))
        {
            return;
        }

        var members = await teams.GetAsync(found.FirstOrDefault()?.ServiceUrl ?? hosts.Usual,
            $"v3/conversations/{Uri.EscapeDataString(id)}/pagedmembers?pageSize=50", stop);
        if (members.Fault is { } fault)
        {
            Add(key,
                fault.Kind == TeamsErrorKind.Gone
                    ? $"{id} is no channel that the app can see: install the app in its team, or correct the id."
                    : fault.Sentence(id));
        }
    }

    private void Add(string key, string message) => faults.Add(new SettingsFault($"SlaBot:Channels:{key}", message));

    private static bool IsId(string name) => name.StartsWith("19:", StringComparison.Ordinal);
}
