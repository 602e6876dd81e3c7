using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>The short forms that routing rules may use.</summary>
public sealed partial class CriterionReader
{
    private static readonly (string Key, string Field, string Label)[] Short =
        [("Region", "region", "Region"), ("Source", "source", "Source"), ("Tier", "tier", "Tier")];

    private IEnumerable<Criterion> ShortOnes(SettingsSection scan)
    {
        if (!ShortForms)
        {
            yield break;
        }

        foreach (var (key, field, label) in Short)
        {
            if (scan.Texts(key) is { Count: > 0 } values)
            {
                yield return new FieldIs(field) { Label = $"{label} {string.Join(", ", values)}", OneOf = values };
            }
        }

        if (scan.Child("Size") is { } size)
        {
            var inner = new SettingsSection(size, faults);
            var test = Field(inner, "company.size");
            inner.Close();
            yield return test with { Label = test.Label.Replace("company size", "Size", StringComparison.Ordinal) };
        }
    }
}
