namespace SlaBot.Tests.Fakes;

/// <summary>
/// A machine's time of its own: it starts at an instant that the test chooses and goes on by itself, at the world's
/// pace. A test may set its clock, which leaves the time since the machine's start alone, or put the machine to sleep,
/// which moves both.
/// </summary>
internal sealed class TestTime(string start) : TimeProvider
{
    private readonly long begun = System.GetTimestamp();
    private readonly DateTimeOffset from = NodaTime.Text.InstantPattern.General.Parse(start).Value.ToDateTimeOffset();
    private long set;
    private long slept;

    public Instant Now => Instant.FromDateTimeOffset(GetUtcNow());

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => from.AddTicks(GetTimestamp() + Interlocked.Read(ref set));

    public override long GetTimestamp() => System.GetElapsedTime(begun).Ticks + Interlocked.Read(ref slept);

    /// <summary>Somebody sets the clock forward, or back.</summary>
    public void Set(TimeSpan by) => Interlocked.Add(ref set, by.Ticks);

    /// <summary>The machine sleeps; its clock and the time since its start say so when it wakes.</summary>
    public void Sleep(TimeSpan span) => Interlocked.Add(ref slept, span.Ticks);
}
