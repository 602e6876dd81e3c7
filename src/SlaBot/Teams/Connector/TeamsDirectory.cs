using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Teams.Connector;

/// <summary>Somebody met in Teams. <c>Refusal</c>: why nothing can be brought to them, until they are met
/// again.</summary>
/// <remarks>The names in JSON stand in data files.</remarks>
internal sealed record TeamsMember(
    [property: JsonPropertyName("Id")] string Id,
    [property: JsonPropertyName("Aad")] string? Aad,
    [property: JsonPropertyName("Email")] string? Email,
    [property: JsonPropertyName("Chat")] string? Chat,
    [property: JsonPropertyName("ServiceUrl")] string? ServiceUrl,
    [property: JsonPropertyName("Refusal")] string? Refusal = null,
    [property: JsonPropertyName("RefusedAt")] Instant? RefusedAt = null)
{
    /// <summary>What tells them from others: the Entra id, else Teams' own.</summary>
    [JsonPropertyName("Key")]
    public string Key => (Aad ?? Id).ToLowerInvariant();
}

/// <summary>A channel of a team.</summary>
internal sealed record TeamsChannel([property: JsonPropertyName("Id")] string Id,
    [property: JsonPropertyName("Name")] string Name);

/// <summary>A team in which the app is (or was) installed.</summary>
internal sealed record TeamsTeam(
    [property: JsonPropertyName("Id")] string Id,
    [property: JsonPropertyName("Name")] string Name,
    [property: JsonPropertyName("ServiceUrl")] string ServiceUrl,
    [property: JsonPropertyName("IsGone")] bool IsGone,
    [property: JsonPropertyName("Channels")] IReadOnlyList<TeamsChannel> Channels);

/// <summary>Everything learnt from Teams that a restart must not forget: people with their chats, teams with their
/// channels.</summary>
internal sealed class TeamsDirectory
{
    private const string People = "teams-member";
    private const string Places = "teams-team";
    private readonly LeadCommandProcessor engine;
    private readonly ConcurrentDictionary<string, TeamsMember> members = [];
    private readonly ConcurrentDictionary<string, TeamsTeam> teams = [];
    private long number;

    /// <summary>Reads what is on file.</summary>
    public TeamsDirectory(LeadCommandProcessor engine, IReadStore reader)
    {
        this.engine = engine;
        number = Last(reader, People, Places);
        var (met, known) = OnFile(reader);
        foreach (var teamsMember in met)
        {
            members[teamsMember.Key] = teamsMember;
        }

        foreach (var teamsTeam in known)
        {
            teams[teamsTeam.Id] = teamsTeam;
        }
    }

    /// <summary>What is on file, for a reader beside the engine: everybody met, and every team.</summary>
    public static (IReadOnlyList<TeamsMember> Members, IReadOnlyList<TeamsTeam> Teams) OnFile(IReadStore reader) =>
        ([.. Newest<TeamsMember>(reader, People)], [.. Newest<TeamsTeam>(reader, Places)]);

    /// <summary>Teams in which the app is installed.</summary>
    public IEnumerable<TeamsTeam> Teams =>
        teams.Values.Where(team => !team.IsGone).OrderBy(team => team.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Everybody met.</summary>
    public IEnumerable<TeamsMember> Members => members.Values;

    /// <summary>Those who have a chat with the bot and of whom Teams could not say yet who they are.</summary>
    public IEnumerable<TeamsMember> Unasked =>
        members.Values.Where(member => member is { Email: null, Chat: not null, ServiceUrl: not null });

    /// <summary>A member by Entra id or Teams' own id.</summary>
    public TeamsMember? ById(string? id) =>
        id is null
            ? null : members.GetValueOrDefault(id.ToLowerInvariant())
                ?? members.Values.FirstOrDefault(member => Same(member.Id, id) || Same(member.Aad, id));

    /// <summary>A member by e-mail.</summary>
    public TeamsMember? ByEmail(string email) => members.Values.FirstOrDefault(member => Same(member.Email, email));

    /// <summary>A team by its id.</summary>
    public TeamsTeam? Team(string? id) => id is null ? null : teams.GetValueOrDefault(id);

    /// <summary>The service of a conversation as last seen; null when it was never met.</summary>
    public string? ServiceOf(string conversation)
    {
        var bare = TeamsMessageRef.Bare(conversation);
        return members.Values.FirstOrDefault(member => member.Chat == bare)?.ServiceUrl
            ?? teams.Values.FirstOrDefault(team => team.Id == bare || team.Channels.Any(channel => channel.Id == bare))
                ?.ServiceUrl;
    }

    /// <summary>The service that spoke last; null when none has since the start.</summary>
    public string? Latest { get; set; }

    /// <summary>A conversation answers at another service now.</summary>
    public async Task MoveAsync(string conversation, string service)
    {
        var bare = TeamsMessageRef.Bare(conversation);
        foreach (var member in members.Values.Where(member => member.Chat == bare))
        {
            await KeepAsync(member with { ServiceUrl = service });
        }

        foreach (var team in teams.Values.Where(
            team => team.Id == bare || team.Channels.Any(channel => channel.Id == bare)))
        {
            await KeepAsync(team with { ServiceUrl = service });
        }
    }

    /// <summary>A service that was met; null when none was.</summary>
    public string? AnyService() =>
        Latest ?? Teams.FirstOrDefault()?.ServiceUrl
            ?? members.Values.FirstOrDefault(member => member.ServiceUrl is not null)?.ServiceUrl;

    /// <summary>Keeps what is known of somebody.</summary>
    public Task KeepAsync(TeamsMember member)
    {
        if (members.TryGetValue(member.Key, out var known) && known == member)
        {
            return Task.CompletedTask;
        }

        members[member.Key] = member;
        return WriteAsync(People, member.Key, member);
    }

    /// <summary>Keeps what is known of a team.</summary>
    public Task KeepAsync(TeamsTeam team)
    {
        if (teams.TryGetValue(team.Id, out var known) && known with { Channels = team.Channels } == team
            && known.Channels.SequenceEqual(team.Channels))
        {
            return Task.CompletedTask;
        }

        teams[team.Id] = team;
        return WriteAsync(Places, team.Id, team);
    }

    // Documents are never changed: each version has a number, the greatest counts.
    private static IEnumerable<T> Newest<T>(IReadStore reader, string kind) => reader.Documents(kind)
        .OrderBy(document => document.Version, StringComparer.Ordinal)
        .GroupBy(document => document.Version[(document.Version.IndexOf('|') + 1)..])
        .Select(group => JsonSerializer.Deserialize<T>(group.Last().Body, Json)!);

    private static long Last(IReadStore reader, params string[] kinds) =>
        kinds.SelectMany(reader.Documents)
            .Select(document => long.TryParse(document.Version.Split('|')[0], out var n) ? n : 0).DefaultIfEmpty(0)
            .Max();

    private Task WriteAsync<T>(string kind, string key, T body)
    {
        var version = $"{Interlocked.Increment(ref number):D12}|{key}";
        return engine.RecordAsync(
            (at, batch) =>
                batch.Documents.Add(new Document(kind, version, JsonSerializer.Serialize(body, Json), at.Now)));
    }

    private static readonly JsonSerializerOptions Json = new() { Converters = { new SecondsConverter() } };

    private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private sealed class SecondsConverter : System.Text.Json.Serialization.JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Instant.FromUnixTimeSeconds(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.ToUnixTimeSeconds());
    }
}
