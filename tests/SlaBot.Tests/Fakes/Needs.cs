namespace SlaBot.Tests.Fakes;

/// <summary>What some tests need of the machine.</summary>
internal static class Needs
{
    /// <summary>Set to <c>all</c> where everything must be there: nothing is skipped, and what is missing fails.</summary>
    public const string RequireVariable = "SLABOT_TESTS_REQUIRE";

    private const string Memory = "/dev/shm";
    private const long EnoughMemory = 2L * 1024 * 1024 * 1024;

    /// <summary>
    /// A folder of its own for a test's data, in memory where the machine has a disk there: a test commits hundreds of
    /// times, and each would wait for the real one. What is killed loses nothing by it; only the machine must not stop.
    /// </summary>
    public static string Folder(string prefix) =>
        OperatingSystem.IsLinux() && Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > EnoughMemory
            ? Directory.CreateDirectory(Path.Combine(Memory, prefix + Guid.NewGuid().ToString("N"))).FullName
            : Directory.CreateTempSubdirectory(prefix).FullName;

    /// <summary>Why a test that needs that tool is skipped; null when it runs.</summary>
    public static string? WhySkipped(string tool) =>
        Environment.GetEnvironmentVariable(RequireVariable) == "all" || PathOf(tool) is not null ? null : $"{tool} is not installed on this machine";

    /// <summary>Where the tool lies, by the search path and where servers are kept; null when it is absent.</summary>
    public static string? PathOf(string tool) => $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}/usr/sbin"
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, tool))
        .FirstOrDefault(File.Exists);
}

/// <summary>A test that is skipped, by name, on a machine without the tool.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactNeedingAttribute : FactAttribute
{
    /// <summary>Names the program that must be on the search path, such as <c>chromium</c>.</summary>
    public FactNeedingAttribute(string tool) => Skip = Needs.WhySkipped(tool);
}

/// <summary>The same for a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryNeedingAttribute : TheoryAttribute
{
    /// <summary>Names the program that must be on the search path.</summary>
    public TheoryNeedingAttribute(string tool) => Skip = Needs.WhySkipped(tool);
}
