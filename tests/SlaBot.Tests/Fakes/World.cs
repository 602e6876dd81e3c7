namespace SlaBot.Tests.Fakes;

/// <summary>The machine's time, for fake servers that sign and date what they say as real ones do. No test decides by
/// it.</summary>
internal static class World
{
    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}
