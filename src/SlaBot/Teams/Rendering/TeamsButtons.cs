using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Core.Cards;

namespace SlaBot.Teams.Rendering;

/// <summary>What a pressed button is about. Says nothing about who pressed.</summary>
internal sealed record CardActionData(string Action, string? Lead, int? Version, string? Form)
{
    /// <summary>As an action's data.</summary>
    public JsonObject Write() => new() { ["action"] = Action, ["lead"] = Lead, ["version"] = Version, ["form"] = Form };

    /// <summary>Reads an action's data; null when it is not ours.</summary>
    public static CardActionData? Read(JsonElement? data) =>
        data is { } read && read.Text("action") is { Length: > 0 } action
        ? new CardActionData(action, read.Text("lead"),
            int.TryParse(read.Text("version"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var version)
                ? version : null, read.Text("form"))
        : null;
}

/// <summary>Buttons as actions: Execute with Submit for those who know only that; a form opens inside the
/// card.</summary>
internal static class TeamsButtons
{
    /// <summary>The action that takes a reader back from an opened form.</summary>
    public const string Back = "show";

    private const string Mail = "mailto:";

    // What fits beside each other on a phone without being cut, in about pixels; the rest is behind "…".
    private const int MostWide = 294;
    private const int Rim = 28;
    private const int Gap = 8;
    private const int More = 34;
    private const string Narrow = "fijlrtI '.,:";
    private const string Broad = "mwMWO";

    /// <summary>The actions of a card.</summary>
    public static JsonArray Of(Card card, TeamsMentions? people = null)
    {
        var actions = new List<JsonObject>();
        var (wide, most) =
            (-Gap, (card.Buttons.Sum(item => Width(item) + Gap) - Gap) <= MostWide ? MostWide : MostWide - More - Gap);
        foreach (var (button, at) in card.Buttons.Select((item, at) => (item, at)))
        {
            var action = Of(button, card,
                card.Buttons.Take(at).Any(item => item.Action == button.Action)
                    ? $"{button.Action}{at}" : button.Action, people);
            wide += Width(button) + Gap;
            if ((wide > most || button.IsMore) && at > 0)
            {
                action["mode"] = "secondary";
            }

            actions.Add(action);
        }

        return new JsonArray([.. actions]);
    }

    private static int Width(Button button) =>
        Rim + (int)button.Label.Take(20)
            .Sum(character =>
                Narrow.Contains(character, StringComparison.Ordinal)
                    ? 4.5 : Broad.Contains(character, StringComparison.Ordinal) ? 11 : 8);

    /// <summary>A button that sends something.</summary>
    public static JsonObject SubmitAction(string label, ButtonStyle style, CardActionData target)
    {
        var action = new JsonObject { ["type"] = "Action.Execute", ["title"] = TeamsText.Short(label, 60),
            ["verb"] = target.Action, ["data"] = target.Write() };
        Style(action, style);
        action["fallback"] = new JsonObject { ["type"] = "Action.Submit", ["title"] = TeamsText.Short(label, 60),
            ["data"] = target.Write() };
        return action;
    }

    private static JsonObject Of(Button button, Card card, string name, TeamsMentions? people)
    {
        if (Address(button.Url, people) is { } url)
        {
            return new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = TeamsText.Short(button.Label, 60),
                ["url"] = url };
        }

        var target = new CardActionData(button.Action, card.Lead, card.Lead is null ? null : card.Version,
            button.Form is null ? null : name);
        return button.Form is { } form
            ? Asking(button, form, target, name) : SubmitAction(button.Label, button.Style, target);
    }

    /// <summary>A web address; for somebody's e-mail their chat in Teams, or the mail itself when they are not
    /// there.</summary>
    private static string? Address(string? url, TeamsMentions? people) =>
        url?.StartsWith(Mail, StringComparison.Ordinal) != true ? TeamsText.Address(url)
        : people?.ChatWith(Uri.UnescapeDataString(url[Mail.Length..].Split('?')[0]))
            ?? (Uri.TryCreate(url, UriKind.Absolute, out var mail) ? mail.AbsoluteUri : null);

    private static JsonObject Asking(Button button, Form form, CardActionData target, string name)
    {
        var action = new JsonObject
        {
            ["type"] = "Action.ShowCard",
            ["title"] = TeamsText.Short(button.Label, 60),
            ["card"] = new JsonObject
            {
                ["type"] = "AdaptiveCard",
                ["body"] = TeamsFields.Of(form, name),
                ["actions"] = new JsonArray(SubmitAction(form.Submit, Submit(button), target)),
            },
        };
        Style(action, button.Style);
        return action;
    }

    /// <summary>What cannot be taken back looks so to the last press.</summary>
    public static ButtonStyle Submit(Button asking) =>
        asking.Style == ButtonStyle.Danger ? ButtonStyle.Danger : ButtonStyle.Primary;

    private static void Style(JsonObject action, ButtonStyle style)
    {
        if (style != ButtonStyle.Normal)
        {
            action["style"] = style == ButtonStyle.Primary ? "positive" : "destructive";
        }
    }
}
