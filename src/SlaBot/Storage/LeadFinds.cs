using System.Buffers;
using System.Text;
using SlaBot.Core.Leads;
using SlaBot.Engine;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>
/// Finds leads by a text. Every state is looked through as it lies in the file, and only one that has the text
/// somewhere is read: that needs no index of names, which erasing would have to clear as well. It walks the whole
/// table on purpose, and only when somebody asks.
/// </summary>
internal static class LeadFinds
{
    /// <summary>Every state.</summary>
    public const string All = "SELECT seq, is_open, next_due, state FROM leads";

    private const string StateOf = "SELECT state FROM leads WHERE seq = @seq";

    // Signs that JSON writes as they are; the longest run of them is looked for before a state is read.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 @.-_:/,;()");

    /// <summary>A page of what is found, and how many there are in all.</summary>
    public static LeadsFound Read(ReadSession session, string text, Func<LeadState, bool> finds,
        (int From, int Limit) page)
    {
        var hits = new List<(bool Open, long Due, long Seq)>();
        var needle = Needle(text);
        var chars = new char[4096];
        foreach (var (hit, state) in session[All].Stream(Row, []))
        {
            if (chars.Length < state.Length)
            {
                chars = new char[state.Length * 2];
            }

            // One sign a byte: enough to look for plain signs, and far quicker than reading.
            var wide = chars.AsSpan(0, Encoding.Latin1.GetChars(state, chars));
            if ((needle is null || wide.ContainsAny(needle)) && finds(StoreJson.State(state)))
            {
                hits.Add(hit);
            }
        }

        var from = Core.Cards.ListPage.Clamp(page.From, hits.Count);
        var shown = hits.OrderByDescending(hit => hit.Open).ThenBy(hit => hit.Due).ThenBy(hit => hit.Seq).Skip(from)
            .Take(page.Limit);
        return new LeadsFound(hits.Count, from,
            [.. shown.Select(hit => session[StateOf].First(RowMapping.State, hit.Seq)).OfType<LeadState>()
                .Where(finds)]);
    }

    private static ((bool Open, long Due, long Seq) Hit, byte[] State) Row(System.Data.Common.DbDataReader row) =>
        ((row.GetInt64(1) == 1, row.IsDBNull(2) ? long.MaxValue : row.GetInt64(2), row.GetInt64(0)), row.Bytes(3));

    private static SearchValues<string>? Needle(string text)
    {
        var best = "";
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var start = rest.IndexOfAny(Plain);
            if (start < 0)
            {
                break;
            }

            rest = rest[start..];
            var length = rest.IndexOfAnyExcept(Plain) is var end and >= 0 ? end : rest.Length;
            best = length > best.Length ? rest[..length].ToString() : best;
            rest = rest[length..];
        }

        return best.Length == 0 ? null : SearchValues.Create([best], StringComparison.OrdinalIgnoreCase);
    }
}
