using NodaTime;

namespace SlaBot.Engine;

/// <summary>
/// The time of the machine, read in this one place: everything else is given a clock. The bot's own clock is the <see
/// cref="IClock"/> of the container, which may be moved by hand; what lives by the world's time whatever that clock
/// says (signatures, tokens, certificates, the dates in answers of other servers) asks <see cref="World"/>.
/// </summary>
internal sealed class MachineClock(TimeProvider time) : IClock
{
    /// <summary>The clock on the machine's wall. Tests set another one, before anything asks, to run under another
    /// hour.</summary>
    public static MachineClock World { get; internal set; } = new(TimeProvider.System);

    /// <inheritdoc/>
    public Instant GetCurrentInstant() => Instant.FromDateTimeOffset(time.GetUtcNow());
}
