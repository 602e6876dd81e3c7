using System.Collections.Concurrent;
using System.Data.Common;

namespace SlaBot.Storage;

/// <summary>Connections that only read, one a call at a time; a few are kept with their statements prepared.</summary>
internal sealed class ReadPool(Func<DbConnection> open, Dialect dialect, StoreFaults faults) : IDisposable
{
    private const int Kept = 4;
    private readonly ConcurrentBag<ReadSession> idle = [];
    private volatile bool closed;

    /// <summary>Runs one read.</summary>
    public T Use<T>(Func<ReadSession, T> read)
    {
        var session = Rent();
        try
        {
            var answer = faults.Read(() => read(session));
            Return(session);
            return answer;
        }
        catch
        {
            // What failed may have left something open; the next reader gets a fresh one.
            session.Dispose();
            throw;
        }
    }

    /// <summary>Streams one read; the connection is taken until the caller has enumerated to the end or let
    /// go.</summary>
    public IEnumerable<T> Stream<T>(Func<ReadSession, IEnumerable<T>> read)
    {
        var session = Rent();
        var failed = true;
        try
        {
            using (var rows = faults.Read(() => read(session).GetEnumerator()))
            {
                while (faults.Read(rows.MoveNext))
                {
                    failed = false;
                    yield return rows.Current;
                    failed = true;
                }
            }

            failed = false;
        }
        finally
        {
            if (failed)
            {
                session.Dispose();
            }
            else
            {
                Return(session);
            }
        }
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private ReadSession Rent()
    {
        ObjectDisposedException.ThrowIf(closed, this);
        return idle.TryTake(out var session) ? session : faults.Read(() => new ReadSession(open(), dialect));
    }

    private void Return(ReadSession session)
    {
        if (closed || idle.Count >= Kept)
        {
            session.Dispose();
        }
        else
        {
            idle.Add(session);
        }
    }
}

/// <summary>A connection that reads, with the statements it has prepared.</summary>
internal sealed class ReadSession(DbConnection connection, Dialect dialect) : IDisposable
{
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    /// <summary>The connection, for reads that need no preparing.</summary>
    public DbConnection Connection => connection;

    /// <summary>Runs several reads that see one state.</summary>
    public IEnumerable<T> Snapshot<T>(IEnumerable<T> reads)
    {
        this[dialect.BeginSnapshot].Run();
        try
        {
            foreach (var read in reads)
            {
                yield return read;
            }
        }
        finally
        {
            this["COMMIT"].Run();
        }
    }

    /// <summary>The statement of that text.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (!statements.TryGetValue(sql, out var statement))
            {
                statements[sql] = statement = new Statement(connection, sql);
            }

            return statement;
        }
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }
}
