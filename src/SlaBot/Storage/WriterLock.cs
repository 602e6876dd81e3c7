using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>
/// Holds a data file for one writer, whatever the path by which a second one comes: the system's lock lies on the
/// file itself (<see cref="FileIdentityLock"/>).
/// A process that dies, however it dies, lets go of it. <c>FILE.lock</c> is locked as well, for versions that know
/// only that one, and names the process.
/// </summary>
internal sealed class WriterLock : IDisposable
{
    // A second open of the same file in one process would, on being closed, let go of the locks of the first: the
    // system keeps them by process.
    private static readonly ConcurrentDictionary<string, bool> Ours = new(StringComparer.Ordinal);
    private readonly string path;
    private readonly FileIdentityLock identity;
    private readonly FileStream? sidecar;

    private WriterLock(string path, FileIdentityLock identity, FileStream? sidecar) => (this.path, this.identity, this.sidecar) = (path, identity, sidecar);

    /// <summary>Takes it, or throws with a sentence. The file is created where there is none.</summary>
    public static WriterLock Take(string dataFile)
    {
        if (!Ours.TryAdd(dataFile, true))
        {
            throw Held(dataFile, null, null);
        }

        FileIdentityLock? identity = null;
        try
        {
            identity = Opened(dataFile, () => FileIdentityLock.Take(dataFile)) ?? throw Held(dataFile, ProcessIn(dataFile), null);
            return new WriterLock(dataFile, identity, Sidecar(dataFile));
        }
        catch
        {
            identity?.Dispose();
            Ours.TryRemove(dataFile, out _);
            throw;
        }
    }

    /// <summary>Lets go. To be called after every connection to the file is closed.</summary>
    public void Dispose()
    {
        sidecar?.Dispose();
        identity.Dispose();
        Ours.TryRemove(path, out _);
    }

    private static FileStream? Sidecar(string dataFile)
    {
        var file = dataFile + ".lock";
        var held = Opened(file, () => new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        try
        {
            held.SetLength(0);
            held.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            held.Flush(flushToDisk: false);
        }
        catch (IOException)
        {
            // The number is only told to people; whether the disk takes data is told by the data file.
        }

        return held;
    }

    /// <summary>Opens a file; what stands in the way is told as what it is.</summary>
    private static T Opened<T>(string file, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new StoreRefusedException($"{file} cannot be written. Give the program's user the right to write in that directory.", fault);
        }
        catch (IOException fault)
        {
            throw SystemFault.Of(fault) switch
            {
                SystemFault.Kind.Full => new StoreRefusedException($"The disk of {file} is full. Make room and start again; nothing acknowledged is lost.", fault),
                SystemFault.Kind.ReadOnly => new StoreRefusedException(
                    $"{file} cannot be written: its disk is mounted read-only. Mount it for writing, or name another file in SlaBot:Database:ConnectionString.", fault),
                SystemFault.Kind.Held => Held(file.EndsWith(".lock", StringComparison.Ordinal) ? file[..^5] : file, ProcessIn(file), fault),
                _ => new StoreRefusedException($"{file} cannot be opened for writing: {fault.Message}", fault),
            };
        }
    }

    private static StoreRefusedException Held(string dataFile, string? process, Exception? fault) => new(
        $"{dataFile} is already in use by another SlaBot{(process is null ? "" : $" (process {process})")}, perhaps under another name of the same file. "
        + "Stop that one first, or name another file in SlaBot:Database:ConnectionString.",
        fault) { IsHeld = true };

    /// <summary>The process that the file beside names, while it runs; null when there is none.</summary>
    private static string? ProcessIn(string dataFile)
    {
        try
        {
            using var stream = new FileStream(
                dataFile.EndsWith(".lock", StringComparison.Ordinal) ? dataFile : dataFile + ".lock", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var text = new StreamReader(stream);
            return int.TryParse(text.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && IsAlive(number)
                ? number.ToString(CultureInfo.InvariantCulture)
                : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return true;
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
