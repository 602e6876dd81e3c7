using System.Globalization;
using SlaBot.Core.Leads;
using SlaBot.Desk;
using SlaBot.Storage.Json;

namespace SlaBot.Storage;

/// <summary>Pages of leads: in order of id, or with a deadline asked for, of the next deadline.</summary>
internal static class LeadPages
{
    private const long MostBytes = 8L * 1024 * 1024;

    /// <summary>
    /// One page; of very large leads a shorter one, which goes on with the next. A cursor that this class never gave
    /// ends the list.
    /// </summary>
    public static LeadPage Read(ReadSession session, LeadFilter filter)
    {
        var (sql, values) = Statement(filter);
        var limit = Math.Max(filter.Limit, 1);
        var page = new List<(long? Due, LeadState State)>();
        var (bytes, more) = (0L, false);
        foreach (var (due, state) in session[sql].Stream(Row, [.. values, limit + 1L]))
        {
            if (page.Count == limit || (page.Count > 0 && bytes + state.Length > MostBytes))
            {
                more = true;
                break;
            }

            bytes += state.Length;
            page.Add((due, StoreJson.State(state)));
        }

        return new LeadPage([.. page.Select(row => row.State)], more ? Cursor(filter, page[^1]) : null);
    }

    /// <summary>The statement of a filter and its values but the last, the limit.</summary>
    internal static (string Sql, List<object?> Values) Statement(LeadFilter filter)
    {
        var tests = new List<string>();
        var values = new List<object?>();
        // An owner's leads are few, and a deadline's page lies in the order of its index: those two are walked, the stage then only sifts.
        var sift = filter.Owner is not null || filter.DueBefore is not null;
        Add(filter.Stage is { } stage ? Kinds.Names.Write(stage) : null, sift ? "stage || '' = @stage" : "stage = @stage");
        Add(filter.Owner, "owner = @owner");
        Add(Rows.Seconds(filter.DueBefore), "next_due < @due_before");
        if (filter.OpenOnly)
        {
            tests.Add(filter.Owner is null && filter.DueBefore is not null ? "is_open + 0 = 1" : "is_open = 1");
        }

        if (filter.Undated)
        {
            tests.Add("next_due IS NULL");
        }

        if (filter.After is { } after)
        {
            AddCursor(after);
        }

        var where = tests.Count == 0 ? "" : "WHERE " + string.Join(" AND ", tests);
        var order = filter.DueBefore is null ? "id" : "next_due, id";
        return ($"SELECT next_due, state FROM leads {where} ORDER BY {order} LIMIT @limit", values);

        void Add(object? value, string test)
        {
            if (value is not null)
            {
                tests.Add(test);
                values.Add(value);
            }
        }

        void AddCursor(string after)
        {
            if (filter.DueBefore is null)
            {
                Add(after, "id > @after_id");
                return;
            }

            var (due, id) = Parse(after);
            Add(due, "(next_due, id) > (@after_due, @after_id)");
            values.Add(id);
        }
    }

    private static (long? Due, byte[] State) Row(System.Data.Common.DbDataReader row) =>
        (row.IsDBNull(0) ? null : row.GetInt64(0), row.Bytes(1));

    private static string Cursor(LeadFilter filter, (long? Due, LeadState State) last) => filter.DueBefore is null
        ? last.State.Id
        : string.Create(CultureInfo.InvariantCulture, $"{last.Due}|{last.State.Id}");

    private static (long Due, string Id) Parse(string cursor)
    {
        var bar = cursor.IndexOf('|', StringComparison.Ordinal);
        return bar > 0 && long.TryParse(cursor.AsSpan(0, bar), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var due)
            ? (due, cursor[(bar + 1)..])
            : (long.MaxValue, "");
    }
}
