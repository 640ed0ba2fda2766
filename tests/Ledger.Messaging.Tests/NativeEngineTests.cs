using Ledger.Application.Engines;
using Ledger.Conformance.Messages;

namespace Ledger.Messaging.Tests;

public sealed class NativeSendingTests : SendingSuite
{
    protected override ILedgerEngineFactory Factory { get; } = new NativeEngineFactory();
}

public sealed class NativeCarryingTests : CarryingSuite
{
    protected override ILedgerEngineFactory Factory { get; } = new NativeEngineFactory();
}

public sealed class NativeFailingTests : FailingSuite
{
    protected override ILedgerEngineFactory Factory { get; } = new NativeEngineFactory();
}

public sealed class NativeCrashTests : CrashSuite
{
    protected override ILedgerEngineFactory Factory { get; } = new NativeEngineFactory();
}

internal static class Program
{
    public static Task<int> Main(string[] arguments) => MessageProcess.Run(new NativeEngineFactory(), arguments);
}
