using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Conformance.Engines;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Conformance.Desk;

/// <summary>
/// What all suites of the command desk stand on: a database of one test and the engine on it. An engine passes a suite by a class of
/// one line: <c>public sealed class DeskKeyTests : DeskKeyConformance&lt;NativeEngineFactory&gt;;</c>
/// </summary>
public abstract class DeskSuite<TEngine> : IAsyncLifetime
    where TEngine : ILedgerEngineFactory, new()
{
    private readonly List<OpenedEngine> opened = [];
    private TestDatabase database = null!;

    protected static CancellationToken Never => CancellationToken.None;

    protected NpgsqlDataSource Database => database.DataSource;

    protected string ConnectionString => database.ServiceConnectionString;

    protected ICommandDesk Desk { get; private set; } = null!;

    protected IEventStore Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        database = await EngineDatabase.CreateFor<TEngine>();
        var engine = await Another();
        (Desk, Store) = (engine.Desk, engine.Store);
    }

    public async Task DisposeAsync()
    {
        foreach (var one in opened)
            await one.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>An engine of its own on the same database: what another process would be. Closed with the test.</summary>
    protected async Task<ILedgerEngine> Another(TimeProvider? time = null)
    {
        opened.Add(await OpenedEngine.On(database, new TEngine(), time));
        return opened[^1].Engine;
    }

    protected Task<CommandAnswer> Handle(ICommand command, string? key = null, long? expected = null) =>
        Desk.Handle(command, new CommandContext("clerk-1", key, expected), Never);

    protected async Task<CommandAnswer.Done> Done(ICommand command, string? key = null) =>
        (await Handle(command, key)).ShouldBeOfType<CommandAnswer.Done>(command.ToString());

    protected async Task<IReadOnlyList<RecordedEvent>> On(string stream) => (await Store.ReadStream(stream, UpTo.Now, Never)).Events;
}
