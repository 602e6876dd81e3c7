using SlaBot.Core.Cards;
using SlaBot.Desk;

namespace SlaBot.Chat;

/// <summary>What a form's fields are called to a reader, and what is wrong with an answer in those words.</summary>
internal static class FieldWords
{
    /// <summary>The faults of the answers to a form, by its own labels: what is needed and blank, too long, or none of the options.</summary>
    public static IReadOnlyList<Fault> Check(Form form, IReadOnlyDictionary<string, string?> inputs)
    {
        List<Fault> faults = [];
        foreach (var field in form.Fields)
        {
            if (FaultOf(field, inputs.GetValueOrDefault(field.Name)) is { } message)
            {
                faults.Add(new Fault(field.Name, message));
            }
        }

        return faults;
    }

    /// <summary>The same faults with the reader's word for each field in place of its name.</summary>
    public static IReadOnlyList<Fault> Told(IEnumerable<Fault> faults) =>
        [.. faults.Select(one => one with { Message = Reworded(one) })];

    /// <summary>One sentence for places that cannot show faults at their fields.</summary>
    public static string Sentence(IEnumerable<Fault> faults) => string.Join(" ", faults.Select(one => one.Message));

    private static string? FaultOf(FormField field, string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return field.Required ? $"{field.Label} is needed." : null;
        }

        if (raw.Length > field.MaxLength && field.Kind is FieldKind.Text or FieldKind.LongText)
        {
            return $"{field.Label} is {raw.Length} characters long; at most {field.MaxLength} are taken.";
        }

        return field.Kind == FieldKind.Choice && field.Options.All(option => option.Value != raw)
            ? $"{field.Label} must be one of: {string.Join(", ", field.Options.Select(option => option.Label))}."
            : null;
    }

    private static string Reworded(Fault fault)
    {
        var rest = fault.Message.StartsWith(fault.Field + " ", StringComparison.Ordinal) ? fault.Message[fault.Field.Length..] : null;
        rest = rest?.Replace(" must be true or false", " must be chosen").Replace(" is needed and must not be blank", " is needed");
        return rest is null ? fault.Message : Label(fault.Field) + rest + (rest.EndsWith('.') ? "" : ".");
    }

    private static string Label(string field) => field switch
    {
        "reason" => "A reason",
        "note" => "The note",
        "channel" => "The channel",
        "connected" => "Whether you reached them",
        "code" => "The outcome",
        "stage" => "The stage",
        "amount" => "The expected worth",
        "checklist" => "The checklist",
        "revisitOn" => "The revisit date",
        "status" => "The status",
        "owner" => "The new owner",
        "fit" => "The rating of fit",
        "timing" => "The rating of timing",
        "upheld" => "The ruling",
        "clause" => "The duty",
        "at" => "The time",
        _ => field,
    };
}
