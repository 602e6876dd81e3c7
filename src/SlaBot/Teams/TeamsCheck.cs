using SlaBot.Core.Policy;

namespace SlaBot.Teams;

/// <summary>Asks whether everything that the bot needs from outside is there: the signing keys, the token, and settings that can only be wrong. Changes nothing.</summary>
internal static class TeamsCheck
{
    /// <summary>Every fault, with what to do about it; none when Teams is not enabled.</summary>
    public static async Task<IReadOnlyList<SettingsFault>> RunAsync(TeamsOptions settings, People people, CancellationToken stop = default)
    {
        if (!settings.Enabled)
        {
            return [];
        }

        List<SettingsFault> faults = [];
        using var http = TeamsRoom.Http();
        await KeysAsync(http, settings, faults, stop);
        if (await TokenAsync(http, settings, faults, stop))
        {
            await PeopleAsync(http, settings, people, faults, stop);
        }

        return faults;
    }

    private static async Task KeysAsync(HttpClient http, TeamsOptions settings, List<SettingsFault> faults, CancellationToken stop)
    {
        using var keys = new TeamsKeys(http, settings);
        await keys.FindAsync("", stop);
        if (!keys.AreKnown)
        {
            faults.Add(new SettingsFault("SlaBot:Teams:OpenIdMetadataUrl", $"gives no signing keys: {settings.OpenIdMetadataUrl} does not answer as it should. Check the network, and the address."));
        }
    }

    private static async Task<bool> TokenAsync(HttpClient http, TeamsOptions settings, List<SettingsFault> faults, CancellationToken stop)
    {
        using var tokens = new TeamsTokens(http, settings);
        if ((await tokens.TokenAsync(stop)).Fault is not { } fault)
        {
            return true;
        }

        faults.Add(new SettingsFault("SlaBot:Teams:ClientSecret", fault.Kind == TeamsTrouble.Token
            ? $"gets no token ({fault.Code}): check AppId, TenantId and the secret (or certificate, or managed identity)."
            : $"could not be checked ({fault.Code}): the token service does not answer. Check the network, and Teams:TokenUrl."));
        return false;
    }

    /// <summary>Those with a TeamsId can be asked for: beginning their chat is harmless, and fails where the app is not installed.</summary>
    private static async Task PeopleAsync(HttpClient http, TeamsOptions settings, People people, List<SettingsFault> faults, CancellationToken stop)
    {
        using var tokens = new TeamsTokens(http, settings);
        var hosts = new TeamsHosts(settings);
        var teams = new TeamsClient(http, tokens, hosts);
        foreach (var person in people.All.Where(one => one.TeamsId is not null))
        {
            if ((await teams.BeginChatAsync(hosts.Usual, TeamsPeople.Begun(person.TeamsId!, settings), stop)).Fault is not { } fault)
            {
                continue;
            }

            if (fault.Kind is not (TeamsTrouble.Target or TeamsTrouble.Gone or TeamsTrouble.Other))
            {
                faults.Add(new SettingsFault("SlaBot:Teams", $"the service {hosts.Usual} could not be asked ({fault.Code}): check the network, and AllowedServiceUrls."));
                return;
            }

            faults.Add(new SettingsFault("SlaBot:People", fault.Sentence($"{person.Name} ({person.Email})")));
        }
    }
}
