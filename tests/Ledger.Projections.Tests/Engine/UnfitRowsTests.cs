using System.Collections.Concurrent;
using System.Diagnostics;
using Ledger.Projections.CreditHours;
using Ledger.Projections.Engine;
using Npgsql;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Engine;

/// <summary>Rows that were filled from whole streams and do not fit are folded anew in the order of positions, which tells why.</summary>
public sealed class UnfitRowsTests
{
    private static readonly IProjection Model = new CreditHoursProjection();

    [Fact]
    public async Task Keys_are_made_for_rows_that_stay_and_for_no_others()
    {
        await using var ledger = await Create();
        await ledger.AppendMixed(accounts: 20);
        await ledger.CatchUp();
        var live = await ledger.Checksums();

        (await KeysMade(ledger, Model)).ShouldBe(2);
        (await KeysMade(ledger, Model.FilledBy(target => new Spoilt(Model.Filling(target), target, false)))).ShouldBe(0);
        (await ledger.Checksums()).ShouldBe(live);
    }

    [Fact]
    public async Task Rows_that_their_keys_do_not_fit_are_folded_anew_and_others_go_on()
    {
        await using var ledger = await Create();
        await ledger.AppendMixed(accounts: 20);
        await ledger.CatchUp();
        var live = await ledger.Checksums();

        IProjection[] models = [.. ledger.Runner.Projections.Select(model => model.Name == Model.Name
            ? model.FilledBy(target => new Spoilt(model.Filling(target), target, true))
            : model)];
        (await new Rebuild(ledger.Service, models, null).Run(Never)).ShouldAllBe(outcome => outcome.Failure == null);
        (await ledger.Checksums()).ShouldBe(live);
    }

    /// <returns>Statements of a rebuild that gave a table a key.</returns>
    private static async Task<int> KeysMade(TestLedger ledger, IProjection model)
    {
        var database = new NpgsqlConnectionStringBuilder(ledger.ConnectionString).Database!;
        var said = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("db.namespace") as string == database && activity.GetTagItem("db.query.text") is string text)
                    said.Enqueue(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
        (await new Rebuild(ledger.Service, [model], null).Run(Never)).Single().Failure.ShouldBeNull();
        return said.Count(text => text.StartsWith("alter table", StringComparison.Ordinal) && text.Contains("add constraint"));
    }

    /// <param name="twice">Every entry is there twice in the end; otherwise the end itself is refused for what it was to write.</param>
    private sealed class Spoilt(IFilling inner, FoldTarget target, bool twice) : IFilling
    {
        public IReadOnlyCollection<string> Copied => inner.Copied;

        public Task Add(WholeStreams streams, CancellationToken cancellation) => inner.Add(streams, cancellation);

        public async Task End(CancellationToken cancellation)
        {
            await inner.End(cancellation);
            var entries = $"{target.Schema}.entry";
            await using var spoil = new NpgsqlCommand(
                twice ? $"insert into {entries} select * from {entries}" : $"select 1 / 0 from {entries}", target.Connection);
            await spoil.ExecuteNonQueryAsync(cancellation);
        }
    }
}
