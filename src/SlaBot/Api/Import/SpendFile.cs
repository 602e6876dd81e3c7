using System.Globalization;
using NodaTime.Text;
using SlaBot.Core.Scorecards;
using SlaBot.Engine;

namespace SlaBot.Api.Import;

/// <summary>A CSV file of spend, known by its header: the columns <c>month</c> (2026-11), <c>source</c>, <c>amount</c>
/// and, if one likes, <c>clv</c> (what a customer from there is worth over the years), in any order, and no
/// others.</summary>
internal sealed class SpendFile(char delimiter, IReadOnlyList<string> names)
{
    private static readonly string[] Columns = ["amount", "month", "source"];
    private const string Lifetime = "clv";

    private readonly int month = At(names, "month");
    private readonly int source = At(names, "source");
    private readonly int amount = At(names, "amount");

    /// <summary>The file of that header; null when it is not one of spend.</summary>
    public static SpendFile? Of(CsvLine header) => header.Fault is not null ? null : ",;\t|"
        .Select(
            delimiter =>
                (delimiter,
                    Names: CsvRecords.Split(header.Text, delimiter)
                        ?.Select(name => name.Trim().ToLowerInvariant()).ToList()))
        .Where(pair =>
            pair.Names is { } names && names.Except([Lifetime]).Order(StringComparer.Ordinal).SequenceEqual(Columns)
                && names.Distinct().Count() == names.Count)
        .Select(pair => new SpendFile(pair.delimiter, pair.Names!)).FirstOrDefault();

    /// <summary>Reads every row and keeps those that are right; a month and source told again replaces what was told
    /// before.</summary>
    public async Task KeepAsync(IAsyncEnumerator<CsvLine> lines, LeadCommandProcessor engine, ImportTally tally,
        CancellationToken stop)
    {
        var rows = new Dictionary<(string, string), Spend>();
        var count = 0L;
        await foreach (var record in new CsvRecords(delimiter, names.Count).ReadAsync(lines, stop))
        {
            tally.Line = record.Line;
            List<Fault> faults = [];
            if (Read(record, faults) is { } row)
            {
                rows[(row.Month, row.Source.ToUpperInvariant())] = row;
                count++;
            }
            else
            {
                tally.Refuse(record.Line, faults);
            }
        }

        await (rows.Count == 0 ? Task.CompletedTask : engine.KeepSpendAsync([.. rows.Values]));
        tally.Take(count);
    }

    private Spend? Read(CsvRecord record, List<Fault> faults)
    {
        if (record.Fault is { } broken)
        {
            faults.Add(new Fault("", broken));
            return null;
        }

        var (when, from, what) =
            (record.Fields[month].Trim(), record.Fields[source].Trim(), record.Fields[amount].Trim());
        if (!YearMonthPattern.Iso.Parse(when).Success)
        {
            faults.Add(new Fault("month", $"\"{when}\" is no month: write it as 2026-11"));
        }

        if (from.Length is 0 or > 200)
        {
            faults.Add(
                new Fault("source",
                    "is missing, or longer than 200 characters: write the source as the leads name it"));
        }

        if (!decimal.TryParse(what, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var spent))
        {
            faults.Add(
                new Fault("amount",
                    $"\"{what}\" is no amount: write a number such as 1250.00, without a currency or thousands marks"));
        }

        var worth = Worth(record, faults);
        return faults.Count == 0 ? new Spend(when, from, spent, worth) : null;
    }

    private decimal? Worth(CsvRecord record, List<Fault> faults)
    {
        var told = At(names, Lifetime) is var at && at < names.Count ? record.Fields[at].Trim() : "";
        if (told.Length == 0)
        {
            return null;
        }

        if (!decimal.TryParse(told, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var worth))
        {
            faults.Add(
                new Fault(Lifetime, $"\"{told}\" is no amount: write a number such as 18000.00, or leave it empty"));
        }

        return worth;
    }

    private static int At(IReadOnlyList<string> names, string name) => names.TakeWhile(text => text != name).Count();
}
