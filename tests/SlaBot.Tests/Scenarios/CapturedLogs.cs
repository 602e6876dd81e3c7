using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SlaBot.Tests.Scenarios;

/// <summary>Keeps what the program logs as errors, so that a scenario cannot pass over one.</summary>
internal sealed class CapturedLogs : ILoggerProvider, ILogger
{
    private const int SettingsInForce = 1301;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private TaskCompletionSource next = Coming();
    private int edits;

    public ConcurrentQueue<string> Errors { get; } = [];

    /// <summary>How often edited settings came into force.</summary>
    public int EditsInForce => Volatile.Read(ref edits);

    /// <summary>Completes with the next error, or when edited settings come into force.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>What was logged as a warning; a scenario may look, none must.</summary>
    public ConcurrentQueue<string> Warnings { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning)
        {
            (logLevel >= LogLevel.Error ? Errors : Warnings).Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");
        }

        if (logLevel >= LogLevel.Error || eventId.Id == SettingsInForce)
        {
            Interlocked.Add(ref edits, eventId.Id == SettingsInForce ? 1 : 0);
            Interlocked.Exchange(ref next, Coming()).TrySetResult();
        }
    }

    /// <summary>Waits until so many errors are told; the last one has these words.</summary>
    public async Task UntilError(int count, string words)
    {
        while (true)
        {
            var coming = Next;
            if (Errors.Count >= count)
            {
                break;
            }

            await coming.WaitAsync(Patience);
        }

        Errors.Last().ShouldContain(words);
    }

    public void Dispose()
    {
    }

    private static TaskCompletionSource Coming() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
