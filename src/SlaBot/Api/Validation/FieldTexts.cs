using System.Globalization;
using SlaBot.Engine;

namespace SlaBot.Api.Validation;

/// <summary>Reads the text of one field as what it should be, and keeps what is wrong with it.</summary>
internal sealed class FieldTexts(List<Fault> faults)
{
    /// <summary>The longest name, in characters.</summary>
    public const int Short = 300;

    /// <summary>A text of that field, not too long and free of control characters.</summary>
    public string? Text(string field, string value, int longest = Short)
    {
        if (value.Length > longest)
        {
            faults.Add(new Fault(field, $"{field} is {value.Length} characters long; at most {longest} are taken"));
        }
        else if (value.Any(character => char.IsControl(character) && character is not ('\t' or '\r' or '\n')))
        {
            faults.Add(new Fault(field, $"{field} holds a control character"));
        }

        return value;
    }

    /// <summary>The value, with that fault where there is one.</summary>
    public string? Held(string field, string value, string? fault)
    {
        if (fault is not null)
        {
            faults.Add(new Fault(field, $"{field} {fault}"));
        }

        return value;
    }

    /// <summary>Yes or no.</summary>
    public bool YesNo(string field, string value)
    {
        switch (value.ToLowerInvariant())
        {
            case "true" or "yes" or "1": return true;
            case "false" or "no" or "0": return false;
            default:
                faults.Add(new Fault(field, $"{field} must be true or false"));
                return true;
        }
    }

    /// <summary>A number within these bounds.</summary>
    public decimal? Number(string field, string value, decimal least, decimal most)
    {
        if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least
            && number <= most)
        {
            return number;
        }

        faults.Add(new Fault(field, $"{field} must be a number from {least} to {most}"));
        return null;
    }

    /// <summary>A whole number, not negative.</summary>
    public decimal? Count(string field, string value)
    {
        var number = Number(field, value, 0, int.MaxValue);
        if (number is { } some && some != decimal.Truncate(some))
        {
            faults.Add(new Fault(field, $"{field} must be a whole number"));
        }

        return number;
    }
}
