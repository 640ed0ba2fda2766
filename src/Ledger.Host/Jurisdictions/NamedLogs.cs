using Microsoft.Extensions.Logging;

namespace Ledger.Host.Jurisdictions;

/// <summary>Lets the loggers of one ledger write into those of the process, under its name.</summary>
internal sealed class NamedLogs(string jurisdiction, ILoggerFactory process) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => process.CreateLogger(Category(jurisdiction, categoryName));

    /// <summary>The loggers written into are the process's.</summary>
    public void Dispose() { }

    /// <summary>The brackets keep it from beginning like a category that has a filter of its own.</summary>
    public static string Category(string jurisdiction, string category) => $"[{jurisdiction}] {category}";
}
