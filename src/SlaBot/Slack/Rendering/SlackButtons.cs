using System.Globalization;
using System.Text.Json.Nodes;
using SlaBot.Core.Cards;

namespace SlaBot.Slack.Rendering;

/// <summary>A card's buttons as one row: the first ones as buttons, the rest in a menu.</summary>
internal static class SlackButtons
{
    private const int MostButtons = 5;
    private const int MostInMenu = 5;
    private const int MostLabel = 75;
    private const int MostUrl = 3_000;
    private const int MostRow = 24;
    private const string Menu = "more";

    /// <summary>The row; null when the card has no buttons.</summary>
    public static JsonObject? Of(Card card)
    {
        var all = card.Buttons.Where(button => button.Url is null || IsWeb(button.Url)).Take(MostRow + MostInMenu).Select((button, at) => (button, at)).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        // One in the menu is one click more for nothing; and without the lead beside it a menu acts on nothing.
        var row = ActionValue.BlockOf(card);
        var inRow = all.Count <= MostButtons || row is null ? Math.Min(all.Count, MostRow) : Math.Max(MostButtons - 1, all.Count - MostInMenu);
        var names = new HashSet<string>(StringComparer.Ordinal) { Menu };
        List<JsonNode> elements = [.. all.Take(inRow).Select(pair => Button(card, pair.button, Named(pair.button.Action, names)))];
        if (all.Count > inRow && row is not null)
        {
            elements.Add(new JsonObject
            {
                ["type"] = "overflow",
                ["action_id"] = Menu,
                ["options"] = new JsonArray([.. all.Skip(inRow).Select(pair => Option(pair.button, pair.at))]),
            });
        }

        var actions = new JsonObject { ["type"] = "actions", ["elements"] = new JsonArray([.. elements]) };
        if (row is not null)
        {
            actions["block_id"] = row;
        }

        return actions;
    }

    /// <summary>One button that acts on a lead.</summary>
    public static JsonObject Button(Card card, Button button, string name)
    {
        var drawn = new JsonObject { ["type"] = "button", ["action_id"] = name, ["text"] = SlackText.Plain(button.Label, MostLabel) };
        if (button.Url is { } url)
        {
            drawn["url"] = url;
        }
        else
        {
            drawn["value"] = new ActionValue(button.Action, card.Lead, card.Version).Write();
        }

        if (button.Style != ButtonStyle.Normal)
        {
            drawn["style"] = button.Style == ButtonStyle.Primary ? "primary" : "danger";
        }

        return drawn;
    }

    /// <summary>A button beside a line that shows the lead; the number keeps its name apart from the others'.</summary>
    public static JsonObject Open(string lead, int number) => new()
    {
        ["type"] = "button",
        ["action_id"] = string.Create(CultureInfo.InvariantCulture, $"lead.{number}"),
        ["text"] = SlackText.Plain("Open", MostLabel),
        ["value"] = new ActionValue("lead", lead, null).Write(),
    };

    // Slack's buttons open web addresses only; with any other the whole message is refused.
    private static bool IsWeb(string url) => url.Length <= MostUrl && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static JsonNode Option(Button button, int at)
    {
        var option = new JsonObject
        {
            ["text"] = SlackText.Plain(button.Label, MostLabel),
            ["value"] = $"{(button.Url is null ? button.Action : ActionValue.Link)}|{at.ToString(CultureInfo.InvariantCulture)}",
        };
        if (button.Url is { } url)
        {
            option["url"] = url;
        }

        return option;
    }

    private static string Named(string action, HashSet<string> names)
    {
        var name = action;
        for (var n = 2; !names.Add(name); n++)
        {
            name = $"{action}.{n.ToString(CultureInfo.InvariantCulture)}";
        }

        return name;
    }
}
