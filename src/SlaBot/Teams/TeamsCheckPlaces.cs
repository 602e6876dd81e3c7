using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Policy;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;

namespace SlaBot.Teams;

/// <summary>Checks where the app is: each team that was met, and each channel of the settings that Teams is to hold.</summary>
internal sealed class TeamsCheckPlaces(TeamsClient teams, TeamsCheckContext terms, TeamsOptions settings, ServiceUrlAllowList hosts)
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

        var needed = settings.Channels.Where(channel => channel.Value is not null && terms.Channels.Contains(channel.Key)).ToList();
        if (found.Count == 0 && needed.Any(pair => !IsId(pair.Value!)))
        {
            faults.Add(new SettingsFault("SlaBot:Channels", terms.Teams is null
                ? "are not known in Teams yet, for no bot has run on this data: start SlaBot, then install the app in the team of the channels."
                : "are not known in Teams, for the app is in no team that SlaBot has met: install the app in the team of the channels while SlaBot runs (install it anew if it is there already)."));
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
        var listed = await teams.GetAsync(team.ServiceUrl, $"v3/teams/{Uri.EscapeDataString(team.Id)}/conversations", stop);
        if (listed.Ok)
        {
            found.Add(team with { Channels = TeamsChannels.Read(listed.Body) });
            return;
        }

        faults.Add(new SettingsFault("SlaBot:Teams", listed.Fault!.Kind is TeamsErrorKind.Target or TeamsErrorKind.Gone
            ? $"the app is no longer in the team {team.Name} ({listed.Fault.Code}): install it there again, or name other channels."
            : $"the team {team.Name} could not be asked for its channels ({listed.Fault.Code}): try again."));
    }

    private async Task ChannelAsync(string key, string name, CancellationToken stop)
    {
        if (IsId(name))
        {
            await GivenAsync(key, name, stop);
            return;
        }

        var holders = found.Where(team => TeamsChannels.Find([team], name) is not null).Select(teamsTeam => teamsTeam.Name).ToList();
        if (holders.Count == 0)
        {
            Add(key, $"\"{name}\" is in none of the app's teams ({string.Join(", ", found.Select(teamsTeam => teamsTeam.Name))}): create it there, install the app in its team, or write Team/Channel (or the 19:… id).");
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

        var members = await teams.GetAsync(found.FirstOrDefault()?.ServiceUrl ?? hosts.Usual, $"v3/conversations/{Uri.EscapeDataString(id)}/pagedmembers?pageSize=50", stop);
        if (members.Fault is { } fault)
        {
            Add(key, fault.Kind == TeamsErrorKind.Gone ? $"{id} is no channel that the app can see: install the app in its team, or correct the id." : fault.Sentence(id));
        }
    }

    private void Add(string key, string message) => faults.Add(new SettingsFault($"SlaBot:Channels:{key}", message));

    private static bool IsId(string name) => name.StartsWith("19:", StringComparison.Ordinal);
}
