using System.Globalization;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Engine;

/// <summary>Something wrong with one field of a request, and what would be accepted.</summary>
internal sealed record Fault(string Field, string Message);

/// <summary>Makes a <see cref="LeadCommand"/> of a command's type name and its members as text; the API and the buttons
/// read through it.</summary>
internal sealed class CommandReader
{
    private readonly IReadOnlyDictionary<string, string?> members;
    private readonly List<Fault> faults;

    private CommandReader(IReadOnlyDictionary<string, string?> members, List<Fault> faults) =>
        (this.members, this.faults) = (members, faults);

    /// <summary>The type names, in the order of the documentation.</summary>
    public static IReadOnlyList<string> Types => CommandDefinition.Names;

    /// <summary>Reads one command; null when <paramref name="faults"/> gained any.</summary>
    public static LeadCommand? Read(string type, string lead, IReadOnlyDictionary<string, string?> members,
        List<Fault> faults)
    {
        var before = faults.Count;
        var command = new CommandReader(members, faults).Make(type, lead);
        return faults.Count == before ? command : null;
    }

    /// <summary>A command of that type with nothing filled in, to ask who may give it; null when there is
    /// none.</summary>
    public static LeadCommand? Blank(string type, string lead) =>
        new CommandReader(new Dictionary<string, string?>(), []).Make(type, lead);

    private LeadCommand? Make(string type, string lead)
    {
        if (CommandDefinition.Find(type) is not { Make: { } make } definition)
        {
            return Unknown();
        }

        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var field in definition.Fields)
        {
            if (Value(field) is { } value)
            {
                values[field.Name] = value;
            }
        }

        return make(lead, new CommandValues(values));
    }

    private object? Value(CommandField field) => field.Kind switch
    {
        CommandFieldKind.Text => field.IsNeeded ? Need(field.Name, field.MaxLength) : Text(field.Name, field.MaxLength),
        CommandFieldKind.YesNo => YesNo(field.Name, field.IsNeeded),
        CommandFieldKind.Number => Number(field.Name, field.IsNeeded),
        CommandFieldKind.Grade => Grade(field.Name),
        CommandFieldKind.Date => Date(field.Name),
        CommandFieldKind.List => List(field.Name),
        CommandFieldKind.Stage => Stage(),
        CommandFieldKind.Clause => Clause(),
    };

    private string? Raw(string name) =>
        members.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private string Need(string name, int longest)
    {
        var value = Raw(name);
        if (value is null)
        {
            faults.Add(new Fault(name, $"{name} is needed and must not be blank"));
        }
        else if (value.Length > longest)
        {
            faults.Add(new Fault(name, $"{name} is {value.Length} characters long; at most {longest} are taken"));
        }

        return value ?? "";
    }

    private string? Text(string name, int longest)
    {
        var value = Raw(name);
        if (value?.Length > longest)
        {
            faults.Add(new Fault(name, $"{name} is {value.Length} characters long; at most {longest} are taken"));
        }

        return value;
    }

    private bool? YesNo(string name, bool needed)
    {
        switch (Raw(name)?.ToLowerInvariant())
        {
            case "true" or "yes": return true;
            case "false" or "no": return false;
            case null when !needed: return null;
            default:
                faults.Add(new Fault(name, $"{name} must be true or false"));
                return null;
        }
    }

    private decimal? Number(string name, bool needed)
    {
        var raw = Raw(name);
        if (raw is null && !needed)
        {
            return null;
        }

        if (decimal.TryParse(raw, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
            && value is >= 0 and <= 1_000_000_000_000m)
        {
            return value;
        }

        faults.Add(new Fault(name, $"{name} must be a number from 0 to 1000000000000"));
        return null;
    }

    private int Grade(string name)
    {
        if (int.TryParse(Raw(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value is >= 1 and <= 5)
        {
            return value;
        }

        faults.Add(new Fault(name, $"{name} must be a whole number from 1 to 5"));
        return 0;
    }

    private LocalDate Date(string name)
    {
        if (LocalDatePattern.Iso.Parse(Raw(name) ?? "").TryGetValue(default, out var date))
        {
            return date;
        }

        faults.Add(new Fault(name, $"{name} must be a date such as 2026-12-01"));
        return date;
    }

    // An item may hold commas; lines joined by commas are taken apart by the items of the agreement (Checklists).
    private List<string> List(string name) =>
        [.. (Raw(name) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private LeadStage Stage()
    {
        if (StageNames.FromShort(Raw("stage")) is { } stage)
        {
            return stage;
        }

        faults.Add(new Fault("stage", "stage must be one of sql, sqo, won, lost"));
        return default;
    }

    private ClauseKind Clause()
    {
        if (!ClauseNames.TryParse(Raw("clause"), out var kind))
        {
            faults.Add(
                new Fault("clause",
                    $"clause must be one of "
                    + $"{string.Join(", ", Enum.GetValues<ClauseKind>().Select(value => value.Name()))}"));
        }

        return kind;
    }

    private LeadCommand? Unknown()
    {
        faults.Add(new Fault("type", $"type must be one of {string.Join(", ", Types)}"));
        return null;
    }
}
