using Ledger.Projections.Engine;
using Npgsql;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Engine;

/// <summary>Wherever a rebuild ends before its end, nothing hangs, and nothing of it is left: no rows, no lock, no connection.</summary>
public sealed class BrokenRebuildTests
{
    /// <summary>For three models, two readers, and one that asks.</summary>
    private const int Connections = 6;

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    public async Task Cancelled_anywhere_it_leaves_the_live_rows_and_nothing_else(double whenDone)
    {
        await using var ledger = await Create();
        await ledger.AppendMixed(accounts: 40);
        await ledger.CatchUp();
        var (before, live) = (await ledger.Schemas(), await ledger.Checksums());
        await using var few = Few(ledger);
        for (var round = 0; round < Connections; round++)
        {
            using var stop = new CancellationTokenSource();
            var stopping = new Heard(at =>
            {
                if (at.Position >= whenDone * at.Head)
                    stop.Cancel();
            });
            await Should.ThrowAsync<OperationCanceledException>(
                () => new Rebuild(few, ledger.Runner.Projections, stopping, eventsInPart: 5).Run(stop.Token));
        }

        (await ledger.Schemas()).ShouldBe(before);
        (await ledger.Checksums()).ShouldBe(live);
        (await ledger.Runner.Status(Never)).ShouldAllBe(status => status.State == ProjectionState.Live);
        (await ledger.Runner.RebuildAll(null, Never)).ShouldAllBe(outcome => outcome.Failure == null);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    public async Task Who_fails_anywhere_ends_all_that_goes_on_beside_him(double whenDone)
    {
        await using var ledger = await Create();
        await ledger.AppendMixed(accounts: 40);
        await ledger.CatchUp();
        var (before, live) = (await ledger.Schemas(), await ledger.Checksums());
        await using var few = Few(ledger);
        var failing = new Heard(at =>
        {
            if (at.Position >= whenDone * at.Head)
                throw new IOException("the disk is full");
        });
        for (var round = 0; round < Connections; round++)
        {
            (await Should.ThrowAsync<IOException>(
                () => new Rebuild(few, ledger.Runner.Projections, failing, eventsInPart: 5).Run(Never)))
                .Message.ShouldBe("the disk is full");
        }

        (await ledger.Schemas()).ShouldBe(before);
        (await ledger.Checksums()).ShouldBe(live);
        (await new Rebuild(few, ledger.Runner.Projections, null, 5).Run(Never)).ShouldAllBe(outcome => outcome.Failure == null);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_copy_that_breaks_off_while_other_models_copy_leaves_the_live_rows_and_no_connection_behind(int atPart)
    {
        await using var ledger = await Create();
        await ledger.AppendMixed(accounts: 40);
        await ledger.CatchUp();
        var (before, live) = (await ledger.Schemas(), await ledger.Checksums());
        await using var few = Few(ledger);
        for (var round = 0; round < Connections; round++)
        {
            IProjection[] models =
                [.. ledger.Runner.Projections.Select(model => model.Name == "annual-summaries" ? new Broken(model, atPart) : model)];
            (await Should.ThrowAsync<PostgresException>(() => new Rebuild(few, models, null, eventsInPart: 5).Run(Never)))
                .SqlState.ShouldBe(PostgresErrorCodes.InvalidSchemaName);
        }

        (await ledger.Schemas()).ShouldBe(before);
        (await ledger.Checksums()).ShouldBe(live);
        (await new Rebuild(few, ledger.Runner.Projections, null, 5).Run(Never)).ShouldAllBe(outcome => outcome.Failure == null);
    }

    /// <summary>No more than a rebuild of all needs: who leaves one behind each time soon finds none.</summary>
    private static NpgsqlDataSource Few(TestLedger ledger) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(ledger.ConnectionString) { MaxPoolSize = Connections, Timeout = 10 });

    private sealed class Heard(Action<RebuildProgress> action) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => action(value);
    }

    /// <summary>A model of ours whose tables are gone when it comes to a part.</summary>
    private sealed class Broken(IProjection inner, int atPart) : IProjection
    {
        public string Name => inner.Name;

        public int Version => inner.Version;

        public IReadOnlySet<string> Facts => inner.Facts;

        public IReadOnlyList<ProjectionTable> Tables => inner.Tables;

        public string Schema(string schema) => inner.Schema(schema);

        public string Indexes(string schema) => inner.Indexes(schema);

        public Task Apply(IReadOnlyList<StoredFact> facts, FoldTarget target, CancellationToken cancellation) =>
            inner.Apply(facts, target, cancellation);

        public IFilling Filling(FoldTarget target) =>
            new BrokenFilling(inner.Filling(target), inner.Filling(target with { Schema = "nowhere" }), atPart);
    }

    private sealed class BrokenFilling(IFilling inner, IFilling nowhere, int atPart) : IFilling
    {
        private int parts;

        public IReadOnlyCollection<string> Copied => inner.Copied;

        public Task Add(WholeStreams streams, CancellationToken cancellation) =>
            (++parts < atPart ? inner : nowhere).Add(streams, cancellation);

        public Task End(CancellationToken cancellation) => inner.End(cancellation);
    }
}
