using Microsoft.Data.Sqlite;
using SlaBot.Engine;

namespace SlaBot.Storage;

/// <summary>
/// Tells the faults of the machine from those of one statement, and tells the store's health of them.
/// </summary>
internal sealed class StoreFaults(string path, StoreHealth health)
{
    private const int Full = 13;
    private long longest;

    /// <summary>What is known of the store's writes.</summary>
    public StoreHealth Health => health;

    /// <summary>Runs a read; a fault of the machine is thrown as such, any other as it is.</summary>
    public T Read<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException fault) when (Of(fault) is { } told)
        {
            Note(told);
            throw told;
        }
    }

    /// <summary>Runs a write, and notes whether it went well.</summary>
    public void Write(Action work)
    {
        try
        {
            RequireWhole();
            work();
            health.Wrote();
        }
        catch (SqliteException fault) when (Of(fault) is { } told)
        {
            health.Failed(told);
            Note(told);
            throw told;
        }
        catch (StoreFaultException fault)
        {
            health.Failed(fault);
            Note(fault);
            throw;
        }
    }

    /// <summary>
    /// Throws when the file was cut short, moved or deleted under the running program. The file only grows while it is
    /// open; what is written after such a loss could not be read again, and nobody would notice before the next start.
    /// </summary>
    private void RequireWhole()
    {
        if (health.Damage.IsCompletedSuccessfully)
        {
            throw health.Damage.Result;
        }

        var length = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        if (length < longest)
        {
            throw new StoreFaultException(
                length == 0
                    ? "the data file was deleted, moved or emptied while in use"
                    : $"the data file was cut from {longest} to {length} bytes while in use",
                path,
                "Put the file back as it was, or restore a backup; then start again.") { IsDamage = true };
        }

        longest = length;
    }

    private void Note(StoreFaultException fault)
    {
        if (fault.IsDamage)
        {
            health.Damaged(fault);
        }
    }

    private StoreFaultException? Of(SqliteException fault) => fault.SqliteErrorCode switch
    {
        Full => Told("the disk is full", "Make room; what was not acknowledged was not taken.", fault),
        10 => Told("the disk reports a fault", "Look at the machine's disk and its log.", fault),
        3 or 8 or 14 or 23 => Told(
            "the data file cannot be opened or written",
            "Give the program's user the right to read and write it and its directory; see that the disk is not "
            + "read-only.", fault),
        5 or 6 => Told("the data file is locked by another program", "Close that program.", fault),
        7 => Told("the machine has no memory left", "Give the program more memory.", fault),
        11 or 26 => Told("the data file is damaged", "Restore a backup; then start again.", fault, isDamage: true),
        _ => null,
    };

    private StoreFaultException Told(string reason, string remedy, SqliteException fault, bool isDamage = false) =>
        new(reason, path, remedy, fault) { IsDamage = isDamage };
}
