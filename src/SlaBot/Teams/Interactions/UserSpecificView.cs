using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Engine;

namespace SlaBot.Teams.Interactions;

/// <summary>Which post a view is of. <c>For</c>: the person who could not be reached, when it stands aside.</summary>
internal sealed record UserSpecificView(MessageIntent Intent, string Lead)
{
    /// <summary>Whom it was meant for.</summary>
    public string? For { get; init; }

    /// <summary>The view of a wish.</summary>
    public static UserSpecificView Of(OutboxItem item) => new(item.Intent, item.Lead!) { For = FallbackChannel.PersonOf(item) };

    /// <summary>As an action's data; when they come back, only that a view is asked for is read of them.</summary>
    public JsonObject Write() => new()
    {
        ["action"] = UserSpecificViews.Action, ["lead"] = Lead, ["purpose"] = MessageKindNames.All.Write(Intent.Kind),
        ["detail"] = Intent is NoticeIntent notice ? $"{notice.Obligation}|{notice.Level}" : null, ["for"] = For,
    };

    /// <summary>As a wish for a reader; null: for the channel.</summary>
    public OutboxItem Item(string? email, Instant now) => new()
    {
        Key = UserSpecificViews.Action,
        Address = email is null ? FallbackChannel.Conversation : AddressText.With(email),
        Intent = Intent,
        Lead = Lead,
        NotBefore = now,
        CreatedAt = now,
    };
}
