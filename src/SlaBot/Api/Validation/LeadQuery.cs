using System.Globalization;
using SlaBot.Api.Contracts;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Api.Validation;

/// <summary>Reads which leads are asked for:
/// <c>?stage=&amp;owner=&amp;dueBefore=&amp;open=&amp;limit=&amp;cursor=</c>.</summary>
internal sealed class LeadQuery
{
    private readonly IQueryCollection query;
    private readonly List<Fault> faults;

    private LeadQuery(IQueryCollection query, List<Fault> faults) => (this.query, this.faults) = (query, faults);

    /// <summary>The filter; null with faults.</summary>
    public static LeadFilter? Read(IQueryCollection query, List<Fault> faults)
    {
        var reader = new LeadQuery(query, faults);
        var filter = new LeadFilter(
            reader.Stage(), reader.Value("owner"), reader.DueBefore(), reader.Open(), reader.Value("cursor"),
            reader.Limit());
        return faults.Count == 0 ? filter : null;
    }

    /// <summary>One value of a query; null when it is blank, a fault when it stands twice.</summary>
    public static string? Value(IQueryCollection query, string name, List<Fault> faults)
    {
        var values = query[name];
        if (values.Count > 1)
        {
            faults.Add(new Fault(name, $"{name} stands twice"));
        }

        return string.IsNullOrWhiteSpace(values.ToString()) ? null : values[0]!.Trim();
    }

    /// <summary>An instant of a query, in which a plus that was not escaped arrives as a blank.</summary>
    public static NodaTime.Instant? Moment(string name, string? value, List<Fault> faults)
    {
        if (value is null)
        {
            return null;
        }

        if (Instants.TryRead(value.Replace(' ', '+'), out var instant))
        {
            return instant;
        }

        faults.Add(new Fault(name, $"{name} must be {Instants.Shape}"));
        return null;
    }

    private string? Value(string name) => Value(query, name, faults);

    private LeadStage? Stage()
    {
        if (Value("stage") is not { } name)
        {
            return null;
        }

        if (StageNames.FromShort(name) is { } known)
        {
            return known;
        }

        if (LeadNames.All.TryRead<LeadStage>(name, ignoreCase: true, out var stage))
        {
            return stage;
        }

        faults.Add(
            new Fault("stage",
                $"stage must be one of {string.Join(", ", Enum.GetValues<LeadStage>().Select(LeadNames.All.Write))}"));
        return null;
    }

    private NodaTime.Instant? DueBefore() => Moment("dueBefore", Value("dueBefore"), faults);

    private bool Open()
    {
        switch (Value("open")?.ToLowerInvariant())
        {
            case null or "false": return false;
            case "true": return true;
            default:
                faults.Add(new Fault("open", "open must be true or false"));
                return false;
        }
    }

    private int Limit()
    {
        if (Value("limit") is not { } text)
        {
            return 100;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= 500)
        {
            return limit;
        }

        faults.Add(new Fault("limit", "limit must be a whole number from 1 to 500"));
        return 100;
    }
}
