using System.Text.Json;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Teams.Auth;

namespace SlaBot.Teams.Connector;

/// <summary>The channels of the settings as Teams' ids: given, or found by name among the teams that the app is
/// installed in.</summary>
internal sealed class TeamsChannels(TeamsClient teams, TeamsDirectory book, ServiceUrlAllowList hosts,
    TeamsOptions settings, IClock clock)
{
    private const string General = "General";
    private static readonly Duration Patience = Duration.FromMinutes(2);
    private Instant askedAt = Instant.MinValue;

    /// <summary>The channels of the settings that have a place in Teams.</summary>
    public IEnumerable<string> ConfiguredNames =>
        settings.Channels.Where(channel => channel.Value is not null).Select(channel => channel.Key);

    /// <summary>What a channel of the settings is called in Teams; null when it has no place there.</summary>
    public string? NameOf(string key) => settings.Channels.TryGetValue(key, out var name) ? name : key;

    /// <summary>The id and the service of a channel of the settings.</summary>
    public async Task<(string? Id, string? Service, TeamsError? Fault)> FindAsync(string key, CancellationToken stop)
    {
        if (NameOf(key) is not { } name)
        {
            return (null, null, new TeamsError(TeamsErrorKind.Target, "UnknownChannel"));
        }

        if (name.StartsWith("19:", StringComparison.Ordinal))
        {
            return (name, book.ServiceOf(name) ?? book.AnyService() ?? hosts.Usual, null);
        }

        var found = Find(book.Teams, name);
        var now = clock.GetCurrentInstant();
        if (found is null && now - askedAt >= Patience)
        {
            TeamsError? unable = null;
            foreach (var team in book.Teams.ToList())
            {
                unable = await RefreshAsync(team, stop) is { IsPassing: true } fault ? fault : unable;
            }

            if (unable is not null && Find(book.Teams, name) is null)
            {
                // Whether it is there was not said: that is the fault, not the channel.
                return (null, null, unable);
            }

            askedAt = now;

            found = Find(book.Teams, name);
        }

        return found is { } hit
            ? (hit.Channel.Id, hit.Team.ServiceUrl, null)
            : (null, null, new TeamsError(TeamsErrorKind.Target, "UnknownChannel"));
    }

    /// <summary>Looks again for a channel that is not there any more; null when nothing else has its name.</summary>
    public async Task<(string? Id, string? Service, TeamsError? Fault)?> FindAnewAsync(string? key, string gone,
        CancellationToken stop)
    {
        if (key is null
            || book.Teams.FirstOrDefault(
                team => team.Channels.Any(channel => channel.Id == TeamsMessageRef.Bare(gone))) is not { } team)
        {
            return null;
        }

        await RefreshAsync(team, stop);
        var found = await FindAsync(key, stop);
        return found.Id is null || found.Id == TeamsMessageRef.Bare(gone) ? null : found;
    }

    /// <summary>Reads a team's channels anew; the fault when Teams does not say them.</summary>
    public async Task<TeamsError?> RefreshAsync(TeamsTeam team, CancellationToken stop)
    {
        var found =
            await teams.GetAsync(team.ServiceUrl, $"v3/teams/{Uri.EscapeDataString(team.Id)}/conversations", stop);
        if (found.Ok)
        {
            await book.KeepAsync(team with { Channels = Read(found.Body) });
        }

        return found.Fault;
    }

    /// <summary>A team's channels as the connector lists them; the first one goes without a name.</summary>
    public static IReadOnlyList<TeamsChannel> Read(JsonElement body) =>
        [.. body.Items("conversations").Where(item => item.Text("id") is not null)
            .Select(item => new TeamsChannel(item.Text("id")!, item.Text("name") ?? General))];

    /// <summary>The channel that <c>Team/Channel</c> or a bare name means among these teams; null when none has
    /// it.</summary>
    public static (TeamsTeam Team, TeamsChannel Channel)? Find(IEnumerable<TeamsTeam> teams, string name)
    {
        var parts = name.Split('/', 2, StringSplitOptions.TrimEntries);
        var (team, channel) = parts.Length == 2 ? (parts[0], parts[1]) : (null, name);
        var hits = from teamsTeam in teams
                   where team is null || string.Equals(teamsTeam.Name, team, StringComparison.OrdinalIgnoreCase)
                       || teamsTeam.Id == team
                   from place in teamsTeam.Channels
                   where string.Equals(place.Name, channel, StringComparison.OrdinalIgnoreCase)
                   select ((TeamsTeam, TeamsChannel)?)(teamsTeam, place);
        return hits.FirstOrDefault();
    }
}
