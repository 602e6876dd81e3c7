using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using SlaBot.Api.Contracts;
using SlaBot.Api.Validation;
using SlaBot.Core.Leads;
using SlaBot.Engine;
using KnownHeaders = SlaBot.Core.Policy.Criteria.KnownHeaders;

namespace SlaBot.Api.Import;

/// <summary>A row read: the command or its faults, and the line it stands on.</summary>
internal sealed record ImportRow(int Line, ReceiveLead? Lead, IReadOnlyList<Fault> Faults)
{
    /// <summary>What of the row was left out or read another way, by column.</summary>
    public IReadOnlyList<Fault> Notes { get; init; } = [];

    /// <summary>True for a record whose work was over before it came here (a customer, won, lost, unqualified): it is
    /// kept as history, without a card.</summary>
    public bool IsOver { get; init; }

    /// <summary>The row's own time, by which nothing in it lies ahead; null when it has none.</summary>
    public Instant? At =>
        Lead is not { MqlAt: { } mql, CreatedAt: { } created }
            ? Lead?.MqlAt ?? Lead?.CreatedAt : Instant.Max(mql, created);
}

/// <summary>
/// Makes a command of a CSV row. An optional field that cannot be read is left out and told; only a row without an id
/// and without an e-mail that could stand for it is refused.
/// </summary>
internal sealed partial class RowReader(CsvHeader header, ImportMapping mapping)
{
    private const int Shown = 60;

