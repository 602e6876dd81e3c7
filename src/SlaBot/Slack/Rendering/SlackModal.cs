using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Rendering;

/// <summary>What a window keeps while it is open.</summary>
internal sealed record ModalMetadata(string Action, string? Lead, int? Version, string? Channel, string? Ts)
{
    private const int MostUrl = 500;

    /// <summary>The address that came with the click: an answer reaches a conversation there even where the bot is no
    /// member.</summary>
    public string? Url { get; init; }

    /// <summary>As private metadata.</summary>
    public string Write() =>
        SlackClient.WriteAscii(
            new JsonObject { ["action"] = Action, ["lead"] = Lead, ["version"] = Version, ["channel"] = Channel,
                ["ts"] = Ts, ["url"] = Url is { Length: <= MostUrl } ? Url : null });

    /// <summary>Reads private metadata; null when it is not ours.</summary>
    public static ModalMetadata? Read(string? text) =>
        UntrustedJson.Parse(text) is { } json && json.Text("action") is { } action
        ? new ModalMetadata(action, json.Text("lead"), ActionValue.Number(json.Text("version")), json.Text("channel"),
            json.Text("ts")) { Url = json.Text("url") }
        : null;
}

/// <summary>A neutral form as a window, and back from what was filled in to the command's members.</summary>
internal static class SlackModal
{
    /// <summary>The most blocks of a window.</summary>
    public const int MostBlocks = 100;

    private const int MostTitle = 24;
    private const int MostValue = 75;
    private const int MostHint = 1_900;

    /// <summary>
    /// The window of a form; <paramref name="about"/> stands above it: the card lies hidden behind.
    /// <paramref name="wrong"/>: why it is asked again.
    /// </summary>
    public static JsonObject Form(Form form, ModalMetadata memo, string? about = null, string? wrong = null)
    {
        var blocked =
            form.Fields.FirstOrDefault(field => field.Required && IsChoice(field) && field.Options.Count == 0);
        var view = Shell(form.Title, blocked is null
            ? [.. About(about), .. Wrong(wrong),
                .. form.Fields.Where(field => !IsChoice(field) || field.Options.Count > 0).Take(MostBlocks - 2)
                    .Select(Input)]
            : [SlackBlocks.Section($"There is nothing to choose for “{SlackText.Escape(blocked.Label, 200)}” now.")]);
        view["callback_id"] = SlackText.Short(memo.Action, 255);
        view["private_metadata"] = memo.Write();
        if (blocked is null)
        {
            view["submit"] = SlackText.Plain(form.Submit, MostTitle);
        }

        return view;
    }

    /// <summary>A card in a window of its own, its buttons included.</summary>
    public static JsonObject Show(Card card, string? sentence = null)
    {
        List<JsonNode?> blocks = [
            .. SlackBlocks.Message(card, BlockSupport.Classic, MostBlocks - 1).Select(node => node!.DeepClone())];
        if (sentence is not null)
        {
            blocks.Insert(0, SlackBlocks.Section(SlackText.Escape(sentence, 2_000)));
        }

        var view = Shell(card.Lead is null ? card.Title : "Lead", [.. blocks.OfType<JsonObject>()]);
        view["callback_id"] = "show";
        return view;
    }

