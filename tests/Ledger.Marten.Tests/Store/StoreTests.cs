using Ledger.Conformance.Store;

namespace Ledger.Marten.Tests.Store;

// What the port promises, kept by the marten engine. The tests stand in Ledger.Conformance.

public sealed class AppendTests : AppendConformance<MartenStore>;

public sealed class BulkAppendTests : BulkAppendConformance<MartenStore>;

public sealed class ChainedBulkAppendTests : ChainedBulkAppendConformance<MartenStore>;

public sealed class IdempotencyTests : IdempotencyConformance<MartenStore>;

public sealed class LimitTests : LimitConformance<MartenStore>;

public sealed class ModelTests : ModelConformance<MartenStore>;

public sealed class PlaceInQueueTests : PlaceInQueueConformance<MartenStore>;

public sealed class PositionsUnderLoadTests : PositionsUnderLoadConformance<MartenStore>;

public sealed class ReadTests : ReadConformance<MartenStore>;

public sealed class SideBySideTests : SideBySideConformance<MartenStore>;

public sealed class UnknownTests : UnknownConformance<MartenStore>;
