using Ledger.Application.Engines;
using Ledger.Messaging;
using Ledger.Testing;

namespace Ledger.Conformance.Messages;

/// <summary>What the suites of the outbox stand on: a database of the test's own, and boxes of the engine under test on it.</summary>
public abstract class MessageSuite : IAsyncLifetime
{
    protected static readonly CancellationToken Never = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly List<(ILedgerEngine Engine, CancellationTokenSource Stop, Task Run)> running = [];

    /// <summary>The engine that the suite is run for.</summary>
    protected abstract ILedgerEngineFactory Factory { get; }

    protected TestDatabase Database { get; private set; } = null!;

    /// <summary>An engine whose box does not carry: it sends, and looks.</summary>
    protected ILedgerEngine Engine { get; private set; } = null!;

    protected IMessageBox Box => Engine.Messages;

    /// <summary>The name under which this test's calls are kept.</summary>
    protected string Test { get; } = $"t{Guid.NewGuid():N}";

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.Create(MessageScene.Prepare);
        Engine = await MessageScene.Open(Factory, Database);
    }

    public async Task DisposeAsync()
    {
        await Stop();
        await Engine.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>A further engine, as of another process, that carries until the test ends.</summary>
    protected async Task<IMessageBox> Carry(MessageOptions? carrying = null)
    {
        var engine = await MessageScene.Open(Factory, Database, carrying);
        var stop = new CancellationTokenSource();
        running.Add((engine, stop, Task.Run(() => engine.Messages.Run(stop.Token), Never)));
        return engine.Messages;
    }

    /// <summary>Stops all that carry. A run ends by cancellation alone, and without an error.</summary>
    protected async Task Stop()
    {
        foreach (var (engine, stop, run) in running)
        {
            run.IsCompleted.ShouldBeFalse("A box stopped carrying before it was told to.");
            await stop.CancelAsync();
            await run.WaitAsync(Patience);
            await engine.DisposeAsync();
            stop.Dispose();
        }

        running.Clear();
    }

    protected Task<bool> Send(params OutgoingMessage[] messages) => Box.Send(messages, null, Never);

    protected async Task<long> Left() => await Box.Count(Never) is var count ? count.Due + count.Scheduled : 0;

    /// <summary>Nothing waits any more; dead letters apart.</summary>
    protected Task Idle() => Until.True(async () => await Left() == 0);
}
