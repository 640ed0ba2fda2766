using Ledger.Conformance.Store;

namespace Ledger.Marten.Tests.Store;

// These kill processes; the others stand in StoreTests.

public sealed class CrashTests : CrashConformance<MartenStore>;

public sealed class ProcessesTests : ProcessesConformance<MartenStore>;
