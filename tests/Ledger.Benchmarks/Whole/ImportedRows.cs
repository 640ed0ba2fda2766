using Ledger.Benchmarks.Measuring;
using Npgsql;

namespace Ledger.Benchmarks.Whole;

/// <summary>
/// The rows that an import leaves, kept as PostgreSQL's own binary bytes, and put back by one connection as fast as the server takes
/// them: the limit of any import of these rows, with nothing to parse, look up or decide.
/// </summary>
internal sealed class ImportedRows(string folder, long events)
{
    private static readonly string[] Tables = ["mt_streams", "mt_events"];

    public static async Task<ImportedRows> Of(Bench bench, Trial import, CancellationToken cancellation)
    {
        await bench.Log.WriteLineAsync("preparing: the rows of an import");
        await using var database = await bench.Database(cancellation);
        var events = await import.Run(database, new System.Diagnostics.Stopwatch());
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        foreach (var table in Tables)
        {
            var order = table == "mt_events" ? "seq_id" : "created, id";
            await using var rows = await connection.BeginRawBinaryCopyAsync(
                $"copy (select * from public.{table} order by {order}) to stdout (format binary)", cancellation);
            await using var file = File.Create(Path.Combine(bench.Home, table));
            await rows.CopyToAsync(file, cancellation);
        }

        return new ImportedRows(bench.Home, events);
    }

    public Trial RawCopy(CancellationToken cancellation) =>
        new("limit: raw binary COPY of the import's rows", "events/s", async (database, clock) =>
        {
            await database.Execute("alter table public.mt_events disable trigger user", cancellation);
            clock.Start();
            await using var connection = await database.Source.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            foreach (var table in Tables)
            {
                await using var rows = await connection.BeginRawBinaryCopyAsync(
                    $"copy public.{table} from stdin (format binary)", cancellation);
                await using var file = File.OpenRead(Path.Combine(folder, table));
                await file.CopyToAsync(rows, cancellation);
            }

            await transaction.CommitAsync(cancellation);
            clock.Stop();
            return events;
        });
}
