using Ledger.Conformance.Desk;

namespace Ledger.Marten.Tests.Commands;

public sealed class DeskAnswerTests : DeskAnswerConformance<MartenEngineFactory>;

public sealed class DeskKeyTests : DeskKeyConformance<MartenEngineFactory>;

public sealed class DeskRaceTests : DeskRaceConformance<MartenEngineFactory>;

public sealed class DeskTwoStreamTests : DeskTwoStreamConformance<MartenEngineFactory>;

public sealed class DeskCrashTests : DeskCrashConformance<MartenEngineFactory>;
