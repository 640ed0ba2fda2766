using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.EventStore;
using Ledger.Marten.Hosting;
using Ledger.Marten.Store;
using Ledger.Messaging;
using Marten;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Marten;

/// <summary>The engine on Marten and Wolverine. Found by its name; nothing refers to it.</summary>
public sealed class MartenEngineFactory : ILedgerEngineFactory
{
    public string Name => "marten";

    public string Description =>
        $"Marten {typeof(IDocumentStore).Assembly.GetName().Version?.ToString(3)}, "
        + $"WolverineFx {typeof(Wolverine.WolverineOptions).Assembly.GetName().Version?.ToString(3)}";

    public async Task Migrate(NpgsqlDataSource owner, ILoggerFactory logs, CancellationToken cancellation)
    {
        await using var documents = LedgerDocumentStore.Open(owner);
        await MartenSchema.Apply(owner, documents, cancellation);
        await WolverineSchema.Apply(owner, documents, logs, cancellation);
    }

    public async Task<ILedgerEngine> Open(EngineParts parts, CancellationToken cancellation)
    {
        var documents = LedgerDocumentStore.Open(parts.Database);
        var store = new MartenEventStore(parts.Database, documents, parts.Time);
        try
        {
            return new MartenEngine(documents, store, await WolverineEngine.Open(parts, documents, store, cancellation));
        }
        catch
        {
            await store.DisposeAsync();
            await documents.DisposeAsync();
            throw;
        }
    }
}

internal sealed class MartenEngine(DocumentStore documents, MartenEventStore store, WolverineEngine wolverine) : ILedgerEngine
{
    public string Name => "marten";

    public IEventStore Store => store;

    /// <summary>Marten's sessions come from one source.</summary>
    public IEventStore Following => store;

    public ICommandDesk Desk => wolverine.Desk;

    public IMessageBox Messages => wolverine.Messages;

    public async ValueTask DisposeAsync()
    {
        await wolverine.DisposeAsync();
        await store.DisposeAsync();
        await documents.DisposeAsync();
    }
}
