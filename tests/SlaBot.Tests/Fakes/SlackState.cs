using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SlaBot.Tests.Fakes;

/// <summary>What a workspace holds.</summary>
internal sealed class SlackState
{
    public const string BotUser = "U0BOT";

    private readonly Lock turn = new();
    private long lastTs = 1_000;
    private int lastId;

    public ConcurrentDictionary<string, SlackUserSeen> Users { get; } = [];

    public ConcurrentDictionary<string, SlackChannelSeen> Channels { get; } = [];

    public List<SlackMessageSeen> Messages { get; } = [];

    public ConcurrentQueue<SlackPrivateReplySeen> PrivateReplies { get; } = [];

    /// <summary>Open windows by id.</summary>
    public ConcurrentDictionary<string, JsonObject> Views { get; } = [];

    /// <summary>Home pages by user.</summary>
    public ConcurrentDictionary<string, JsonObject> Homes { get; } = [];

    /// <summary>Clicks that may open a window still.</summary>
    public ConcurrentDictionary<string, bool> Triggers { get; } = [];

    public bool IsTokenRevoked { get; set; }

    /// <summary>False where native charts are not taken yet.</summary>
    public bool TakesCharts { get; set; } = true;

    /// <summary>How many messages a page of a conversation holds at most, whatever was asked for.</summary>
    public int PageSize { get; set; } = 200;

    public List<string> Scopes { get; } = [.. SlaBot.Slack.WebApi.SlackScopes.Needed.Select(item => item.Scope)];

    public SlackUserSeen AddUser(string email, string name)
    {
        var user = new SlackUserSeen($"U{NextId()}", email, name);
        return Users[user.Id] = user;
    }

    public SlackChannelSeen AddChannel(string name, bool hasBot = true)
    {
        var channel = new SlackChannelSeen($"C{NextId()}", name) { HasBot = hasBot };
        return Channels[channel.Id] = channel;
    }

    public SlackChannelSeen Direct(string user) => Channels.GetOrAdd($"D{user[1..]}", id => new SlackChannelSeen(id, "") { HasBot = true, User = user });

    public string NextTs()
    {
        lock (turn)
        {
            return $"{1_700_000_000 + (lastTs / 1_000_000)}.{++lastTs % 1_000_000:000000}";
        }
    }

    public string NewTrigger()
    {
        var trigger = $"trigger.{Interlocked.Increment(ref lastId)}";
        Triggers[trigger] = true;
        return trigger;
    }

    public string NextId() => (1_000_000 + Interlocked.Increment(ref lastId)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public IReadOnlyList<SlackMessageSeen> In(string channel)
    {
        lock (Messages)
        {
            return [.. Messages.Where(message => message.Channel == channel)];
        }
    }

    public SlackUserSeen User(string email) => Users.Values.Single(user => user.Email == email);

    public SlackChannelSeen Channel(string name) => Channels.Values.Single(channel => channel.Name == name);
}

internal sealed record SlackUserSeen(string Id, string Email, string Name)
{
    public bool IsGone { get; set; }

    public string Zone { get; set; } = "America/New_York";

    /// <summary>The workspace that the account is of.</summary>
    public string Team { get; set; } = FakeSlack.Team;
}

internal sealed record SlackChannelSeen(string Id, string Name)
{
    public bool HasBot { get; set; }

    public bool IsArchived { get; set; }

    public string? User { get; init; }
}

internal sealed record SlackPrivateReplySeen(string User, string Channel, string Text, JsonArray? Blocks);

/// <summary>A message that stands in a channel.</summary>
internal sealed class SlackMessageSeen
{
    public required string Channel { get; init; }

    public required string Ts { get; init; }

    public string? Thread { get; init; }

    public required string Text { get; set; }

    public JsonArray Blocks { get; set; } = [];

    public JsonNode? Metadata { get; set; }

    public int Edits { get; set; }

    /// <summary>Every word that can be read in it.</summary>
    public string BlocksText => SlackMethodsFake.TextOf(Blocks);

    /// <summary>As somebody has it on the screen now, whatever becomes of it.</summary>
    public SlackMessageSeen AsItIs() => new() { Channel = Channel, Ts = Ts, Thread = Thread, Text = Text, Blocks = Blocks };

    public override string ToString() => $"{Channel} {Ts} {Text}\n{BlocksText}";
}
