using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SlaBot.Storage;

/// <summary>
/// An exclusive lock on a file itself, not on a name of it: a symbolic link, a hard link or another mount leads to
/// the same lock. It lies on one byte far
/// beyond those that SQLite locks, and belongs to this open handle, so that neither hinders the other and readers and
/// backups go on reading.
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
        var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
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
