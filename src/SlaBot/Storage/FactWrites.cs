using System.Data.Common;
using SlaBot.Core.Leads;

namespace SlaBot.Storage;

/// <summary>A lead's facts, written with the step that tells them.</summary>
internal sealed class FactWrites(DbConnection connection, Dialect dialect) : IDisposable
{
    internal const string Insert = "INSERT INTO facts (lead, id, first_at, until_at, body) VALUES (@lead, @id, @first_at, @until_at, @body)";

    // A year in seconds: longer than any deadline that a lead of an imported history may still have before it.
    private const long Longest = 366L * 24 * 3600;

    private readonly Statement insert = new(connection, Insert);
    private readonly Statement add = new(connection, Add(dialect));
    private readonly Statement move = new(connection, Move(dialect));

    /// <summary>For the row that stays where it is, which most do: a lead in work.</summary>
    internal static string Add(Dialect dialect) =>
        $"UPDATE facts SET body = {dialect.Append("body", "@body")} WHERE lead = @lead AND until_at = @until_at AND first_at <= @first_at";

    private static string Move(Dialect dialect) => $"""
        UPDATE facts SET until_at = @until_at, first_at = CASE WHEN @first_at < first_at THEN @first_at ELSE first_at END, body = {dialect.Append("body", "@body")}
        WHERE lead = @lead
        """;

    /// <summary>Writes what a lead's steps add, after its row: its number and the latest instant it was active, old or new.</summary>
    public void Write(long seq, long activeAt, SerializedLead lead)
    {
        var (state, pack) = (lead.Steps[^1].State, lead.Facts);
        var until = Until(IsCarriedOver(state), state.IsHistory, activeAt);
        if (lead.Steps[0].ExpectedVersion == 0)
        {
            insert.Run(seq, state.Id, pack.Earliest, until, pack.Bytes);
        }
        else if (add.Run(pack.Bytes, seq, until, pack.Earliest) == 0)
        {
            move.Run(until, pack.Earliest, pack.Bytes, seq);
        }
    }

    /// <summary>After which second the lead adds nothing to a number.</summary>
    internal static long Until(bool stands, bool isHistory, long activeAt) => stands ? long.MaxValue : isHistory ? activeAt + Longest : activeAt;

    private static bool IsCarriedOver(LeadState state) =>
        state.IsOpen || state.Stage == LeadStage.Queue || state.Obligations.Any(obligation => obligation.Status == ObligationStatus.Running);

    public void Dispose()
    {
        insert.Dispose();
        add.Dispose();
        move.Dispose();
    }
}
