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
    public Task Cancelled_anywhere_it_leaves_the_live_rows_and_nothing_else(double whenDone) => EachTime(async (few, models) =>
    {
        using var stop = new CancellationTokenSource();
        var stopping = new Heard(at =>
        {
            if (at.Position >= whenDone * at.Head)
                stop.Cancel();
        });
        await Should.ThrowAsync<OperationCanceledException>(
            () => new Rebuild(few, models, stopping, eventsInPart: 5).Run(stop.Token));
    });

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    public Task Who_fails_anywhere_ends_all_that_goes_on_beside_him(double whenDone) => EachTime(async (few, models) =>
    {
        var failing = new Heard(at =>
        {
            if (at.Position >= whenDone * at.Head)
                throw new IOException("the disk is full");
        });
        (await Should.ThrowAsync<IOException>(() => new Rebuild(few, models, failing, eventsInPart: 5).Run(Never)))
            .Message.ShouldBe("the disk is full");
    });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public Task A_copy_that_breaks_off_while_other_models_copy_leaves_the_live_rows_and_no_connection_behind(int atPart) =>
        EachTime(async (few, models) =>
        {
            IProjection[] broken = [.. models.Select(model => model.Name == "annual-summaries"
                ? model.FilledBy(target => new BrokenFilling(
                    model.Filling(target), model.Filling(target with { Schema = "nowhere" }), atPart))
                : model)];
            (await Should.ThrowAsync<PostgresException>(() => new Rebuild(few, broken, null, eventsInPart: 5).Run(Never)))
                .SqlState.ShouldBe(PostgresErrorCodes.InvalidSchemaName);
        });

    /// <summary>As often as there are connections; then a look at what is left, and whether a rebuild still goes to its end.</summary>
    private static async Task EachTime(Func<NpgsqlDataSource, IReadOnlyList<IProjection>, Task> broken)
    {
        await using var ledger = await Create();
        await ledger.AppendMixed(accounts: 40);
        await ledger.CatchUp();
        var (before, live) = (await ledger.Schemas(), await ledger.Checksums());
        await using var few = Few(ledger);
        for (var round = 0; round < Connections; round++)
            await broken(few, ledger.Runner.Projections);

        (await ledger.Schemas()).ShouldBe(before);
        (await ledger.Checksums()).ShouldBe(live);
        (await ledger.Runner.Status(Never)).ShouldAllBe(status => status.State == ProjectionState.Live);
        (await ledger.Runner.RebuildAll(null, Never)).ShouldAllBe(outcome => outcome.Failure == null);
        // Last: what the owner builds, the service cannot build anew.
        (await new Rebuild(few, ledger.Runner.Projections, null, 5).Run(Never)).ShouldAllBe(outcome => outcome.Failure == null);
    }

    /// <summary>No more than a rebuild of all needs: who leaves one behind each time soon finds none.</summary>
    private static NpgsqlDataSource Few(TestLedger ledger) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(ledger.ConnectionString) { MaxPoolSize = Connections, Timeout = 10 });

    private sealed class Heard(Action<RebuildProgress> action) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => action(value);
    }

    /// <summary>Its tables are gone when it comes to a part.</summary>
    private sealed class BrokenFilling(IFilling inner, IFilling nowhere, int atPart) : IFilling
    {
        private int parts;

        public IReadOnlyCollection<string> Copied => inner.Copied;

        public Task Add(WholeStreams streams, CancellationToken cancellation) =>
            (++parts < atPart ? inner : nowhere).Add(streams, cancellation);

        public Task End(CancellationToken cancellation) => inner.End(cancellation);
    }
}
