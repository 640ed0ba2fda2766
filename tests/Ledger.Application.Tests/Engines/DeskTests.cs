using Ledger.Application.Engines;
using Ledger.Conformance.Desk;

namespace Ledger.Application.Tests.Engines;

// What the port of commands promises, kept by the native engine. The tests stand in Ledger.Conformance.

public sealed class DeskAnswerTests : DeskAnswerConformance<NativeEngineFactory>;

public sealed class DeskCrashTests : DeskCrashConformance<NativeEngineFactory>;

public sealed class DeskKeyTests : DeskKeyConformance<NativeEngineFactory>;

public sealed class DeskRaceTests : DeskRaceConformance<NativeEngineFactory>;

public sealed class DeskTwoStreamTests : DeskTwoStreamConformance<NativeEngineFactory>;
