using System.Data;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>
/// Compares live rows with refolded ones. Both are read in one snapshot (repeatable read), in which the last few events are folded for
/// this session alone: the live rows and their position stand still there, and a running service waits for nothing.
/// </summary>
internal static class RowComparison
{
    /// <exception cref="RefoldException">
    /// Another version is live, the live position lies beyond the head, or an event's body does not fit its fact.
    /// </exception>
    public static async Task<ProjectionComparison> Of(
        NpgsqlDataSource database, IProjection projection, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        return await new Refold(database, projection, progress).Run(0, Compare, cancellation);

        async Task<ProjectionComparison> Compare(Refolded refolded)
        {
            if (await refolded.Fold.Near(refolded.Connection, () => Live(refolded, cancellation), cancellation) is { } poison)
                throw RefoldException.Of(projection, poison);
            await using var snapshot = await refolded.Connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            return await Compared(refolded, await LivePosition(refolded, cancellation), cancellation);
        }
    }

    /// <summary>Where the live rows say they stand, as far as there are events: what else is wrong with it, the comparison says.</summary>
    private static async Task<long> Live(Refolded refolded, CancellationToken cancellation)
    {
        await using var connection = await refolded.Database.OpenConnectionAsync(cancellation);
        var (_, position) = await Generations.Read(connection, Generations.Live(refolded.Projection), cancellation);
        return Math.Min(position, await FactReader.Head(refolded.Database, cancellation));
    }

    private static async Task<long> LivePosition(Refolded refolded, CancellationToken cancellation)
    {
        var projection = refolded.Projection;
        var (version, position) = await Generations.Read(refolded.Connection, Generations.Live(projection), cancellation);
        if (version != projection.Version)
            throw new RefoldException(
                $"'{projection.Name}' is live at version {version}, and this program folds version {projection.Version}.");
        var head = await FactReader.Head(refolded.Database, cancellation);
        return position <= head && position >= refolded.Fold.Position
            ? position
            : throw new RefoldException($"'{projection.Name}' says that it stands at position {position}, and the ledger has 1 to {head}.");
    }

    private static async Task<ProjectionComparison> Compared(Refolded refolded, long position, CancellationToken cancellation)
    {
        var projection = refolded.Projection;
        if (await refolded.Fold.Within(refolded.Connection, position, cancellation) is { } poison)
            throw RefoldException.Of(projection, poison);
        var (rows, folded, differing) = (0L, 0L, 0L);
        var first = new List<RowDifference>();
        foreach (var table in projection.Tables)
        {
            var pair = await TablePair.Of(refolded, table, cancellation);
            rows += await pair.Count(Generations.Live(projection), cancellation);
            folded += await pair.Count(refolded.Schema, cancellation);
            differing += await pair.Differences(first, ComparisonLimits.RowsTold - first.Count, cancellation);
        }

        return new ProjectionComparison(projection.Name, projection.Version, position, rows, folded, differing, first);
    }

    /// <summary>One table of both schemas. The columns are those that the read model declares.</summary>
    private sealed record TablePair(Refolded Refolded, string Table, string[] Key, string[] Columns, string Selected)
    {
        public static async Task<TablePair> Of(Refolded refolded, ProjectionTable table, CancellationToken cancellation)
        {
            await using var command = new NpgsqlCommand("""
                select attname::text, atttypid = 'numeric'::regtype
                from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped
                order by attnum
                """, refolded.Connection);
            command.With(NpgsqlDbType.Text, $"{refolded.Schema}.{table.Name}");
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var (columns, selected) = (new List<string>(), new List<string>());
            while (await reader.ReadAsync(cancellation))
            {
                var column = reader.GetString(0);
                columns.Add(column);
                selected.Add(reader.GetBoolean(1) ? $"trim_scale({column}) as {column}" : column);
            }

            return new TablePair(refolded, table.Name, table.Order.Split(", "), [.. columns], string.Join(", ", selected));
        }

        public async Task<long> Count(string schema, CancellationToken cancellation)
        {
            await using var command = new NpgsqlCommand($"select count(*) from {schema}.{Table}", Refolded.Connection);
            command.CommandTimeout = 0;
            return (long)(await command.ExecuteScalarAsync(cancellation))!;
        }

        /// <summary>
        /// One full join by key: unlike two times except, it can spill to disk whatever the planner believes of tables that were
        /// never analysed.
        /// </summary>
        public async Task<long> Differences(List<RowDifference> told, int most, CancellationToken cancellation)
        {
            await using var command = new NpgsqlCommand($"""
                select count(*) over (), to_jsonb(l)::text, to_jsonb(s)::text
                from (select {Selected} from {Generations.Live(Refolded.Projection)}.{Table}) l
                full join (select {Selected} from {Refolded.Schema}.{Table}) s
                  on {string.Join(" and ", Key.Select(column => $"l.{column} = s.{column}"))}
                where ({List("l")}) is distinct from ({List("s")})
                order by {string.Join(", ", Key.Select(column => $"coalesce(l.{column}, s.{column})"))}
                limit greatest($1, 1)
                """, Refolded.Connection) { CommandTimeout = 0 };
            command.With(NpgsqlDbType.Integer, most);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var count = 0L;
            while (await reader.ReadAsync(cancellation))
            {
                count = reader.GetInt64(0);
                if (told.Count < ComparisonLimits.RowsTold)
                    told.Add(Difference(reader.Text(1), reader.Text(2)));
            }

            return count;
        }

        private string List(string alias) => string.Join(", ", Columns.Select(column => $"{alias}.{column}"));

        private RowDifference Difference(string? live, string? folded)
        {
            var (stands, gives) = (Values(live), Values(folded));
            var one = stands ?? gives!;
            var columns = Columns.Except(Key).Select(column => new ColumnDifference(
                column, stands?.GetValueOrDefault(column), gives?.GetValueOrDefault(column)));
            var fault = stands is null ? RowFault.Missing : gives is null ? RowFault.Extra : RowFault.Changed;
            return new RowDifference(
                Table, [.. Key.Select(column => new KeyColumn(column, one.GetValueOrDefault(column)))], fault,
                [.. columns.Where(column => fault != RowFault.Changed || column.Stands != column.Folded)]);
        }

        private static Dictionary<string, string?>? Values(string? json)
        {
            if (json is null)
                return null;
            using var row = JsonDocument.Parse(json);
            return row.RootElement.EnumerateObject().ToDictionary(
                part => part.Name,
                part => part.Value.ValueKind == JsonValueKind.Null ? null : part.Value.ToString(),
                StringComparer.Ordinal);
        }
    }
}
