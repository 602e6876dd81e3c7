using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Outbox;

/// <summary>The manual clock: requests wait for the pumps, which also stop at every due instant when it is
/// moved.</summary>
internal sealed class ManualTimeControl(PumpService pumps) : ITimeControl
{
    /// <inheritdoc/>
    public bool IsManual => true;

    /// <inheritdoc/>
    public IDisposable? Gather() => pumps.Gather();

    /// <inheritdoc/>
    public Task SettleAsync(CancellationToken stop) => pumps.SettleAsync(stop);

    /// <inheritdoc/>
    public Task AdvanceAsync(Instant to, CancellationToken stop) => pumps.AdvanceAsync(to, stop);
}
