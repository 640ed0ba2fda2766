using System.Diagnostics;
using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks.Serving;

/// <summary>The built program on a database of the bench, in a process of its own.</summary>
internal static class LedgerProgram
{
    public static ProcessStartInfo Start(Bench bench, BenchDatabase database, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ledger.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LEDGER_DATABASE"] = database.Address;
        start.Environment["LEDGER_HOME"] = Path.Combine(bench.Home, "ledger");
        start.Environment["LEDGER_ENGINE"] = bench.Engines[0];
        return start;
    }

    /// <summary>In a session of its own, as a timer or another terminal starts it: Linux shares processors out among sessions.</summary>
    public static ProcessStartInfo StartApart(Bench bench, BenchDatabase database, params string[] arguments)
    {
        var start = Start(bench, database, arguments);
        if (OperatingSystem.IsLinux())
        {
            start.ArgumentList.Insert(0, start.FileName);
            start.FileName = "setsid";
        }

        return start;
    }
}
