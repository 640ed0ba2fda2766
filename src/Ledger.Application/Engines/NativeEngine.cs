using Ledger.Application.Commands;
using Ledger.Application.Messages;
using Ledger.EventStore;
using Ledger.Messaging;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Application.Engines;

/// <summary>The engine that is always there: Npgsql on plain tables.</summary>
public sealed class NativeEngineFactory : ILedgerEngineFactory
{
    public string Name => "native";

    public string Description => $"Npgsql {typeof(NpgsqlConnection).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>The ledger's own tables are all that it needs.</summary>
    public Task Migrate(NpgsqlDataSource owner, ILoggerFactory logs, CancellationToken cancellation) => Task.CompletedTask;

    public Task<ILedgerEngine> Open(EngineParts parts, CancellationToken cancellation) =>
        Task.FromResult<ILedgerEngine>(new NativeEngine(parts));
}

internal sealed class NativeEngine : ILedgerEngine
{
    private readonly NpgsqlEventStore store;
    private readonly NpgsqlEventStore following;

    public NativeEngine(EngineParts parts)
    {
        store = new NpgsqlEventStore(parts.Database, parts.Time);
        following = new NpgsqlEventStore(parts.Following, parts.Time, beside: store);
        Desk = new CommandDesk(store, parts.Rules, parts.Ids, parts.Time, parts.UseCases);
        var dispatcher = new MessageDispatcher(parts.Messages, parts.Services(store), Desk);
        Messages = new NpgsqlMessageBox(
            parts.Database, dispatcher.Handle, parts.Time, parts.Logs.CreateLogger<NpgsqlMessageBox>(), parts.Carrying);
    }

    public string Name => "native";

    public IEventStore Store => store;

    public IEventStore Following => following;

    public ICommandDesk Desk { get; }

    public IMessageBox Messages { get; }

    public async ValueTask DisposeAsync()
    {
        await following.DisposeAsync();
        await store.DisposeAsync();
    }
}
