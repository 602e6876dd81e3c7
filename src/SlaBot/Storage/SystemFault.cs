namespace SlaBot.Storage;

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
