using Microsoft.Data.Sqlite;
using SlaBot.Core.Leads;
using SlaBot.Engine;
using SlaBot.Storage;

namespace SlaBot.Tests.Storage;

/// <summary>No read may walk a big table, however it was asked.</summary>
public sealed class QueryPlanTests : IDisposable
{
    private readonly TempStore temp = new();

    public static TheoryData<string> Statements =>
    [
        LeadReads.StateOf, LeadReads.EventsOf, LeadReads.ActiveSince, LeadReads.EventsOfNumber, LeadReads.Counts, LeadReads.Missed, FactReads.Counting, LeadReads.Due, LeadReads.NextDue, LeadReads.Queue,
        LeadReads.OpenByOwner, LeadReads.Count, ChatReads.Ready, ChatReads.Waiting, ChatReads.NextReady, ChatReads.Post, ChatReads.ByMessage,
        ChatReads.OfLead, ChatReads.Last, ChatReads.LastOf, ChatReads.Within,
        .. Filters().Select(filter => LeadPages.Statement(filter).Sql).Distinct(),
    ];

    public void Dispose() => temp.Dispose();

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_OfAReader_GoesByAnIndex(string sql)
    {
        using var connection = new SqliteConnection(temp.Connection + ";Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var name in System.Text.RegularExpressions.Regex.Matches(sql, "@[a-z_]+").Select(match => match.Value).Distinct())
        {
            command.Parameters.AddWithValue(name, 1);
        }

        using var plan = command.ExecuteReader();
        while (plan.Read())
        {
            var step = plan.GetString(3);
            IsWalk(step, sql).ShouldBeFalse(step + "\n" + sql);
            if (!sql.Contains("owner = @owner", StringComparison.Ordinal) && sql is not (ChatReads.ByMessage or ChatReads.Ready))
            {
                step.ShouldNotContain("USE TEMP B-TREE FOR ORDER BY", Case.Insensitive, sql);
            }
        }
    }

    // Walking a partial index is walking its few rows; walking any index in the order asked for ends with the page.
    private static bool IsWalk(string step, string sql) =>
        step.StartsWith("SCAN", StringComparison.Ordinal)
        && !step.Contains("leads_open", StringComparison.Ordinal)
        && !step.Contains("leads_running", StringComparison.Ordinal)
        && !step.Contains("leads_queued", StringComparison.Ordinal)
        && !step.Contains("leads_missed", StringComparison.Ordinal)
        && !(step.Contains("USING INDEX", StringComparison.Ordinal) && sql.Contains("ORDER BY id LIMIT", StringComparison.Ordinal) && !sql.Contains("WHERE", StringComparison.Ordinal))
        && !step.StartsWith("SCAN CONSTANT", StringComparison.Ordinal);

    private static IEnumerable<LeadFilter> Filters() =>
        from stage in new LeadStage?[] { null, LeadStage.Assigned }
        from owner in new[] { null, "ana@example.com" }
        from due in new Instant?[] { null, Samples.Noon }
        from open in new[] { false, true }
        from after in new[] { null, "1|a" }
        from overdue in due is null ? new bool?[] { null, true } : [null, false]
        select new LeadFilter(stage, owner, due, open, after) { Overdue = overdue };
}
