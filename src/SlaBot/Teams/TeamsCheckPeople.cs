using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Policy;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;

namespace SlaBot.Teams;

/// <summary>Checks who can be written to: those met have a chat, those whose Teams id is known are asked for, the others are counted and some of them named.</summary>
internal sealed class TeamsCheckPeople(TeamsClient teams, TeamsCheckContext terms, TeamsOptions settings, ServiceUrlAllowList hosts)
{
    private const int MostNamed = 5;
    private readonly List<SettingsFault> faults = [];

    /// <summary>Every fault.</summary>
    public async Task<IReadOnlyList<SettingsFault>> RunAsync(CancellationToken stop)
    {
        List<string> unmet = [], refused = [];
        foreach (var person in terms.People)
        {
            var member = (terms.Members ?? []).FirstOrDefault(teamsMember => person.IdOn(TeamsPlatform.Name) is { } given ? Same(teamsMember.Id, given) || Same(teamsMember.Aad, given) : Same(teamsMember.Email, person.Email));
            var fault = await FaultAsync(person, member, stop);
            if (fault is { Kind: TeamsErrorKind.Unreachable or TeamsErrorKind.Unknown or TeamsErrorKind.Limited })
            {
                Add($"could not all be asked for in Teams ({fault.Code}): try again.");
                break;
            }

            (fault?.Code == "UnknownPerson" ? unmet : refused).AddRange(fault is null ? [] : fault.Code == "UnknownPerson" ? [person.Name] : [fault.Sentence($"{person.Name} ({person.Email})")]);
        }

        refused.Take(MostNamed).ToList().ForEach(Add);
        if (refused.Count > MostNamed)
        {
            Add($"and {refused.Count - MostNamed} more cannot be written to in Teams: install the app for all of them by an app setup policy.");
        }

        if (unmet.Count > 0)
        {
            Add($"{unmet.Count} of {terms.People.Count} have no conversation in Teams yet: {Named(unmet)}. Have them install the app while SlaBot runs (an app setup policy does it for all), install it in a team they belong to, or set TeamsId.");
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
            ? (await teams.BeginChatAsync(member?.ServiceUrl ?? hosts.Usual, TeamsPeople.Begun(id, settings), stop)).Fault
            : new TeamsError(TeamsErrorKind.Target, "UnknownPerson");
    }

    private void Add(string message) => faults.Add(new SettingsFault("SlaBot:People", message));

    private static string Named(List<string> names) => names.Count <= MostNamed ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more";

    private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
