using NodaTime;

namespace SlaBot.Engine;

/// <summary>
/// What a request may do with time. Under the machine's clock nothing; under the manual clock it waits until all that
/// it caused has been sent, and it may move the clock.
/// </summary>
internal interface ITimeControl
{
    /// <summary>True under the manual clock.</summary>
    bool IsManual { get; }

    /// <summary>
    /// Manual clock only: until disposed, what the request causes is collected, so that it is sent as the work of one
    /// instant. Null under the machine's clock.
    /// </summary>
    IDisposable? Gather();

    /// <summary>Completes when everything due has been sent; at once under the machine's clock.</summary>
    Task SettleAsync(CancellationToken stop);

    /// <summary>Moves the manual clock; throws under the machine's clock.</summary>
    Task AdvanceAsync(Instant to, CancellationToken stop);
}

/// <summary>The machine's clock: nothing is waited for, and nobody moves it.</summary>
internal sealed class MachineTimeControl : ITimeControl
{
    /// <inheritdoc/>
    public bool IsManual => false;

    /// <inheritdoc/>
    public IDisposable? Gather() => null;

    /// <inheritdoc/>
    public Task SettleAsync(CancellationToken stop) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task AdvanceAsync(Instant to, CancellationToken stop) =>
        throw new InvalidOperationException("Only the manual clock can be moved.");
}
