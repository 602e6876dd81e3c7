using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Outbox;

/// <summary>Runs the pumps: by itself under the machine's clock, on request under the manual one.</summary>
internal sealed partial class PumpService(
    LeadCommandProcessor engine, DuePump due, OutboxPump outbox, ClockWatch watch, IClock clock, TimeProvider time,
    ILogger<PumpService> log) : BackgroundService
{
    private const int ToldFrom = 2;
    private const int LoggedEvery = 120;
    private static readonly TimeSpan LongestNap = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestNap = TimeSpan.FromMilliseconds(50);
    private static readonly Duration HeldStep = Duration.FromMinutes(1);
    private readonly PumpRecord timers = new("the pump of timers");
    private readonly PumpRecord messages = new("the pump of messages");
    private readonly SemaphoreSlim turn = new(1, 1);
    private int gathering;

    /// <summary>Manual clock only: until disposed the pumps go round on request alone, so that what one request brings
    /// is one instant's.</summary>
    public IDisposable Gather() => new Gathered(this);

    /// <summary>When the pumps last went round; for the readiness page.</summary>
    public Instant LastRound { get; private set; }

    /// <summary>The pumps that fail round after round, as sentences.</summary>
    public IEnumerable<string> Faults => new[] { timers, messages }.Where(pump => pump.Failed >= ToldFrom)
        .Select(pump => $"{pump.Name} failed {pump.Failed} rounds in a row: {pump.Why}");

    /// <summary>
    /// Completes when everything due at the clock's instant has been decided and sent, but what a fault holds back: a
    /// request that was taken is answered so all the same.
    /// </summary>
    public async Task SettleAsync(CancellationToken stop = default)
    {
        try
        {
            await TurnAsync(stop);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or ObjectDisposedException))
        {
            LogStumble(log, fault);
        }
    }

    private async Task TurnAsync(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            await RoundsAsync(stop);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Manual clock only: moves it, stopping at each instant at which something is due, so that everything
    /// happens in order at its own time.</summary>
    public async Task AdvanceAsync(Instant to, CancellationToken stop = default)
    {
        var manual = clock as ManualClock ?? throw new InvalidOperationException("Only the manual clock can be moved.");
        await turn.WaitAsync(stop);
        try
        {
            await RoundsAsync(stop);
            while (DuePump.Earliest(due.Next(), outbox.Next()) is { } next && next <= to)
            {
                // What is ready by now and could not be done is held somewhere: it must not keep the clock from going
                // on.
                manual.MoveTo(
                    Instant.Max(next,
                        Instant.Min(to, clock.Second() + (next <= clock.Second() ? HeldStep : Duration.Zero))));
                await RoundsAsync(stop);
                if (clock.Second() >= to)
                {
                    break;
                }
            }

            manual.MoveTo(to);
            await RoundsAsync(stop);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failed = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var committed = engine.Commits.Next;
            var nap = LongestNap;
            try
            {
                await watch.LookAsync();
                await outbox.EndRecessesAsync();
                await (clock.StandsStill() && Volatile.Read(ref gathering) > 0
                    ? Task.CompletedTask : TurnAsync(stoppingToken));
                if (engine.SinceLastWrite > LongestSilence)
                {
                    // A disk that fills up, or a file that is taken away, is noticed also when nobody sends anything.
                    await engine.ProbeAsync();
                }

                nap = Nap();
                failed = 0;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                if (failed++ % LoggedEvery == 0)
                {
                    LogStumble(log, fault);
                }

                committed = Task.Delay(LongestNap, time, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.WhenAny(committed, Task.Delay(nap, time, stoppingToken));
        }
    }

    private async Task RoundsAsync(CancellationToken stop)
    {
        bool any;
        do
        {
            // Each by itself: timers that fail hold up no message, and the other way round.
            var (decided, fault) = watch.Holds ? (false, null) : await RunAsync(timers, due.RunAsync, stop);
            var (sent, other) = await RunAsync(messages, outbox.RunAsync, stop);
            if ((fault ?? other) is { } first)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
            }

            any = decided || sent;
            while (!engine.IsIdle)
            {
                any = true;
                await engine.RecordAsync((_, _) => { });
            }

            LastRound = clock.GetCurrentInstant();
        }
        while (any && !stop.IsCancellationRequested);
    }

    private static async Task<(bool Any, Exception? Fault)> RunAsync(PumpRecord pump,
        Func<CancellationToken, Task<bool>> run, CancellationToken stop)
    {
        try
        {
            var any = await run(stop);
            pump.Failed = 0;
            return (any, null);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            (pump.Failed, pump.Why) =
                (pump.Failed + 1, fault is StoreFaultException store ? store.Reason : fault.GetType().Name);
            return (false, fault);
        }
    }

    private TimeSpan Nap()
    {
        if (clock.StandsStill() || DuePump.Earliest(due.Next(), outbox.Next()) is not { } next)
        {
            return LongestNap;
        }

        if (watch.Holds)
        {
            return LongestNap;
        }

        var wait = (next - clock.GetCurrentInstant()).ToTimeSpan();

        // What is due and was not done in this round is held: it is no reason to go round without a pause.
        return wait <= TimeSpan.Zero ? ShortestNap : wait < LongestNap ? wait : LongestNap;
    }

    private sealed class PumpRecord(string name)
    {
        public string Name => name;

        public int Failed { get; set; }

        public string Why { get; set; } = "";
    }

    [LoggerMessage(1201, LogLevel.Error, "A round of the pumps failed; what was due stays due and is tried again.")]
    private static partial void LogStumble(ILogger log, Exception fault);

    private sealed class Gathered : IDisposable
    {
        private readonly PumpService pumps;
        private int isOver;

        public Gathered(PumpService pumps)
        {
            this.pumps = pumps;
            Interlocked.Increment(ref pumps.gathering);
        }

        public void Dispose() => Interlocked.Add(ref pumps.gathering, -(1 - Interlocked.Exchange(ref isOver, 1)));
    }
}
