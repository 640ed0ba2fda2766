using Ledger.Conformance.Store;

namespace Ledger.EventStore.Tests.Conformance;

// What the port promises, kept by the native engine. The tests stand in Ledger.Conformance.

public sealed class AppendTests : AppendConformance<NativeStore>;

public sealed class BulkAppendTests : BulkAppendConformance<NativeStore>;

public sealed class ChainedBulkAppendTests : ChainedBulkAppendConformance<NativeStore>;

public sealed class CrashTests : CrashConformance<NativeStore>;

public sealed class IdempotencyTests : IdempotencyConformance<NativeStore>;

public sealed class LimitTests : LimitConformance<NativeStore>;

public sealed class ModelTests : ModelConformance<NativeStore>;

public sealed class PlaceInQueueTests : PlaceInQueueConformance<NativeStore>;

public sealed class PositionsUnderLoadTests : PositionsUnderLoadConformance<NativeStore>;

public sealed class ProcessesTests : ProcessesConformance<NativeStore>;

public sealed class ReadTests : ReadConformance<NativeStore>;

public sealed class SideBySideTests : SideBySideConformance<NativeStore>;

public sealed class UnknownTests : UnknownConformance<NativeStore>;
