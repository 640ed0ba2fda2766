using Ledger.Benchmarks.Measuring;
using Ledger.EventStore;
using Ledger.Sealing.Sealers;
using Npgsql;

namespace Ledger.Benchmarks.Log;

/// <summary>
/// Follows the positions as the sealer does and waits as long, and then commits one row that holds the head, and no more.
/// </summary>
internal sealed class HeadMarks
{
    private readonly NpgsqlDataSource database;
    private readonly IEventStore store;
    private readonly SealerOptions options;

    private HeadMarks(NpgsqlDataSource database, IEventStore store, SealerOptions options) =>
        (this.database, this.store, this.options) = (database, store, options);

    public static async Task<HeadMarks> On(
        BenchDatabase database, IEventStore store, SealerOptions options, CancellationToken cancellation)
    {
        await database.Execute("create table head_mark (size bigint primary key)", cancellation);
        return new HeadMarks(database.Source, store, options);
    }

    /// <summary>Until cancelled.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var done = 0L;
        while (true)
        {
            if (await store.WaitBeyond(done, options.Longest * 10, cancellation) <= done)
                continue;
            await store.WaitBeyond(done + options.Events - 1, options.Longest, cancellation);
            done = await store.Head(cancellation);
            await using var insert = database.CreateCommand("insert into head_mark values ($1)");
            insert.Parameters.AddWithValue(done);
            await insert.ExecuteNonQueryAsync(cancellation);
        }
    }

    public async Task<long> Last(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select size from head_mark order by size desc limit 1");
        return await command.ExecuteScalarAsync(cancellation) as long? ?? 0;
    }
}
