using System.Text;
using System.Text.Json.Nodes;

namespace SlaBot.Tests.Fakes;

/// <summary>What the real Teams does not take, does not show, or shows wrongly, in a message of a bot.</summary>
internal static class TeamsLimits
{
    public const string TooBig = "MessageSizeTooBig";

    private const int MostOfCard = 28 * 1024;
    private const int MostViewers = 60;

    /// <summary>What is wrong with an activity; null when it is in order.</summary>
    public static string? Fault(JsonObject activity)
    {
        if ((string?)activity["type"] != "message" || activity["attachments"] is not JsonArray { Count: 1 } attachments)
        {
            return (string?)activity["text"] is { Length: > 0 } ? null : "neither words nor one card";
        }

        var card = attachments[0]!["content"]!.AsObject();
        return activity["text"] is not null ? "text beside a card: Teams splits it and gives no id"
            : (string?)activity["summary"] is not { Length: > 0 } ? "no summary for the toast"
            : Encoding.UTF8.GetByteCount(card.ToJsonString()) > MostOfCard ? TooBig
            : FaultOf(card);
    }

    /// <summary>What is wrong with a card; null when it is in order.</summary>
    public static string? FaultOf(JsonObject card) =>
        (string?)card["version"] != "1.5" ? $"version {card["version"]}"
        : Refresh(card["refresh"]) ?? TeamsUser.All(card).Select(jsonObject => Part(jsonObject, card)).FirstOrDefault(text => text is not null) ?? Twice(card);

    private static string? Refresh(JsonNode? refresh) => refresh is null ? null
        : refresh["userIds"] is not JsonArray { Count: <= MostViewers } viewers || viewers.Any(viewer => !((string)viewer!).StartsWith("29:", StringComparison.Ordinal)) ? "refresh.userIds"
        : (string?)refresh["action"]?["type"] != "Action.Execute" ? "refresh.action" : null;

    private static string? Part(JsonObject jsonObject, JsonObject card) => (string?)(jsonObject["type"] as JsonValue) switch
    {
        "TextBlock" when ((string?)jsonObject["text"])?.Contains("<at>", StringComparison.Ordinal) == true => Mentioned((string)jsonObject["text"]!, card),
        "Action.Execute" when (string?)jsonObject["verb"] is null => "a button without a verb",
        "Action.Execute" when card["refresh"]?["action"] != jsonObject && (string?)jsonObject["fallback"]?["type"] != "Action.Submit" => $"no fallback: {jsonObject["title"]}",
        { } type when type.StartsWith("Input.", StringComparison.Ordinal) && ((string?)jsonObject["id"] is null || (string?)jsonObject["label"] is null) => $"{type} without id or label",
        "Input.ChoiceSet" when (string?)jsonObject["value"] is { } chosen && jsonObject["isMultiSelect"] is null && jsonObject["choices"]!.AsArray().All(choice => (string?)choice!["value"] != chosen) => $"{jsonObject["id"]}: {chosen} is no choice",
        { } type when type.StartsWith("Chart.", StringComparison.Ordinal) && jsonObject["fallback"] is null => "a chart without a fallback",
        _ => null,
    };

    private static string? Mentioned(string text, JsonObject card)
    {
        var known = (card["msteams"]?["entities"] as JsonArray ?? []).Select(node => (string)node!["text"]!).ToList();
        return text.Split("<at>").Skip(1).Select(rest => $"<at>{rest.Split("</at>")[0]}</at>").FirstOrDefault(at => !known.Contains(at)) is { } lost ? $"a mention without an entity: {lost}" : null;
    }

    private static string? Twice(JsonObject card) => TeamsUser.All(card)
        .Where(jsonObject => ((string?)(jsonObject["type"] as JsonValue))?.StartsWith("Input.", StringComparison.Ordinal) == true)
        .GroupBy(jsonObject => (string)jsonObject["id"]!).FirstOrDefault(group => group.Count() > 1)?.Key is { } id ? $"input {id} twice" : null;
}
