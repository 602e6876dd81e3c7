using System.Data.Common;
using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Storage;

/// <summary>Reads of the facts that numbers are made of.</summary>
internal static class FactReads
{
    /// <summary>In the order in which the rows lie.</summary>
    public const string Counting = "SELECT id, body FROM facts WHERE until_at >= @since AND first_at <= @as_of";

    /// <summary>The facts of every lead that can matter between two instants, within one snapshot.</summary>
    public static IEnumerable<LeadFacts> Between(ReadPool pool, Instant since, Instant asOf, SlaPolicy policy)
    {
        var reader = new FactReader(policy);
        var rows = pool.Stream(session => session[Counting].Stream(Row, [RowMapping.Seconds(since), RowMapping.Seconds(asOf)]));
        foreach (var (lead, body) in Prefetch.Of(rows))
        {
            yield return reader.Read(lead, body);
        }
    }

    private static (string Lead, byte[] Body) Row(DbDataReader row) => (row.GetString(0), row.Bytes(1));
}
