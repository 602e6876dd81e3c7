using NodaTime;
using NodaTime.Text;
using SlaBot.Api.Contracts;
using SlaBot.Api.Validation;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Api.Import;

/// <summary>A row read: the command or its faults, and the line it stands on.</summary>
internal sealed record ImportRow(int Line, ReceiveLead? Lead, IReadOnlyList<Fault> Faults)
{
    /// <summary>The row's own time, by which nothing in it lies ahead; null when it has none.</summary>
    public Instant? At =>
        Lead is not { MqlAt: { } mql, CreatedAt: { } created }
            ? Lead?.MqlAt ?? Lead?.CreatedAt : Instant.Max(mql, created);
}

/// <summary>Makes a command of a CSV row.</summary>
internal sealed class RowReader(CsvHeader header, ImportMapping mapping)
{
    private static readonly LocalDateTimePattern[] Local =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm':'ss;FFFFFFFFF"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFF"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"),
    ];

    private readonly DateFormats dates = new(mapping.DateFormats, mapping.TimeOfDay);

    /// <summary>Reads one record.</summary>
    public ImportRow Read(CsvRecord record, ValidationContext terms)
    {
        if (record.Fault is not null)
        {
            return new ImportRow(record.Line, null, [new Fault("", record.Fault)]);
        }

        var draft = new LeadDraft(terms);
        var filled = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (column, text) in header.Columns.Zip(record.Fields))
        {
            if (column is null || string.IsNullOrWhiteSpace(text) || !filled.Add(column.Field))
            {
                continue;
            }

            if (column.Known)
            {
                draft.Set(column.Field, column.Field is "mqlAt" or "createdAt" ? Moment(text) : text);
            }
            else
            {
                draft.SetExtra(column.Field, text);
            }
        }

        if (!filled.Contains("id"))
        {
            draft.Set("id", "");
        }

        return new ImportRow(record.Line, draft.Finish(), draft.Faults);
    }

    // The customer's own formats come first. A date alone is that date at the mapping's hour, a time without an offset
    // is the mapping's zone's; the rest is left to the draft.
    private string Moment(string text)
    {
        var value = text.Trim();
        if (dates.Read(value) is { } own)
        {
            return own.Offset is { } offset
                ? Instants.Write(own.Local.WithOffset(offset).ToInstant()) : Spell(own.Local);
        }

        if (LocalDatePattern.Iso.Parse(value).TryGetValue(default, out var date))
        {
            return Spell(date + mapping.TimeOfDay);
        }

        foreach (var pattern in Local)
        {
            if (pattern.Parse(value).TryGetValue(default, out var local))
            {
                return Spell(local);
            }
        }

        return value;
    }

    private string Spell(LocalDateTime local) => Instants.Write(local.InZoneLeniently(mapping.Zone).ToInstant());
}
