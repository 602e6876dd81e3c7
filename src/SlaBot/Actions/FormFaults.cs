using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Actions;

/// <summary>What a form's fields are called to a reader, and what is wrong with an answer in those words.</summary>
internal static class FormFaults
{
    /// <summary>The faults of the answers to a form, by its own labels: what is needed and blank, too long, or none of
    /// the options.</summary>
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

    /// <summary>What was chosen and is not offered, on whichever surface: a form's list is a promise of the form, and
    /// what sends it may be no form.</summary>
    public static IEnumerable<Fault> NotOffered(string action, IReadOnlyDictionary<string, string?> inputs) =>
        from input in inputs
        let offered = FormLists.Offered(action, input.Key)
        where offered.Count > 0 && !string.IsNullOrWhiteSpace(input.Value)
            && offered.All(
                option => !string.Equals(option.Value, input.Value.Trim(), StringComparison.OrdinalIgnoreCase))
        select new Fault(input.Key,
            $"{input.Key} must be one of: {string.Join(", ", offered.Select(option => option.Label))}");

    /// <summary>The same faults with the reader's word for each field in place of its name.</summary>
    public static IReadOnlyList<Fault> InFormWords(IEnumerable<Fault> faults) =>
        [.. faults.Select(fault => fault with { Message = Reworded(fault) })];

    /// <summary>One sentence for places that cannot show faults at their fields.</summary>
    public static string Sentence(IEnumerable<Fault> faults) => string.Join(" ", faults.Select(fault => fault.Message));

    /// <summary>What somebody wrote into a form, for whom it is given back when it was not taken; null when no words
    /// were written.</summary>
    public static string? Typed(IReadOnlyDictionary<string, string?> inputs)
    {
        var texts = new[] { "note", "reason", "status" }
            .Where(name => !string.IsNullOrWhiteSpace(inputs.GetValueOrDefault(name)))
            .Select(name => inputs[name]!.Trim()).ToList();
        return texts.Count == 0 ? null : $"You wrote: {string.Join(" / ", texts)}";
    }

    /// <summary>The form field that a refusal is about; null when it is about the lead or the person.</summary>
    public static Fault? OfRefusal(string? code, string sentence, Form form)
    {
        var field = code switch
        {
            "unknown-reason" or "needs-reason" => "reason",
            "unknown-code" or "cadence-incomplete" => "code",
            "too-early" or "too-old" or "in-future" => OccurredAtParser.Field,
            "in-past" => "revisitOn",
            "gate-incomplete" => "checklist",
            "not-a-seller" or "away" or "already-theirs" => "owner",
            "not-forward" => "stage",
            _ => null,
        };
        return field is not null && form.Fields.Any(formField => formField.Name == field)
            ? new Fault(field, sentence) : null;
    }

    private static string? FaultOf(FormField field, string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return !field.Required
                ? null : field.Label.EndsWith('?') ? $"{field.Label} Choose an answer." : $"{field.Label} is needed.";
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
        var rest = fault.Message.StartsWith(fault.Field + " ", StringComparison.Ordinal)
            ? fault.Message[fault.Field.Length..] : null;
        rest = rest
            ?.Replace(" must be true or false", " must be chosen").Replace(" is needed and must not be blank",
                " is needed");
        return rest is null ? fault.Message : Label(fault.Field) + rest + (rest.EndsWith('.') ? "" : ".");
    }

    private static string Label(string field) =>
        field == OccurredAtParser.Field ? "The time" : CommandDefinition.FieldOf(field)?.Label ?? field;
}

/// <summary>Small pieces of English.</summary>
internal static class English
{
    /// <summary>"a, b or c".</summary>
    public static string Or(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }

    /// <summary>"1 lead", "3 leads".</summary>
    public static string Count(long n, string noun) => $"{n} {noun}{(n == 1 ? "" : "s")}";
}
