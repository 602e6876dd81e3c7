using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SlaBot.Tests.Scenarios;

/// <summary>Keeps what the program logs as errors, so that a scenario cannot pass over one.</summary>
internal sealed class LogShelf : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Errors { get; } = [];

    /// <summary>What was logged as a warning; a scenario may look, none must.</summary>
    public ConcurrentQueue<string> Warnings { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            (logLevel >= LogLevel.Error ? Errors : Warnings).Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }
}
