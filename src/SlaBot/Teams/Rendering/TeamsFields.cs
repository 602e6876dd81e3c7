using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Core.Cards;
using SlaBot.Engine;

namespace SlaBot.Teams.Rendering;

/// <summary>A form's fields as labelled inputs, and back from what was filled in to the command's members.</summary>
internal static class TeamsFields
{
    private const string Day = ".date";
    private const string Clock = ".time";

    /// <summary>The inputs of a form; ids begin with the form's name, so that they are unique in the card. What is
    /// wrong stands under its field.</summary>
    public static JsonArray Of(Form form, string name, IReadOnlyDictionary<string, string?>? said = null,
        IReadOnlyList<Fault>? faults = null)
    {
        var body = new JsonArray();
        foreach (var field in form.Fields)
        {
            foreach (var input in Inputs(field, $"{name}.{field.Name}",
                said is not null && said.TryGetValue(field.Name, out var value) ? value : field.Initial))
            {
                body.Add(input);
            }

            foreach (var fault in (faults ?? []).Where(fault => fault.Field == field.Name))
            {
                body.Add(
                    TeamsBlocks.Text("⚠ " + TeamsText.Escape(TeamsText.Short(fault.Message, 500)), Tone.Bad,
                        ("spacing", "Small")));
            }

            if (field.Hint is { Length: > 0 } hint)
            {
                body.Add(TeamsBlocks.Subtle(TeamsText.Escape(TeamsText.Short(hint, 300))));
            }
        }

        return body;
    }

    /// <summary>What was filled in, by field name; dates and times of one field put together again.</summary>
    public static Dictionary<string, string?> Read(JsonElement data, string? name)
    {
        var inputs = new Dictionary<string, string?>(StringComparer.Ordinal);
        var prefix = name + ".";
        foreach (var jsonProperty in name is null || data.ValueKind != JsonValueKind.Object
            ? [] : data.EnumerateObject().Where(property => property.Name.StartsWith(prefix, StringComparison.Ordinal))
                .ToList())
        {
            inputs[jsonProperty.Name[prefix.Length..]] = Text(jsonProperty.Value);
        }

        // A client may leave out what is blank: either half may come alone.
        foreach (var field in inputs.Keys
            .Where(key => key.EndsWith(Day, StringComparison.Ordinal) || key.EndsWith(Clock, StringComparison.Ordinal))
            .Select(key => key[..^Day.Length]).Distinct().ToList())
        {
            inputs.Remove(field + Day, out var date);
            inputs.Remove(field + Clock, out var time);
            inputs[field] = string.IsNullOrWhiteSpace(date) && string.IsNullOrWhiteSpace(time)
                ? null : $"{date}T{time}";
        }

        return inputs;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()) ? null : value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static IEnumerable<JsonObject> Inputs(FormField field, string id, string? value) => field.Kind switch
    {
        FieldKind.Choice or FieldKind.Choices => [Choice(field, id, value)],
        FieldKind.Number => [Numbered(field, id, value)],
        FieldKind.Date => [Input("Input.Date", field, id, value)],
        FieldKind.DateTime => [
            Input("Input.Date", field with { Label = $"{field.Label}: day" }, id + Day, Part(value, 0)),
            Input("Input.Time", field with { Label = $"{field.Label}: time of day" }, id + Clock, Part(value, 1))],
        FieldKind.Text or FieldKind.LongText => [Worded(field, id, value)],
    };

    private static string? Part(string? value, int at) =>
        value?.Split('T').ElementAtOrDefault(at) is { Length: > 0 } part
            ? at == 1 && part.Length > 5 ? part[..5] : part : null;

    private static JsonObject Choice(FormField field, string id, string? value)
    {
        var input = Input("Input.ChoiceSet", field, id, value);
        input["choices"] = new JsonArray(
            [.. field.Options.Select(
                option =>
                    new JsonObject { ["title"] = TeamsText.Short(option.Label, 200), ["value"] = option.Value })]);
        input["style"] = field.Kind == FieldKind.Choices ? "expanded" : "compact";
        input["wrap"] = true;
        if (field.Kind == FieldKind.Choices)
        {
            input["isMultiSelect"] = true;
        }
        else
        {
            input["placeholder"] = "Choose";
        }

        return input;
    }

    private static JsonObject Numbered(FormField field, string id, string? value)
    {
        var input = Input("Input.Number", field, id, null);
        if (decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            input["value"] = number;
        }

        return input;
    }

    private static JsonObject Worded(FormField field, string id, string? value)
    {
        var input = Input("Input.Text", field, id, value);
        input["maxLength"] = field.MaxLength;
        if (field.Kind == FieldKind.LongText)
        {
            input["isMultiline"] = true;
        }

        return input;
    }

    private static string Needed(FieldKind kind) => kind switch
    {
        FieldKind.Choice => "Choose one.",
        FieldKind.Choices => "Choose at least one.",
        FieldKind.Number => "Enter a number.",
        FieldKind.Date or FieldKind.DateTime => "Choose a date.",
        FieldKind.Text or FieldKind.LongText => "Fill this in.",
    };

    private static JsonObject Input(string type, FormField field, string id, string? value)
    {
        var input = new JsonObject { ["type"] = type, ["id"] = id, ["label"] = TeamsText.Short(field.Label, 200) };
        // A choice that is not offered (any more) would show as nothing chosen.
        if (value is { Length: > 0 }
            && (field.Kind != FieldKind.Choice || field.Options.Any(option => option.Value == value)))
        {
            input["value"] = value;
        }

        if (field.Required)
        {
            input["isRequired"] = true;
            input["errorMessage"] = Needed(field.Kind);
        }

        return input;
    }
}
