using System.Diagnostics;

namespace SlaBot.Tests.Fakes;

/// <summary>
/// A real disk of a few megabytes (a mounted tmpfs), to be filled and emptied; needs the right to mount.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    public SmallDisk(int megabytes)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("slabot-disk-").FullName;
        Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", Directory).ShouldBe(0);
    }

    public string Directory { get; }

    private string Ballast => Path.Combine(Directory, "ballast");

    /// <summary>Why a test that mounts is skipped; null when it runs.</summary>
    public static string? WhySkipped { get; } = !OperatingSystem.IsLinux() ? "mounting a small disk needs Linux"
        : MayMount() ? null
        : Needs.WhySkipped("the right to mount a disk (root)");

    /// <summary>Takes all the room there is.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        for (var piece = Megabyte; piece >= 512; piece /= 2)
        {
            Write(file, new byte[piece]);
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Empty() => File.Delete(Ballast);

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Directory).ShouldBe(0);

    public void Dispose()
    {
        Run("umount", "-l", Directory);
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static void Write(FileStream file, byte[] piece)
    {
        try
        {
            while (true)
            {
                file.Write(piece);
            }
        }
        catch (IOException)
        {
            // It is full for pieces of this size.
        }
    }

    private static bool MayMount()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("slabot-mount-").FullName;
        try
        {
            return Run("mount", "-t", "tmpfs", "tmpfs", directory) == 0 && Run("umount", directory) == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
        finally
        {
            System.IO.Directory.Delete(directory);
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}

/// <summary>A test that is skipped, by name, where no disk may be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactOnASmallDiskAttribute : FactAttribute
{
    public FactOnASmallDiskAttribute() => Skip = SmallDisk.WhySkipped;
}
