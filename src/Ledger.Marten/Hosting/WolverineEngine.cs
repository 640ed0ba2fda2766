using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Application.Messages;
using Ledger.EventStore;
using Ledger.Marten.Commands;
using Ledger.Marten.Messages;
using Ledger.Messaging;
using Marten;
using Microsoft.Extensions.Logging;
using Wolverine;
using Wolverine.Marten;
using Wolverine.Runtime;

namespace Ledger.Marten.Hosting;

/// <summary>Desk and message box of the marten engine, on one Wolverine that does nothing by itself.</summary>
internal sealed class WolverineEngine : IAsyncDisposable
{
    private readonly PlainHost host;

    private WolverineEngine(EngineParts parts, IDocumentStore documents, IEventStore store)
    {
        var work = new CommandWork(store, parts.Rules, parts.Ids, parts.Time);
        var session = new SessionDesk(work, parts.UseCases);
        host = DeskHost.Build(documents, session, parts.UseCases, parts.Logs);
        var runtime = host.Runtime;
        Desk = new WolverineDesk(() => new MessageBus(runtime), session, work, parts.UseCases);

        var log = parts.Logs.CreateLogger<WolverineMessageBox>();
        var claims = new RowClaims(parts.Database, parts.Carrying, parts.Time);
        var publisher = new MessagePublisher(parts.Messages, parts.Database, parts.Time);
        var services = parts.Services(store);
        var dispatcher = new MessageDispatcher(parts.Messages, services, Desk);
        var steps = new MessageSteps(claims, publisher, dispatcher, parts.Messages, services, parts.Carrying.Tries);
        Func<IDocumentSession, IMessageBus> outbox = opened => new MartenOutbox(runtime, opened);
        Messages = new WolverineMessageBox(
            parts.Database, documents, outbox, publisher,
            new MessageAdoption(parts.Database, documents, outbox, publisher, parts.Carrying, parts.Time),
            host.Envelopes,
            stopping => ListenerHost.Build(
                documents, parts.Messages, services, steps, new MessageFailures(claims, parts.Carrying, log, stopping), parts.Carrying,
                parts.Logs),
            parts.Carrying, parts.Time, log);
    }

    public ICommandDesk Desk { get; }

    public IMessageBox Messages { get; }

    /// <param name="documents">Stays the caller's to dispose.</param>
    public static async Task<WolverineEngine> Open(
        EngineParts parts, IDocumentStore documents, IEventStore store, CancellationToken cancellation)
    {
        var engine = new WolverineEngine(parts, documents, store);
        await engine.host.Start(cancellation);
        return engine;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
