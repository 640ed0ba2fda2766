using Ledger.Conformance.Store;

namespace Ledger.EventStore.Tests.Conformance;

/// <summary>This assembly run as a program: what the crash tests kill.</summary>
internal static class KilledProgram
{
    public static Task<int> Main(string[] args) => AppendingProcess.Run<NativeStore>(args);
}
