using Ledger.Application.Engines;
using Ledger.Conformance.Cross;

namespace Ledger.Application.Tests.Engines;

// Two native engines on one database: that the suites of two engines can be passed, and what two processes owe each other.

public sealed class CrossFactTests : CrossFactConformance<NativeEngineFactory, NativeEngineFactory>;

public sealed class CrossRaceTests : CrossRaceConformance<NativeEngineFactory, NativeEngineFactory>;

public sealed class CrossReadModelTests : CrossReadModelConformance<NativeEngineFactory, NativeEngineFactory>;

public sealed class CrossSwitchTests : CrossSwitchConformance<NativeEngineFactory, NativeEngineFactory>;
