using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Marten.Hosting;

/// <summary>
/// Wolverine's and Marten's warnings and errors, without what was filled into them: their texts carry whole messages and the words of
/// exceptions, and a command's may name a person. What is left is the text as it stands in their source, and the kind of the exception.
/// What they log under the name of a command or message is dropped, and so is what became of an envelope: that one failed is said by the
/// desk's answer, or by its row. What repeats is said once in a while: in an outage Wolverine says the same several times a second.
/// </summary>
internal sealed class SpareLogs(ILoggerFactory logs, TimeProvider? time = null) : ILoggerFactory
{
    /// <summary>How long a line is not said again.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private const string Template = "{OriginalFormat}";

    /// <summary>What the libraries log under their own names begins with.</summary>
    private static readonly string[] Libraries = ["Wolverine.", "Marten.", "JasperFx.", "Weasel.", "Npgsql.", "Microsoft."];

    /// <summary>Errors to Wolverine, but a message that is tried again is none.</summary>
    private static readonly string[] SaidOfRows =
        ["Envelope {envelope} was rescheduled to queue", "Envelope {envelope} was moved to the error queue"];

    private readonly TimeProvider time = time ?? TimeProvider.System;

    public ILogger CreateLogger(string categoryName) =>
        Libraries.Any(name => categoryName.StartsWith(name, StringComparison.Ordinal))
            ? new Spare(logs.CreateLogger(categoryName), time) : NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The program's logs are the only ones.");

    /// <summary>The program's logs are the program's to dispose.</summary>
    public void Dispose() { }

    private sealed class Spare(ILogger log, TimeProvider time) : ILogger
    {
        /// <summary>By line: texts of their sources and kinds of exceptions, so there are not many.</summary>
        private readonly ConcurrentDictionary<(string Text, string Exception), long> said = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None && log.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            var (text, kind) = (TextOf(state), KindOf(exception));
            if (!SaidOfRows.Contains(text) && !SaidLately(text, kind))
                log.Log(logLevel, eventId, "{Text} {Exception}", text, kind);
        }

        private bool SaidLately(string text, string kind)
        {
            var now = time.GetTimestamp();
            if (said.TryGetValue((text, kind), out var before) && time.GetElapsedTime(before, now) < Quiet)
                return true;
            said[(text, kind)] = now;
            return false;
        }

        private static string TextOf<TState>(TState state) =>
            state is IReadOnlyList<KeyValuePair<string, object?>> { Count: > 0 } filled && filled[^1].Key == Template
                ? filled[^1].Value as string ?? "" : "";

        private static string KindOf(Exception? exception) => exception switch
        {
            null => "",
            PostgresException said => $"{nameof(PostgresException)} {said.SqlState}",
            { InnerException: { } inner } => $"{exception.GetType().Name} > {KindOf(inner)}",
            _ => exception.GetType().Name,
        };
    }
}
