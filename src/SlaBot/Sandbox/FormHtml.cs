using System.Globalization;
using SlaBot.Core.Cards;

namespace SlaBot.Sandbox;

/// <summary>Where a card's buttons lead: the message, who presses, and the page to come back to.</summary>
internal sealed record PressLocation(string MessageId, string As, string In, int Version);

/// <summary>Draws buttons and their forms: plain forms that work without a script; the script lifts the longer ones into a dialog.</summary>
internal static class FormHtml
{
    /// <summary>The row of buttons under a card.</summary>
    public static void Draw(HtmlWriter html, IReadOnlyList<Button> buttons, PressLocation place)
    {
        if (buttons.Count == 0)
        {
            return;
        }

        html.Open("div", ("class", "actions"));
        for (var i = 0; i < buttons.Count; i++)
        {
            Draw(html, buttons[i], i, place);
        }

        html.Close();
    }

    private static void Draw(HtmlWriter html, Button button, int index, PressLocation place)
    {
        var css = "button " + button.Style.ToString().ToLowerInvariant();
        var key = $"{place.MessageId}-{index}-{button.Action}";
        if (button.Url is not null)
        {
            Link(html, button, css, key);
        }
        else if (button.Form is { } form)
        {
            html.Open("details", ("class", "ask")).Leaf("summary", button.Label, ("class", css), ("data-key", key), ("data-action", button.Action));
            Start(html, button.Action, index, place, ("class", "fields"), ("data-title", form.Title));
            html.Leaf("h4", form.Title);
            Fields(html, form);
            html.Open("div", ("class", "ends")).Leaf("button", form.Submit, ("class", button.Style == ButtonStyle.Danger ? "button danger" : "button primary")).Close();
            html.Close().Close();
        }
        else
        {
            Start(html, button.Action, index, place, ("class", "press"), ("data-title", null));
            html.Leaf("button", button.Label, ("class", css), ("data-key", key), ("data-action", button.Action)).Close();
        }
    }

    private static void Link(HtmlWriter html, Button button, string css, string key)
    {
        if (CardHtml.IsLink(button.Url))
        {
            html.Leaf("a", button.Label, ("class", css), ("href", button.Url), ("rel", "noopener noreferrer"), ("target", "_blank"), ("data-key", key));
        }
    }

    /// <summary>A way to open the lead of a line.</summary>
    public static void Opening(HtmlWriter html, string lead, int at, PressLocation place)
    {
        Start(html, "lead", at, place, ("class", "inline"), ("data-title", null));
        html.Hidden("i.lead", lead).Leaf("button", "Open", ("class", "quiet"), ("data-key", string.Create(CultureInfo.InvariantCulture, $"{place.MessageId}-lead-{at}")), ("aria-label", $"Open lead {lead}")).Close();
    }

    private static void Start(HtmlWriter html, string action, int index, PressLocation place, (string, string?) css, (string, string?) title) =>
        html.Open("form", ("method", "post"), ("action", "/sandbox/press"), css, title)
            .Hidden("messageId", place.MessageId).Hidden("as", place.As).Hidden("in", place.In).Hidden("action", action)
            .Hidden("button", index.ToString(CultureInfo.InvariantCulture)).Hidden("version", place.Version.ToString(CultureInfo.InvariantCulture));

    private static void Fields(HtmlWriter html, Form form)
    {
        foreach (var field in form.Fields)
        {
            var many = field.Kind == FieldKind.Choices;
            html.Open(many ? "fieldset" : "label", ("class", "field"), ("data-field", field.Name));
            html.Open(many ? "legend" : "span", ("class", "name")).Text(field.Label);
            if (!field.Required)
            {
                html.Leaf("small", "optional");
            }

            html.Close();
            Input(html, field);
            if (field.Hint is not null)
            {
                html.Leaf("small", field.Hint, ("class", "hint"));
            }

            html.Leaf("em", "", ("class", "fault"), ("role", "alert")).Close();
        }
    }

    private static void Input(HtmlWriter html, FormField field)
    {
        var (name, needed) = ("i." + field.Name, field.Required ? "" : null);
        switch (field.Kind)
        {
            case FieldKind.Choice: Select(html, field, name, needed); break;
            case FieldKind.Choices: Boxes(html, field, name); break;
            case FieldKind.LongText:
                html.Leaf("textarea", field.Initial, ("name", name), ("rows", "3"), ("required", needed), ("maxlength", Length(field)));
                break;
            default:
                html.Void("input", ("type", TypeOf(field.Kind)), ("name", name), ("value", field.Kind == FieldKind.DateTime ? null : field.Initial), ("required", needed),
                    ("maxlength", field.Kind == FieldKind.Text ? Length(field) : null), ("step", field.Kind == FieldKind.Number ? "any" : null), ("autocomplete", "off"));
                break;
        }
    }

    private static void Select(HtmlWriter html, FormField field, string name, string? needed)
    {
        html.Open("select", ("name", name), ("required", needed));
        if (field.Initial is null)
        {
            html.Leaf("option", field.Required ? "Choose…" : "–", ("value", ""));
        }

        foreach (var option in field.Options)
        {
            html.Leaf("option", option.Label, ("value", option.Value), ("selected", option.Value == field.Initial ? "" : null));
        }

        html.Close();
    }

    private static void Boxes(HtmlWriter html, FormField field, string name)
    {
        var ticked = (field.Initial ?? "").Split('\n', StringSplitOptions.TrimEntries);
        foreach (var option in field.Options)
        {
            html.Open("label", ("class", "box"))
                .Void("input", ("type", "checkbox"), ("name", name), ("value", option.Value), ("checked", ticked.Contains(option.Value) ? "" : null))
                .Leaf("span", option.Label).Close();
        }
    }

    private static string Length(FormField field) => field.MaxLength.ToString(CultureInfo.InvariantCulture);

    private static string TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Number => "number",
        FieldKind.Date => "date",
        FieldKind.DateTime => "datetime-local",
        _ => "text",
    };
}
