using System.Globalization;
using System.Text;

namespace SlaBot.Storage;

/// <summary>
/// Holds a data file for one writer, by the system's own lock on <c>FILE.lock</c>; a process that dies, however it dies, lets go of it.
/// The file stays behind, without meaning.
/// </summary>
internal sealed class WriterLock : IDisposable
{
    private readonly FileStream held;

    private WriterLock(FileStream held) => this.held = held;

    /// <summary>Takes it, or throws with a sentence.</summary>
    public static WriterLock Take(string dataFile)
    {
        var file = dataFile + ".lock";
        try
        {
            var held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            held.SetLength(0);
            held.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            held.Flush(flushToDisk: false);
            return new WriterLock(held);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new StoreRefusedException($"{file} cannot be written. Give the program's user the right to write in that directory.", fault);
        }
        catch (IOException fault)
        {
            throw new StoreRefusedException(
                $"{dataFile} is already in use by another SlaBot (its process number stands in {file}). Stop that one first, or name another file in SlaBot:Database:ConnectionString.",
                fault) { IsHeld = true };
        }
    }

    public void Dispose() => held.Dispose();
}
