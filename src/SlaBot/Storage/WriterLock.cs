using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;
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

    private WriterLock(string path, FileIdentityLock identity, FileStream? sidecar) =>
        (this.path, this.identity, this.sidecar) = (path, identity, sidecar);

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
            identity = Opened(dataFile, () => FileIdentityLock.Take(dataFile))
                ?? throw Held(dataFile, ProcessIn(dataFile), null);
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
        var held = Opened(file,
            () => new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
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
            throw new StoreRefusedException(
                $"{file} cannot be written. Give the program's user the right to write in that directory.", fault);
        }
        catch (IOException fault)
        {
            throw SystemFault.Of(fault) switch
            {
                SystemFault.Kind.Full =>
                    new StoreRefusedException(
                        $"The disk of {file} is full. Make room and start again; nothing acknowledged is lost.", fault),
                SystemFault.Kind.ReadOnly => new StoreRefusedException(
                    $"{file} cannot be written: its disk is mounted read-only. Mount it for writing, or name another "
                    + $"file in SlaBot:Database:ConnectionString.", fault),
                SystemFault.Kind.Held =>
                    Held(file.EndsWith(".lock", StringComparison.Ordinal) ? file[..^5] : file, ProcessIn(file), fault),
                SystemFault.Kind.Other =>
                    new StoreRefusedException($"{file} cannot be opened for writing: {fault.Message}", fault),
            };
        }
    }

    private static StoreRefusedException Held(string dataFile, string? process, Exception? fault) => new(
        $"{dataFile} is already in use by another SlaBot{(process is null ? "" : $" (process {process})")}, perhaps "
        + $"under another name of the same file. "
        + "Stop that one first, or name another file in SlaBot:Database:ConnectionString.",
        fault) { IsHeld = true };

    /// <summary>The process that the file beside names, while it runs; null when there is none.</summary>
    private static string? ProcessIn(string dataFile)
    {
        try
        {
            using var stream = new FileStream(
                dataFile.EndsWith(".lock", StringComparison.Ordinal) ? dataFile : dataFile + ".lock", FileMode.Open,
                FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var text = new StreamReader(stream);
            return int.TryParse(text.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && IsAlive(number)
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

/// <summary>
/// An exclusive lock on a file itself, not on a name of it: a symbolic link, a hard link or another mount leads to the
/// same lock. It lies on one byte far beyond those that SQLite locks, and belongs to this open handle, so that neither
/// hinders the other and readers and backups go on reading.
/// </summary>
/// <remarks>
/// Linux: an "open file description lock" (fcntl, F_OFD_SETLK). Windows: a locked range. Elsewhere the system has no
/// such lock that leaves SQLite's alone;
/// there the file beside it, found by the resolved path, is the only lock.
/// </remarks>
internal sealed class FileIdentityLock : IDisposable
{
    // SQLite locks 512 bytes from 0x40000000 on.
    private const long Byte = 0x4000_0000_0000;
    private const int SetLock = 37;
    private const int TryAgain = 11;
    private const int Denied = 13;
    private readonly FileStream held;

    private FileIdentityLock(FileStream held) => this.held = held;

    /// <summary>Takes it, creating the file where there is none; null when somebody else has it.</summary>
    public static FileIdentityLock? Take(string path)
    {
        var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        try
        {
            if (IsTaken(held))
            {
                return new FileIdentityLock(held);
            }
        }
        catch
        {
            held.Dispose();
            throw;
        }

        held.Dispose();
        return null;
    }

    /// <summary>Lets go, after everything else that has the file open in this process.</summary>
    public void Dispose() => held.Dispose();

    private static bool IsTaken(FileStream file)
    {
        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
        {
            return TakeOnLinux(file.SafeFileHandle);
        }

        if (OperatingSystem.IsWindows())
        {
            try
            {
                file.Lock(Byte, 1);
            }
            catch (IOException)
            {
                return false;
            }
        }

        return true;
    }

    [SupportedOSPlatform("linux")]
    private static bool TakeOnLinux(SafeFileHandle file)
    {
        var intent = new LockRange { Type = 1, Start = Byte, Length = 1 };
        if (Control(file, SetLock, ref intent) == 0)
        {
            return true;
        }

        // A file system without such locks has no second machine's writer to fear either; the file beside it remains.
        return Marshal.GetLastPInvokeError() is not (TryAgain or Denied);
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Control(SafeFileHandle file, int command, ref LockRange range);

    /// <summary>C's <c>struct flock</c> on 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct LockRange
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;
    }
}

/// <summary>What an <see cref="IOException"/> is about, where the operating system says so.</summary>
internal static class SystemFault
{
    /// <summary>The kinds that are told apart.</summary>
    public enum Kind
    {
        /// <summary>Something else.</summary>
        Other,

        /// <summary>Another process holds the file.</summary>
        Held,

        /// <summary>The disk or the quota is full.</summary>
        Full,

        /// <summary>The disk may not be written.</summary>
        ReadOnly,
    }

    /// <summary>
    /// The kind of a fault. Unix puts its error number into the result code, Windows its own wrapped as 0x8007xxxx.
    /// </summary>
    public static Kind Of(IOException fault) => OperatingSystem.IsWindows()
        ? (fault.HResult & 0xFFFF) switch
        {
            32 or 33 => Kind.Held,
            39 or 112 => Kind.Full,
            19 => Kind.ReadOnly,
            _ => Kind.Other,
        }
        : fault.HResult switch
        {
            11 or 35 => Kind.Held,
            28 or 69 or 122 => Kind.Full,
            30 => Kind.ReadOnly,
            _ => Kind.Other,
        };
}
