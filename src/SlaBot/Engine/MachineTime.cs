using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace SlaBot.Engine;

/// <summary>
/// The machine's time. On Linux the time that passes is the kernel's time since the machine's start, which goes on
/// while the machine sleeps and which setting the clock does not touch; so a sleep can be told from a clock that was
/// set.
/// </summary>
internal sealed class MachineTime : TimeProvider
{
    private const string Uptime = "/proc/uptime";
    private const string BootId = "/proc/sys/kernel/random/boot_id";
    private readonly SafeFileHandle? uptime = Open();

    private MachineTime()
    {
    }

    /// <summary>This machine.</summary>
    public static MachineTime This { get; } = new();

    /// <summary>What tells one start of the machine from another; null where the system does not say.</summary>
    public static string? Boot { get; } = File.Exists(BootId) ? File.ReadAllText(BootId).Trim() : null;

    /// <inheritdoc/>
    public override long TimestampFrequency => uptime is null ? base.TimestampFrequency : TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        if (uptime is null)
        {
            return base.GetTimestamp();
        }

        Span<byte> text = stackalloc byte[64];
        var length = RandomAccess.Read(uptime, text, 0);
        return Utf8Parser.TryParse(text[..length], out decimal seconds, out _)
            ? (long)(seconds * TimeSpan.TicksPerSecond)
            : throw new IOException($"{Uptime} cannot be read.");
    }

    private static SafeFileHandle? Open()
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.OpenHandle(Uptime) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
