using Ledger.Application.Composition;
using Ledger.Application.HoursImport;
using Ledger.Application.Samples;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Whole;
using Ledger.Sealing.Leaves;

namespace Ledger.Benchmarks.Disk;

/// <summary>
/// What an event of credit hours takes on disk once it is recorded, folded and sealed: each table and each index of it, as PostgreSQL
/// counts its files, beside the same events as lines of JSON with their envelopes.
/// </summary>
internal static class DiskBenchmarks
{
    /// <summary>What takes less of an event is told in one sum, bytes.</summary>
    private const double SmallestTold = 1;

    /// <summary>The primary key, table and index apart; TOAST with its table.</summary>
    private const string Relations = """
        select n.nspname || '.' || coalesce(t.relname || ', index ' || c.relname, c.relname),
               pg_relation_size(c.oid) + coalesce(pg_total_relation_size(nullif(c.reltoastrelid, 0)), 0)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        left join pg_index i on i.indexrelid = c.oid
        left join pg_class t on t.oid = i.indrelid
        where c.relkind in ('r', 'i', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
        order by 2 desc, 1
        """;

    public static async Task<IReadOnlyList<Measurement>> Of(Bench bench, CancellationToken cancellation)
    {
        await bench.Log.WriteLineAsync("measuring: bytes on disk");
        await using var database = await bench.Database(cancellation);
        await using var ledger = await OpenedLedger.On(bench, database, bench.Engines[0], cancellation);
        var importer = new HoursImporter(ledger.Store, ledger.People, ledger.Rules, ledger.Divisions, ledger.Time, ledger.Ids);
        await new SampleYear(ledger.Desk, importer)
            .Load(new SampleOptions(bench.Sizes.People, SampleInstitutions.FirstYear, 1), null, cancellation);
        await ledger.Projections.CatchUp(cancellation);
        await ledger.Sealing.Seal(cancellation);
        await database.Execute("vacuum", cancellation);

        var (events, bytes) = await RawJson(ledger, cancellation);
        var raw = Each("limit: raw JSON of the same events, envelope and body", bytes);
        var parts = await Parts(database, cancellation);
        var told = parts.Where(part => (double)part.Bytes / events >= SmallestTold).ToList();
        return
        [
            raw,
            Each("on disk, all of it", parts.Sum(part => part.Bytes)).Against(raw),
            .. told.Select(part => Each("of it: " + part.Name, part.Bytes).Against(raw)),
            Each("of it: everything smaller", parts.Except(told).Sum(part => part.Bytes)).Against(raw),
        ];

        Measurement Each(string name, long size) => Measurement.Of(name, "bytes/event", [(double)size / events]);
    }

    /// <summary>As <c>ledger events export</c> writes them: the leaf and the end of its line.</summary>
    private static async Task<(long Events, long Bytes)> RawJson(LedgerSystem ledger, CancellationToken cancellation)
    {
        var writer = new LeafWriter(ledger.Log.Identity.Source);
        var (events, bytes) = (0L, 0L);
        await foreach (var one in ledger.Store.ReadAll(0, null, cancellation))
            (events, bytes) = (events + 1, bytes + writer.Write(one).Length + 1);
        return (events, bytes);
    }

    private static async Task<List<(string Name, long Bytes)>> Parts(BenchDatabase database, CancellationToken cancellation)
    {
        await using var command = database.Source.CreateCommand(Relations);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var parts = new List<(string Name, long Bytes)>();
        while (await reader.ReadAsync(cancellation))
            parts.Add((reader.GetString(0), reader.GetInt64(1)));
        return parts;
    }
}
