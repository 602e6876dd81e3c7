using System.Globalization;
using System.Text.Json;
using SlaBot.Api.Contracts;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Api.Validation;

/// <summary>What a command's body came to. <c>Type</c> is what it calls itself, also when the rest is faulty.</summary>
internal sealed record CommandReading(LeadCommand? Command, string? Type, List<Fault> Faults, string? Unreadable);

/// <summary>Reads the body of <c>POST /api/v1/leads/{id}/commands</c>: JSON kinds here, what the members mean in
/// <see cref="CommandReader"/>.</summary>
internal static class CommandBody
{
    /// <summary>The right that a command of this type needs.</summary>
    public static string RightFor(string? type) =>
        CommandDefinition.Find(type) is { NeedsAdmin: true } ? Rights.Admin : Rights.Intake;

    /// <summary>Reads one command.</summary>
    public static CommandReading Read(ReadOnlyMemory<byte> body, string lead, ValidationContext terms)
    {
        using var json = JsonBody.Parse(body, out var unreadable);
        var faults = new List<Fault>();
        if (json is null)
        {
            return new CommandReading(null, null, faults, unreadable);
        }

        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault("", "the body must be one JSON object, a single command"));
            return new CommandReading(null, null, faults, null);
        }

        var members = Members(json.RootElement, faults);
        var type = members.GetValueOrDefault("type");
        if (type is null)
        {
            if (faults.All(fault => fault.Field != "type"))
            {
                faults.Add(new Fault("type", $"type must be one of {string.Join(", ", CommandReader.Types)}"));
            }

            return new CommandReading(null, null, faults, null);
        }

        return new CommandReading(Make(type, lead, members, terms, faults), type, faults, null);
    }

    private static LeadCommand? Make(string type, string lead, Dictionary<string, string?> members,
        ValidationContext terms, List<Fault> faults)
    {
        // A member of the wrong kind has its fault already; a second one that calls it missing would mislead.
        var wrong = faults.Select(fault => fault.Field).ToHashSet(StringComparer.Ordinal);
        var inner = new List<Fault>();
        var command = CommandReader.Read(type, lead, members, inner);
        faults.AddRange(inner.Where(fault => !wrong.Contains(fault.Field)));

        var by = members.GetValueOrDefault("by")?.Trim();
        if (string.IsNullOrEmpty(by) && type != "activity" && !wrong.Contains("by"))
        {
            faults.Add(new Fault("by", "by is needed: the e-mail of the person who does this"));
        }

        var at = members.GetValueOrDefault("at") is { } text ? Moment(text, terms, faults) : null;
        return faults.Count > 0 ? null : command! with { By = string.IsNullOrEmpty(by) ? null : by, At = at };
    }

    private static NodaTime.Instant? Moment(string text, ValidationContext terms, List<Fault> faults)
    {
        if (!Instants.TryRead(text, out var instant))
        {
            faults.Add(new Fault("at", $"at must be {Instants.Shape}"));
            return null;
        }

        if (terms.DoubtOfCommand(instant) is { } doubt)
        {
            faults.Add(new Fault("at", $"at: {doubt}"));
        }

        return terms.Clamp(instant);
    }

    private static Dictionary<string, string?> Members(JsonElement body, List<Fault> faults)
    {
        var members = new Dictionary<string, string?>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in body.EnumerateObject())
        {
            if (JsonBody.Name(member) is not { } name)
            {
                faults.Add(new Fault("", "a member's name holds half of a surrogate pair"));
            }
            else if (!seen.Add(name))
            {
                faults.Add(new Fault(name, $"{(name.Length > 200 ? name[..200] : name)} stands twice"));
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                members[name] = Text(name, member.Value, faults);
            }
        }

        return members;
    }

    private static string? Text(string name, JsonElement value, List<Fault> faults)
    {
        switch (CommandDefinition.FieldOf(name)?.Kind, value.ValueKind)
        {
            case (CommandFieldKind.Number or CommandFieldKind.Grade, JsonValueKind.Number): return Plain(value);
            case (CommandFieldKind.YesNo, JsonValueKind.True): return "true";
            case (CommandFieldKind.YesNo, JsonValueKind.False): return "false";
            case (CommandFieldKind.List, JsonValueKind.Array)
                when value.EnumerateArray().All(element => element.ValueKind == JsonValueKind.String):
                return string.Join('\n', value.EnumerateArray().Select(element => Whole(name, element, faults)));
            case (CommandFieldKind.Number or CommandFieldKind.Grade, _): return Wrong(name, "a number", faults);
            case (CommandFieldKind.YesNo, _): return Wrong(name, "true or false", faults);
            case (CommandFieldKind.List, _): return Wrong(name, "a list of texts", faults);
            case ({ }, not JsonValueKind.String): return Wrong(name, "a text", faults);
            case (null, not JsonValueKind.String) when name is "type" or "by" or "at": return Wrong(name, "a text",
                faults);
            case (_, JsonValueKind.String): return Whole(name, value, faults);
            default: return null;
        }
    }

    private static string? Whole(string name, JsonElement value, List<Fault> faults)
    {
        var text = JsonBody.Text(value);
        if (text is null)
        {
            faults.Add(new Fault(name, $"{name} holds half of a surrogate pair"));
        }
        else if (text.Any(character => char.IsControl(character) && character is not ('\t' or '\r' or '\n')))
        {
            faults.Add(new Fault(name, $"{name} holds a control character"));
        }

        return text;
    }

    // 3.0 and 3e0 are the whole number 3; what is no decimal at all stays as it is, and is refused as one.
    private static string Plain(JsonElement value) =>
        decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.############################", CultureInfo.InvariantCulture)
            : value.GetRawText();

    private static string? Wrong(string name, string wanted, List<Fault> faults)
    {
        faults.Add(new Fault(name, $"{name} must be {wanted}"));
        return null;
    }
}
