using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Marten.Hosting;

/// <summary>
/// Wolverine's and Marten's warnings and errors, without what was filled into them: their texts carry whole messages and the words of
/// exceptions, and a command's may name a person. What is left is the text as it stands in their source, and the kind of the exception.
/// What they log under the name of a command or message is dropped: that one failed is said by the desk's answer, or by its row.
/// </summary>
internal sealed class SpareLogs(ILoggerFactory logs) : ILoggerFactory
{
    private const string Template = "{OriginalFormat}";

    /// <summary>What the libraries log under their own names begins with.</summary>
    private static readonly string[] Libraries = ["Wolverine.", "Marten.", "JasperFx.", "Weasel.", "Npgsql.", "Microsoft."];

    public ILogger CreateLogger(string categoryName) =>
        Libraries.Any(name => categoryName.StartsWith(name, StringComparison.Ordinal))
            ? new Spare(logs.CreateLogger(categoryName)) : NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The program's logs are the only ones.");

    /// <summary>The program's logs are the program's to dispose.</summary>
    public void Dispose() { }

    private sealed class Spare(ILogger log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None && log.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log.Log(logLevel, eventId, "{Text} {Exception}", TextOf(state), KindOf(exception));
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
