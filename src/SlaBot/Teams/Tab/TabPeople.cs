using System.Collections.Concurrent;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Teams.Connector;

namespace SlaBot.Teams.Tab;

/// <summary>Which person of the settings an Entra id is: by TeamsId, by what was met, else by the rosters of the teams the app is in. Never by a name or an address inside a token, which their bearer may choose.</summary>
internal sealed class TabPeople(TeamsClient teams, TeamsDirectory book, CurrentAgreement rules)
{
    private const int MostAsked = 10_000;
    private static readonly Duration Patience = Duration.FromMinutes(2);
    private readonly ConcurrentDictionary<string, Instant> asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The person; null for strangers.</summary>
    public async Task<Person?> FindAsync(string id, CancellationToken stop)
    {
        var people = rules.Now.People;
        if (people.All.FirstOrDefault(person => string.Equals(person.IdOn(TeamsPlatform.Name), id, StringComparison.OrdinalIgnoreCase)) is { } given)
        {
            return given;
        }

        if (book.ById(id) is { } met)
        {
            // A TeamsId of the settings says that somebody else is meant.
            return met.Email is { } email && people.Find(email) is { } person && (person.IdOn(TeamsPlatform.Name) is not { } own || Same(own, met)) ? person : null;
        }

        return MayAsk(id) ? await SearchAsync(id, people, stop) : null;
    }

    private async Task<Person?> SearchAsync(string id, People people, CancellationToken stop)
    {
        foreach (var team in book.Teams.ToList())
        {
            var found = await teams.GetAsync(team.ServiceUrl, $"v3/conversations/{Uri.EscapeDataString(team.Id)}/members/{Uri.EscapeDataString(id)}", stop);
            var emails = found.Ok && found.Body.Text("userRole") is not "anonymous" ? new[] { found.Body.Text("email"), found.Body.Text("userPrincipalName") } : [];
            if (emails.OfType<string>().Select(people.Find).FirstOrDefault(item => item is not null && item.IdOn(TeamsPlatform.Name) is null) is { } person && found.Body.Text("id") is { } own)
            {
                await book.KeepAsync(new TeamsMember(own, id, person.Email, null, team.ServiceUrl));
                return person;
            }
        }

        return null;
    }

    // A stranger who reloads the page does not make the rosters be asked each time.
    private bool MayAsk(string id)
    {
        var now = MachineClock.World.GetCurrentInstant();
        if (asked.Count > MostAsked)
        {
            asked.Clear();
        }

        if (asked.TryGetValue(id, out var last) && now - last < Patience)
        {
            return false;
        }

        asked[id] = now;
        return true;
    }

    private static bool Same(string teamsId, TeamsMember member) =>
        string.Equals(teamsId, member.Id, StringComparison.OrdinalIgnoreCase) || string.Equals(teamsId, member.Aad, StringComparison.OrdinalIgnoreCase);
}
