using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Rendering;

/// <summary>What a click is about: the action, the lead and the version that the card was drawn from. Says nothing
/// about who clicked.</summary>
internal sealed record ActionValue(string Action, string? Lead, int? Version)
{
    private const int MostBlockId = 255;

    // Rows drawn by an older build, and still those whose id needs no escape.
    private const string Prefix = "act";
    private const string EscapedPrefix = "acte";
    private const string PlainSigns = "-_.:@+/# ";

    /// <summary>What an option of the menu that only opens an address says instead of an action.</summary>
    public const string Link = "link";

    // What such options said before: cards that stand already still do.
    private static readonly string[] OldLinks = ["open", "contact"];

    /// <summary>As a button's value: in letters that Slack gives back as they were sent, whatever the lead's id
    /// holds.</summary>
    public string Write() =>
        SlackClient.WriteAscii(new JsonObject { ["action"] = Action, ["lead"] = Lead, ["version"] = Version });

    /// <summary>The id of a row of buttons: carries the lead for the menu, whose own values are short. Null where the
    /// lead's id does not fit: such a row can have no menu.</summary>
    public static string? BlockOf(Card card)
    {
        var version = card.Version.ToString(CultureInfo.InvariantCulture);
        var lead = card.Lead ?? "";
        var whole = lead.All(letter => char.IsAsciiLetterOrDigit(letter) || PlainSigns.Contains(letter))
            ? $"{Prefix}|{version}|{lead}"
            : $"{EscapedPrefix}|{version}|{Uri.EscapeDataString(lead)}";
        return whole.Length <= MostBlockId ? whole : null;
    }

    /// <summary>Reads one action of a <c>block_actions</c> payload; null when it is none of ours (or only opens an
    /// address).</summary>
    public static ActionValue? Read(JsonElement action)
    {
        if (UntrustedJson.Parse(action.Text("value")) is { } value && value.Text("action") is { } named)
        {
            return new ActionValue(named, value.Text("lead"), Number(value.Text("version")));
        }

        // Slack tells of an option that opens an address too: there is nothing to do but to have heard it.
        if (action.Text("selected_option", "value") is not { } chosen
            || action.Text("selected_option", "url") is not null || IsLink(chosen.Split('|')[0]))
        {
            return null;
        }

        var block = (action.Text("block_id") ?? "").Split('|', 3);
        var ours = block.Length == 3 && block[0] is (Prefix or EscapedPrefix);
        var lead = ours && block[2].Length > 0
            ? block[0] == Prefix ? block[2] : Uri.UnescapeDataString(block[2]) : null;
        return new ActionValue(chosen.Split('|')[0], lead, ours ? Number(block[1]) : null);
    }

    private static bool IsLink(string action) => action == Link || OldLinks.Contains(action);

    /// <summary>A whole number; null when it is none.</summary>
    public static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
