using System.Data.Common;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Storage;

/// <summary>The one connection that writes.</summary>
internal sealed class SqliteWriter(DbConnection connection, Dialect dialect, StoreFaults faults, WalLimit log)
    : IWriteStore, IDisposable
{
    private const int ScrubTries = 3;
    private const int ScrubWait = 200;
    private const string ProbeRow = """
        INSERT INTO counters (name, value) VALUES ('probe', 1) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1
        """;

    private readonly LeadWrites leads = new(connection, dialect);
    private readonly ChatWrites chat = new(connection);
    private readonly AdminWrites books = new(connection);
    private readonly ErasureWriter blanking = new(connection);
    private readonly Statement begin = new(connection, dialect.Begin);
    private readonly Statement commit = new(connection, "COMMIT");
    private readonly Statement rollback = new(connection, "ROLLBACK");
    private readonly Statement load = new(connection, LeadReads.StateOf);
    private readonly Statement version = new(connection, "SELECT version FROM leads WHERE id = @id");

    private readonly Statement byEmail = new(connection,
        "SELECT id, owner FROM leads WHERE email = @email AND id <> @id ORDER BY seq DESC LIMIT 1");

    private readonly Statement request = new(connection,
        $"SELECT {RowMapping.RequestColumns} FROM requests WHERE key = @key");

    private readonly Statement line = new(connection, "SELECT id FROM history_lines WHERE id = @id");

    private readonly Statement probe = new(connection, ProbeRow);

    /// <inheritdoc/>
    public LeadState? Load(string lead) =>
        faults.Read(() => load.First(RowMapping.State, lead) ?? load.First(RowMapping.State, LeadEraser.IdOf(lead)));

    /// <inheritdoc/>
    public int VersionOf(string lead) =>
        faults.Read(() => (int)((long?)(version.Scalar(lead) ?? version.Scalar(LeadEraser.IdOf(lead))) ?? 0L));

    /// <inheritdoc/>
    public (string Lead, string? Owner)? FindByEmail(string email, string exceptLead) =>
        faults.Read(() => ByEmail(email, exceptLead));

    /// <inheritdoc/>
    public RequestRecord? FindRequest(string key) => faults.Read(() => request.First(RowMapping.Request, key));

    /// <inheritdoc/>
    public bool KnowsLine(string id) => faults.Read(() => line.Scalar(id) is not null);

    /// <inheritdoc/>
    public void Commit(WriteBatch batch)
    {
        if (batch.IsEmpty)
        {
            return;
        }

        InTransaction(() =>
        {
            leads.Write(batch.Leads);
            chat.Write(batch);
            books.Write(batch);
            batch.Erased.ForEach(blanking.Run);
        });
        BoundLog();
    }

    /// <inheritdoc/>
    public void Probe() => InTransaction(() => probe.Run());

    /// <inheritdoc/>
    public bool Scrub(bool patiently = false) => patiently ? Scrub(ScrubTries, ScrubWait) : Scrub(1, 0);

    /// <summary>
    /// Brings everything into the one file, for a stop; false when somebody who still reads keeps a part of it in the
    /// log.
    /// </summary>
    public bool Fold() => Scrub(ScrubTries, ScrubWait);

    // A reader that never rests would let the log grow without end: past a bound the writer waits for it now and then.
    private void BoundLog()
    {
        if (log.Wait() is { } wait)
        {
            log.Tried(Scrub(1, wait));
        }
    }

    private (string Lead, string? Owner)? ByEmail(string email, string exceptLead) =>
        LeadWrites.Normal(email) is { } normal
            && byEmail.First(row => Tuple.Create(row.GetString(0), row.Text(1)), normal,
                exceptLead) is var (lead, owner)
            ? (lead, owner)
            : null;

    // Its first value is 1 while a reader holds an older state; nobody waits long for the writer because of it.
    private bool Scrub(int tries, int wait)
    {
        if (dialect.Scrub is not { } sql)
        {
            return true;
        }

        Wait(wait);
        try
        {
            using var scrub = new Statement(connection, sql);
            return Enumerable.Range(0, tries).Any(_ => scrub.Scalar() is 0L);
        }
        catch (DbException)
        {
            // What was committed stays committed whether or not the log can be brought into the file now; the next
            // write tells what the disk lacks.
            return false;
        }
        finally
        {
            Wait(Dialect.Patience);
        }
    }

    private void Wait(int milliseconds)
    {
        if (dialect.Wait is { } wait)
        {
            using var statement = new Statement(connection, wait(milliseconds));
            statement.Scalar();
        }
    }

    public void Dispose()
    {
        foreach (var disposable in (IDisposable[])[leads, chat, books, blanking, begin, commit, rollback, load,
            version, byEmail, request, line, probe])
        {
            disposable.Dispose();
        }

        connection.Dispose();
    }

    private void InTransaction(Action work) => faults.Write(() => Transact(work));

    private void Transact(Action work)
    {
        begin.Run();
        try
        {
            work();
            commit.Run();
        }
        catch
        {
            Undo();
            throw;
        }
    }

    // A full disk rolls back by itself, and there is then nothing left to undo; the first fault is the one to tell.
    private void Undo()
    {
        try
        {
            rollback.Run();
        }
        catch (DbException)
        {
        }
    }
}
