using Ledger.Application.Commands;
using Ledger.Application.Messages;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;
using Ledger.Messaging;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Application.Engines;

/// <summary>
/// What a ledger stands on: a store, a desk and a message box over the same tables. Which engine it is shows in nothing but its name
/// and its speed; a ledger may change engines between two starts.
/// </summary>
public interface ILedgerEngine : IAsyncDisposable
{
    /// <summary>As LEDGER_ENGINE says it: <c>native</c> or <c>marten</c>.</summary>
    string Name { get; }

    IEventStore Store { get; }

    /// <summary>The same store for what follows the log, which stands back for whoever asks where it can.</summary>
    IEventStore Following { get; }

    ICommandDesk Desk { get; }

    IMessageBox Messages { get; }
}

/// <summary>What an engine is made of.</summary>
/// <param name="Database">Migrated. Stays the caller's to dispose.</param>
/// <param name="Services">What handlers are given, on the engine's own store.</param>
public sealed record EngineParts(
    NpgsqlDataSource Database, RulePack Rules, IIdSource Ids, TimeProvider Time, IReadOnlyList<UseCase> UseCases, MessageCatalog Messages,
    Func<IEventStore, HandlerServices> Services, ILoggerFactory Logs)
{
    /// <summary>The same database for what follows the log, where that has sessions of its own.</summary>
    public NpgsqlDataSource Following { get; init; } = Database;

    /// <summary>How messages are carried: the limits, unless a test is in more of a hurry.</summary>
    public MessageOptions Carrying { get; init; } = MessageOptions.Default;
}

/// <summary>Makes engines of one kind. Public and with a parameterless constructor, for it is found by name.</summary>
public interface ILedgerEngineFactory
{
    string Name { get; }

    /// <summary>What it is, with versions, for people: <c>Npgsql 10.0.0</c>.</summary>
    string Description { get; }

    /// <summary>Adds what the engine needs beside the ledger's tables, as the database's owner. Nothing to do is nothing done.</summary>
    Task Migrate(NpgsqlDataSource owner, ILoggerFactory logs, CancellationToken cancellation);

    /// <summary>Comes after <see cref="Migrate"/>, and needs no right to change the schema.</summary>
    Task<ILedgerEngine> Open(EngineParts parts, CancellationToken cancellation);
}
