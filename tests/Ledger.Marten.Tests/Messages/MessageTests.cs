using Ledger.Application.Engines;
using Ledger.Conformance.Messages;

namespace Ledger.Marten.Tests.Messages;

public sealed class MartenSendingTests : SendingSuite
{
    protected override ILedgerEngineFactory Factory { get; } = new MartenEngineFactory();
}

public sealed class MartenCarryingTests : CarryingSuite
{
    protected override ILedgerEngineFactory Factory { get; } = new MartenEngineFactory();
}

public sealed class MartenFailingTests : FailingSuite
{
    protected override ILedgerEngineFactory Factory { get; } = new MartenEngineFactory();
}

public sealed class MartenCrashTests : CrashSuite
{
    protected override ILedgerEngineFactory Factory { get; } = new MartenEngineFactory();
}
