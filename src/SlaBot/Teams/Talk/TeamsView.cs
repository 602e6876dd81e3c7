using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Desk.Outbox;

namespace SlaBot.Teams.Talk;

/// <summary>Which post a view is of. <c>For</c>: the person who could not be reached, when it stands aside.</summary>
internal sealed record TeamsView(Purpose Purpose, string Lead, string? Detail)
{
    /// <summary>Whom it was meant for.</summary>
    public string? For { get; init; }

    /// <summary>The view of a wish.</summary>
    public static TeamsView Of(OutboxItem item) => new(item.Purpose, item.Lead!, item.Detail) { For = Fallback.PersonOf(item) };

    /// <summary>As an action's data; when they come back, only that a view is asked for is read of them.</summary>
    public JsonObject Write() => new()
    {
        ["action"] = TeamsViews.Action, ["lead"] = Lead, ["purpose"] = PurposeNames.All.Write(Purpose), ["detail"] = Detail, ["for"] = For,
    };

    /// <summary>As a wish for a reader; null: for the channel.</summary>
    public OutboxItem Item(string? email, Instant now) => new()
    {
        Key = TeamsViews.Action,
        Audience = email is null ? Fallback.Conversation : Audience.With(email),
        Purpose = Purpose,
        Lead = Lead,
        Detail = Detail,
        NotBefore = now,
        CreatedAt = now,
    };
}
