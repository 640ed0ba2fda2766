using Ledger.Conformance.Desk;
using Ledger.Conformance.Messages;
using Ledger.Conformance.Store;
using Ledger.Marten;
using Ledger.Marten.Tests.Store;

// The processes that the crash suites kill.
return args[0] switch
{
    CommandingProcess.Name => await CommandingProcess.Run<MartenEngineFactory>(args),
    MessageProcess.Sends or MessageProcess.Carries => await MessageProcess.Run(new MartenEngineFactory(), args),
    _ => await AppendingProcess.Run<MartenStore>(args),
};
