using System.Text.Json.Nodes;

namespace SlaBot.Tests.Fakes;

/// <summary>A message that stands in Teams.</summary>
internal sealed class TeamsSeen(string conversation, string id, JsonObject activity)
{
    public string Conversation => conversation;

    public string Id => id;

    public JsonObject Activity { get; set; } = activity;

    public int Edits { get; set; }

    public JsonObject Card => Activity["attachments"]![0]!["content"]!.AsObject();

    /// <summary>Everything that is text in the card.</summary>
    public string BlocksText => TeamsUser.TextOf(Card);
}
