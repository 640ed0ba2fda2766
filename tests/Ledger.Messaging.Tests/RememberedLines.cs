using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Ledger.Messaging.Tests;

/// <summary>Keeps what a box logs, to wait for what shows nowhere else.</summary>
internal sealed class RememberedLines : ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    public bool Say(string words) => lines.Any(line => line.Contains(words, StringComparison.Ordinal));

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue(formatter(state, exception));
}
