using Ledger.Application.Engines;
using Ledger.Conformance.Desk;

namespace Ledger.Application.Tests.Engines;

/// <summary>This assembly run as a program: what the crash tests kill.</summary>
internal static class KilledProgram
{
    public static Task<int> Main(string[] args) => CommandingProcess.Run<NativeEngineFactory>(args);
}
