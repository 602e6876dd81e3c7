using System.Text.Json.Nodes;
using NodaTime.Text;
using SlaBot.Core.Cards;

namespace SlaBot.Slack.Rendering;

/// <summary>A form's field as the element of an input block; its action id is the field's name.</summary>
internal static class SlackFields
{
    private const int MostOptions = 100;
    private const int MostBoxes = 10;
    private const int MostLabel = 75;
    private const int MostText = 3_000;

    /// <summary>The element.</summary>
    public static JsonObject Of(FormField field)
    {
        var element = field.Kind switch
        {
            FieldKind.Choice => Choice(field),
            FieldKind.Choices => new JsonObject { ["type"] = field.Options.Count <= MostBoxes ? "checkboxes" : "multi_static_select", ["options"] = Options(field) },
            FieldKind.Number => Typed("number_input", field, ("is_decimal_allowed", true)),
            FieldKind.Date => IsDate(field.Initial) ? new JsonObject { ["type"] = "datepicker", ["initial_date"] = field.Initial } : new JsonObject { ["type"] = "datepicker" },
            FieldKind.DateTime => InstantPattern.General.Parse(field.Initial ?? "").TryGetValue(default, out var at)
                ? new JsonObject { ["type"] = "datetimepicker", ["initial_date_time"] = at.ToUnixTimeSeconds() }
                : new JsonObject { ["type"] = "datetimepicker" },
            _ => Typed("plain_text_input", field, ("multiline", field.Kind == FieldKind.LongText), ("max_length", Math.Clamp(field.MaxLength, 1, MostText))),
        };
        element["action_id"] = field.Name;
        return element;
    }

    private static JsonObject Choice(FormField field)
    {
        var element = new JsonObject { ["type"] = "static_select", ["options"] = Options(field) };
        if (field.Options.Take(MostOptions).FirstOrDefault(option => option.Value == field.Initial) is { } first)
        {
            element["initial_option"] = Option(first);
        }

        return element;
    }

    private static JsonObject Typed(string type, FormField field, params (string Name, JsonNode Value)[] more)
    {
        var element = new JsonObject { ["type"] = type };
        foreach (var (name, value) in more)
        {
            element[name] = value;
        }

        if (field.Initial is { Length: > 0 } initial)
        {
            element["initial_value"] = initial.Length <= MostText ? initial : initial[..MostText];
        }

        return element;
    }

    private static JsonArray Options(FormField field) =>
        [.. field.Options.DistinctBy(SlackModal.ValueOf).Take(MostOptions).Select(Option)];

    private static JsonObject Option(FormOption option) => new() { ["text"] = SlackText.Plain(option.Label, MostLabel), ["value"] = SlackModal.ValueOf(option) };

    private static bool IsDate(string? text) => text is not null && LocalDatePattern.Iso.Parse(text).Success;
}
