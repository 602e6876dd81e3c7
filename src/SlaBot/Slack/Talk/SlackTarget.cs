using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Slack.Web;

namespace SlaBot.Slack.Talk;

/// <summary>What a click is about: the action, the lead and the version that the card was drawn from. Says nothing about who clicked.</summary>
internal sealed record SlackTarget(string Action, string? Lead, int? Version)
{
    private const int MostBlockId = 255;
    private const string Prefix = "act";

    /// <summary>What an option of the menu that only opens an address says instead of an action.</summary>
    public const string Link = "link";

    // What such options said before: cards that stand already still do.
    private static readonly string[] OldLinks = ["open", "contact"];

    /// <summary>As a button's value.</summary>
    public string Write() => SlackClient.Write(new JsonObject { ["action"] = Action, ["lead"] = Lead, ["version"] = Version });

    /// <summary>The id of a row of buttons: carries the lead for the menu, whose own values are short. Without the lead where it is too long.</summary>
    public static string BlockOf(Card card)
    {
        var version = card.Version.ToString(CultureInfo.InvariantCulture);
        var whole = $"{Prefix}|{version}|{card.Lead}";
        return whole.Length <= MostBlockId ? whole : $"{Prefix}|{version}|";
    }

    /// <summary>Reads one action of a <c>block_actions</c> payload; null when it is none of ours (or only opens an address).</summary>
    public static SlackTarget? Read(JsonElement action)
    {
        if (OutsideJson.Parse(action.Text("value")) is { } value && value.Text("action") is { } named)
        {
            return new SlackTarget(named, value.Text("lead"), Number(value.Text("version")));
        }

        // Slack tells of an option that opens an address too: there is nothing to do but to have heard it.
        if (action.Text("selected_option", "value") is not { } chosen || action.Text("selected_option", "url") is not null || IsLink(chosen.Split('|')[0]))
        {
            return null;
        }

        var block = (action.Text("block_id") ?? "").Split('|', 3);
        var ours = block.Length == 3 && block[0] == Prefix;
        return new SlackTarget(chosen.Split('|')[0], ours && block[2].Length > 0 ? block[2] : null, ours ? Number(block[1]) : null);
    }

    private static bool IsLink(string action) => action == Link || OldLinks.Contains(action);

    /// <summary>A whole number; null when it is none.</summary>
    public static int? Number(string? text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