    /// <summary>A choice's value as Slack takes it and gives it back: long ones, and those with letters beyond ASCII,
    /// by their hash.</summary>
    public static string ValueOf(FormOption option) =>
        option.Value.Length <= MostValue && option.Value.Length > 0 && option.Value.All(char.IsAscii)
        ? option.Value
        : "#" + Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(option.Value)));

    /// <summary>What was filled in, by field name; <paramref name="form"/> puts hashed choices back.</summary>
    public static Dictionary<string, string?> Inputs(JsonElement view, Form? form)
    {
        var inputs = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var block in view.At("state", "values") is { ValueKind: JsonValueKind.Object } values
            ? values.EnumerateObject() : [])
        {
            foreach (var element in block.Value.ValueKind == JsonValueKind.Object ? block.Value.EnumerateObject() : [])
            {
                inputs[block.Name] =
                    Whole(ReadValue(element.Value), form?.Fields.FirstOrDefault(field => field.Name == block.Name));
            }
        }

        return inputs;
    }

    private static string? Whole(string? answer, FormField? field) =>
        answer is null || field is null || !answer.Contains('#')
        ? answer
        : string.Join(',',
            answer.Split(',')
                .Select(text => field.Options.FirstOrDefault(option => ValueOf(option) == text)?.Value ?? text));

    private static string? ReadValue(JsonElement element)
    {
        if (element.Text("selected_date_time") is { } stamp
            && long.TryParse(stamp, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds))
        {
            return InstantPattern.General.Format(Instant.FromUnixTimeSeconds(Math.Clamp(seconds, 0, 4_102_444_800)));
        }

        if (element.At("selected_options") is { ValueKind: JsonValueKind.Array })
        {
            var chosen = element.Items("selected_options").Select(item => item.Text("value")).OfType<string>().ToList();
            return chosen.Count == 0 ? null : string.Join(',', chosen);
        }

        return element.Text("selected_option", "value") ?? element.Text("selected_date") ?? element.Text("value");
    }

    private static IEnumerable<JsonObject> About(string? about) => about is null ? [] : [SlackBlocks.Small(about)];

    private static IEnumerable<JsonObject> Wrong(string? sentence) =>
        sentence is null ? [] : [SlackBlocks.Section(SlackText.Mark(Tone.Warning) + SlackText.Escape(sentence, 2_000))];

    private static JsonObject Shell(string title, IReadOnlyList<JsonObject> blocks) => new()
    {
        ["type"] = "modal",
        ["title"] = SlackText.Plain(title, MostTitle),
        ["close"] = SlackText.Plain("Close", MostTitle),
        ["blocks"] = new JsonArray([.. blocks]),
    };

    private static JsonObject Input(FormField field)
    {
        var input = new JsonObject
        {
            ["type"] = "input",
            ["block_id"] = field.Name,
            ["label"] = SlackText.Plain(field.Label, MostHint),
            ["optional"] = !field.Required,
            ["element"] = SlackFields.Of(field),
        };
        if (field.Hint is { Length: > 0 } hint)
        {
            input["hint"] = SlackText.Plain(hint, MostHint);
        }

        return input;
    }

    private static bool IsChoice(FormField field) => field.Kind is FieldKind.Choice or FieldKind.Choices;
}

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
            FieldKind.Choices =>
                new JsonObject { ["type"] = field.Options.Count <= MostBoxes ? "checkboxes" : "multi_static_select",
                    ["options"] = Options(field) },
            FieldKind.Number => Typed("number_input", field, ("is_decimal_allowed", true)),
            FieldKind.Date =>
                IsDate(field.Initial)
                    ? new JsonObject { ["type"] = "datepicker", ["initial_date"] = field.Initial }
                    : new JsonObject { ["type"] = "datepicker" },
            FieldKind.DateTime => InstantPattern.General.Parse(field.Initial ?? "").TryGetValue(default, out var at)
                ? new JsonObject { ["type"] = "datetimepicker", ["initial_date_time"] = at.ToUnixTimeSeconds() }
                : new JsonObject { ["type"] = "datetimepicker" },
            FieldKind.Text or FieldKind.LongText =>
                Typed("plain_text_input", field, ("multiline", field.Kind == FieldKind.LongText),
                    ("max_length", Math.Clamp(field.MaxLength, 1, MostText))),
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

    private static JsonObject Option(FormOption option) =>
        new() { ["text"] = SlackText.Plain(option.Label, MostLabel), ["value"] = SlackModal.ValueOf(option) };

    private static bool IsDate(string? text) => text is not null && LocalDatePattern.Iso.Parse(text).Success;
}
