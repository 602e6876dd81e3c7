using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Engine;
using SlaBot.Storage;
using SlaBot.Storage.Serialization;

namespace SlaBot.Benchmarks;

/// <summary>
/// The measure of the desk: the same statements on the same schema with the same bytes, made ready beforehand, in a loop that does nothing else.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    private static readonly string[] Texts =
        [LeadWrites.Insert, LeadWrites.Update, LeadWrites.AppendEvent, ChatWrites.AddIntent, ChatWrites.CountIntents, AdminWrites.SetTurn, FactWrites.Insert, FactWrites.Add(Dialect.Sqlite)];

    private readonly SqliteConnection connection;
    private readonly SqliteCommand[] commands;
    private readonly Dictionary<string, long> numbers = [];

    public BareLoop(string file)
    {
        SqliteStore.Open("Data Source=" + file).Dispose();
        connection = new SqliteFile("Data Source=" + file).OpenWriter();
        commands = [.. Texts.Select(Prepare)];
    }

    /// <summary>Writes the batches; the seconds it took.</summary>
    public double Run(IReadOnlyList<WriteBatch> batches)
    {
        var commits = batches.Select(batch => RowsOf(batch).ToArray()).ToArray();
        GC.Collect();
        var (begin, commit) = (Prepare("BEGIN IMMEDIATE"), Prepare("COMMIT"));
        var watch = Stopwatch.StartNew();
        foreach (var rows in commits)
        {
            begin.ExecuteNonQuery();
            foreach (var (which, values) in rows)
            {
                Execute(which, values);
            }

            commit.ExecuteNonQuery();
        }

        return watch.Elapsed.TotalSeconds;
    }

    public void Dispose() => connection.Dispose();

    private void Execute(int which, object[] values)
    {
        var command = commands[which];
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        if (which < 2)
        {
            command.ExecuteScalar();
        }
        else
        {
            command.ExecuteNonQuery();
        }
    }

    private SqliteCommand Prepare(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in System.Text.RegularExpressions.Regex.Matches(sql, "@[a-z_]+").Select(match => match.Value).Distinct())
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private IEnumerable<(int Which, object[] Values)> RowsOf(WriteBatch batch) =>
        batch.Leads.GroupBy(lead => lead.State.Id).SelectMany(steps => Lead([.. steps]))
            .Concat(batch.Outbox.Select(item => (3, Values(item.Id, item.Key, item.Address, item.Kind.ToString(), item.Lead, IntentJson.Write(item.Intent), item.ThreadKey,
                item.NotBefore.ToUnixTimeSeconds(), item.CreatedAt.ToUnixTimeSeconds(), 0L, null))))
            .Concat(batch.Outbox.TakeLast(1).Select(item => (4, Values(item.Id))))
            .Concat(batch.Turns.Select(turn => (5, Values(turn.Email, turn.Assigned, turn.LastTurn))));

    private IEnumerable<(int Which, object[] Values)> Lead(LeadChange[] steps)
    {
        var (state, isNew) = (steps[^1].State, steps[0].ExpectedVersion == 0);
        var number = isNew ? numbers[state.Id] = numbers.Count + 1 : numbers[state.Id];
        object?[] columns = [(long)state.Version, state.Stage.ToString(), state.Owner, state.IsOpen ? 1L : 0L, state.Profile.Contact.Email, null,
            state.Running.FirstOrDefault()?.DueAt.ToUnixTimeSeconds(), steps[^1].WakeAt?.ToUnixTimeSeconds(), steps[^1].Events[^1].RecordedAt.ToUnixTimeSeconds(), StoreJson.Write(state), 0L, null];
        yield return isNew ? (0, Values([state.Id, .. columns, state.IsHistory ? 1L : 0L])) : (1, Values([.. columns, state.Id, (long)steps[0].ExpectedVersion]));
        foreach (var step in steps)
        {
            for (var i = 0; i < step.Events.Count; i++)
            {
                yield return (2, Values(number, step.ExpectedVersion + 1L + i, StoreJson.Name(step.Events[i]), StoreJson.Write(step.Events[i])));
            }
        }

        // Every lead of this run is open or owes something.
        var facts = FactPack.Of(steps.SelectMany(step => step.Events));
        yield return isNew ? (6, Values(number, state.Id, facts.Earliest, long.MaxValue, facts.Bytes)) : (7, Values(facts.Bytes, number, long.MaxValue, facts.Earliest));
    }

    private static object[] Values(params object?[] values) => [.. values.Select(value => value ?? DBNull.Value)];
}