    private static readonly LocalDateTimePattern[] Local =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm':'ss;FFFFFFFFF"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFF"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"),
    ];

    private readonly DateFormats dates = new(mapping.DateFormats, mapping.TimeOfDay);
    private readonly SlashOrder[] orders = new SlashOrder[header.Columns.Count];
    private readonly bool hasOwnSlashes = mapping.DateFormats.Any(format => format.Contains('/', StringComparison.Ordinal));

    /// <summary>Looks at a record before it is read: its slash dates may say how those of the column are
    /// written.</summary>
    /// <returns>True when every slash date of the record can be read, or never will be.</returns>
    public bool Look(CsvRecord record)
    {
        var decided = true;
        foreach (var (at, text) in record.Fields.Index())
        {
            if (at >= header.Columns.Count || hasOwnSlashes || !IsMoment(header.Columns[at]))
            {
                continue;
            }

            orders[at] = (orders[at], ExportedDates.OrderOf(text)) switch
            {
                (var known, SlashOrder.Unknown) => known,
                (SlashOrder.Unknown, var says) => says,
                var (known, says) => known == says ? known : SlashOrder.Both,
            };
            decided &= orders[at] != SlashOrder.Unknown || !ExportedDates.IsUndecided(text);
        }

        return decided;
    }

    /// <summary>Reads one record.</summary>
    public ImportRow Read(CsvRecord record, ValidationContext terms)
    {
        if (record.Fault is not null)
        {
            return new ImportRow(record.Line, null, [new Fault("", record.Fault)]);
        }

        var draft = new LeadDraft(terms);
        var row = new Row(draft);
        foreach (var (at, text) in record.Fields.Index())
        {
            if (at < header.Columns.Count && header.Columns[at] is { } column && !string.IsNullOrWhiteSpace(text))
            {
                Take(row, column, at, text);
            }
        }

        Finish(row, terms);
        return new ImportRow(record.Line, draft.Finish(), draft.Faults) { Notes = row.Notes, IsOver = row.IsOver };
    }

    private static bool IsMoment(CsvColumn? column) => column?.Field is "mqlAt" or "createdAt" or "assignedAt";

    // Of columns that are one field the first that can be read counts.
    private void Take(Row row, CsvColumn column, int at, string raw)
    {
        if (row.Filled.Contains(column.Field))
        {
            return;
        }

        var text = raw.Trim();
        switch (column.Field)
        {
            case KnownHeaders.FirstName when column.Known: row.First ??= text; break;
            case KnownHeaders.LastName when column.Known: row.Last ??= text; break;
            case KnownHeaders.Standing when column.Known:
                row.IsOver |= KnownHeaders.IsOver(text);
                Extra(row, column.Header, raw);
                break;
            case "id" when RuinedNumber().IsMatch(text):
                row.Tell(column, text, "a spreadsheet has rounded it, so that it is no record's id any more");
                break;
            case var field when column.Known:
                Known(row, column, field, at, text);
                break;
            default: Extra(row, column.Field, raw); break;
        }
    }

    private static void Extra(Row row, string name, string text)
    {
        if (row.Filled.Add(name))
        {
            row.Lead.SetExtra(name, text);
        }
    }

    private void Known(Row row, CsvColumn column, string field, int at, string text)
    {
        var value = Plain(field, at, text, out var why);
        why ??= row.Lead.Try(field, value);
        if (why is null)
        {
            row.Filled.Add(field);
            row.Email = field == "contact.email" ? value : row.Email;
        }
        else if (field == "id")
        {
            // What stands there is wrong for any reader.
            row.Lead.Set(field, text);
            row.Filled.Add(field);
        }
        else
        {
            row.Tell(column, text, why);
        }
    }

    private static void Finish(Row row, ValidationContext terms)
    {
        var name = string.Join(' ', new[] { row.First, row.Last }.OfType<string>());
        if (name.Length > 0 && row.Filled.Add("contact.name") && row.Lead.Try("contact.name", name) is { } why)
        {
            row.Tell(new CsvColumn("Name", "contact.name", true), name, why);
        }

        if (row.Filled.Contains("id"))
        {
            return;
        }

        if (row.Email is { } email && terms.IdOfEmail is { } idOf)
        {
            row.Lead.Set("id", idOf(email));
        }
        else
        {
            row.Lead.Faults.Add(new Fault("id",
                "the row has no id, and no e-mail that could stand for it; fill one of the two"));
        }
    }

    // A value as spreadsheets and CRMs write it, the way every other sender does.
    private string Plain(string field, int at, string text, out string? why)
    {
        why = null;
        switch (field)
        {
            case "mqlAt" or "createdAt" or "assignedAt": return Moment(text, orders[at], out why);
            case "contact.email": return Address(text, out why);
            case "contact.phone":
                why = RuinedNumber().IsMatch(text) ? "a spreadsheet has rounded it; nobody could be called there" : null;
                return text.StartsWith("p:", StringComparison.OrdinalIgnoreCase) ? text[2..].Trim() : text;
            case "company.size": return Thousands().IsMatch(text) || text.EndsWith('+') || SizeRange().IsMatch(text)
                ? Digits(SizeRange().Match(text) is { Success: true } range ? range.Groups[1].Value : text) : text;
            case "score": return Number(text);
            case "amount": return Number(Money().Replace(text, ""));
            case "owner": return Address(text, out _) is var address && address.Contains('@', StringComparison.Ordinal)
                ? address : text;
            default: return text;
        }
    }

    // The first address of several; of "Name <address>" the address.
    private static string Address(string text, out string? why)
    {
        foreach (var part in text.Split([';', ',', '|', '\n', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var from = part.LastIndexOf('<');
            var address = (from >= 0 ? part[(from + 1)..] : part).Trim('<', '>', '"', '\'', '(', ')');
            address = address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address[7..] : address;
            if (LeadFields.EmailFault(address) is null)
            {
                why = null;
                return address;
            }
        }

        why = "must be an e-mail address such as name@example.com";
        return text;
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    // 1,200 and 1.200.000 and 1 200; a lone comma with one or two digits behind it is a decimal one.
    private static string Number(string text)
    {
        var plain = string.Concat(text.Where(letter => letter is not (' ' or '\u00A0' or '\u202F' or '\'')));
        var (comma, dot) = (plain.LastIndexOf(','), plain.LastIndexOf('.'));
        return comma < 0 ? (plain.Count(letter => letter == '.') > 1 ? plain.Replace(".", "", StringComparison.Ordinal) : plain)
            : dot > comma ? plain.Replace(",", "", StringComparison.Ordinal)
            : dot >= 0 ? plain.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')
            : plain.Count(letter => letter == ',') == 1 && plain.Length - comma - 1 is 1 or 2 ? plain.Replace(',', '.')
            : plain.Replace(",", "", StringComparison.Ordinal);
    }

    // The customer's own formats come first. A date alone is that date at the mapping's hour, a time without an offset
    // is the mapping's zone's.
    private string Moment(string text, SlashOrder order, out string? why)
    {
        why = null;
        if (dates.Read(text) is { } own)
        {
            return own.Offset is { } offset
                ? Instants.Write(own.Local.WithOffset(offset).ToInstant()) : Spell(own.Local);
        }

        // What does not begin with a year is none of these; a pattern that fails costs more than one that reads.
        var isIso = text.Length > 4 && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0;
        if (isIso && LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date))
        {
            return Spell(date + mapping.TimeOfDay);
        }

        foreach (var pattern in isIso ? Local : [])
        {
            if (pattern.Parse(text).TryGetValue(default, out var local))
            {
                return Spell(local);
            }
        }

        if (isIso && Instants.TryRead(text, out var instant))
        {
            return Instants.Write(instant);
        }

        var isSlash = ExportedDates.OrderOf(text) != SlashOrder.Unknown || ExportedDates.IsUndecided(text);
        if (!(isSlash && hasOwnSlashes) && ExportedDates.Read(text, order, mapping) is { } read)
        {
            return Instants.Write(read);
        }

        why = isSlash && !hasOwnSlashes
            ? "nothing in the column says which is the day and which the month; write the format under "
                + "SlaBot:Import:DateFormats, such as dd/MM/yyyy"
            : $"is no date that is known; send {Instants.Shape}, or write its format under SlaBot:Import:DateFormats";
        return text;
    }

    private string Spell(LocalDateTime local) => Instants.Write(local.InZoneLeniently(mapping.Zone).ToInstant());

    [GeneratedRegex(@"^\d+([.,]\d+)?[eE]\+?\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex RuinedNumber();

    [GeneratedRegex(@"^(\d[\d.,' ]*?)\s*(?:-|–|—|to|bis)\s*\d", RegexOptions.CultureInvariant)]
    private static partial Regex SizeRange();

    [GeneratedRegex(@"^\d{1,3}([.,' ]\d{3})+\+?$", RegexOptions.CultureInvariant)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"\p{Sc}|^[A-Z]{3}\s|\s?[A-Z]{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Money();

    /// <summary>A row while it is read.</summary>
    private sealed class Row(LeadDraft draft)
    {
        public LeadDraft Lead => draft;

        public HashSet<string> Filled { get; } = new(StringComparer.OrdinalIgnoreCase);

        public List<Fault> Notes { get; } = [];

        public string? First { get; set; }

        public string? Last { get; set; }

        public string? Email { get; set; }

        public bool IsOver { get; set; }

        public void Tell(CsvColumn column, string text, string why)
        {
            var read = text.Length > Shown ? text[..Shown] + "…" : text;
            Notes.Add(new Fault(column.Header, $"\"{read}\" was left out: {why}"));
        }
    }
}
