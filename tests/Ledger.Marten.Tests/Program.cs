using Ledger.Conformance.Store;
using Ledger.Marten.Tests.Store;

// The processes that the crash suites kill.
return await AppendingProcess.Run<MartenStore>(args);
