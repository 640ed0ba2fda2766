using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>
/// Puts the new generation in the live one's place: one short transaction that renames two schemas. It holds the progress row, so nobody
/// folds meanwhile, and the live <c>generation</c> table exclusively, so every reader's statement is wholly before or wholly after.
/// Only that one table is locked, and readers name it first: there is no order of locks in which the two could wait for each other.
/// </summary>
/// <param name="fold">Of the new generation.</param>
internal sealed class GenerationSwitch(NpgsqlDataSource database, IProjection projection, SchemaFold fold)
{
    /// <summary>Readers wait for the switch no longer than this, milliseconds; then it steps back and tries again.</summary>
    private const int LockMilliseconds = 200;

    /// <summary>Between two tries, milliseconds.</summary>
    private const int PauseMilliseconds = 300;

    private readonly string live = Generations.Live(projection);
    private readonly string next = Generations.Next(projection);
    private readonly string old = Generations.Old(projection);

    public async Task Run(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await Patiently(connection, $"drop schema if exists {old} cascade", cancellation);
        while (true)
        {
            // The live fold waits during the switch: little is to be left for it.
            if (await fold.Near(connection, () => FactReader.Head(database, cancellation), cancellation) is { } poison)
                throw RebuildException.Of(projection, poison);
            if (await Try(connection, cancellation))
                break;
            await Task.Delay(PauseMilliseconds, cancellation);
        }

        await Patiently(connection, $"drop schema if exists {old} cascade", cancellation);
    }

    private async Task<bool> Try(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await Generations.Execute(connection, $"set local lock_timeout = {LockMilliseconds}", cancellation);
            var livePosition = await LockProgress(connection, cancellation);
            var position = await LastEvents(connection, livePosition, cancellation);
            await Generations.Execute(
                connection,
                $"""
                lock table {live}.generation in access exclusive mode;
                alter schema {live} rename to {old};
                alter schema {next} rename to {live};
                """,
                cancellation);
            await TakeProgress(connection, position, cancellation);
            await transaction.CommitAsync(cancellation);
            return true;
        }
        catch (PostgresException error) when (Waited(error))
        {
            return false;
        }
    }

    private static bool Waited(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected;

    /// <summary>Every version's progress row, so that neither an older program nor this one folds until the switch is done.</summary>
    private async Task<long> LockProgress(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select last_seq_id from mt_event_progression where name ~ ('^' || $1 || ':[0-9]+$') order by name for update", connection);
        command.With(NpgsqlDbType.Text, projection.Name);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var position = 0L;
        while (await reader.ReadAsync(cancellation))
            position = Math.Max(position, reader.IsDBNull(0) ? 0 : reader.GetInt64(0));
        return position;
    }

    /// <summary>
    /// A reader must never see time run backwards: the new generation is brought at least to where the live one stands.
    /// </summary>
    private async Task<long> LastEvents(NpgsqlConnection connection, long livePosition, CancellationToken cancellation)
    {
        if (await fold.Within(connection, livePosition, cancellation) is { } poison)
            throw RebuildException.Of(projection, poison);
        return Math.Max(fold.Position, livePosition);
    }

    private async Task TakeProgress(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
        await using (var others = new NpgsqlCommand(
            "delete from mt_event_progression where name ~ ('^' || $1 || ':[0-9]+$') and name <> $2", connection))
        {
            others.With(NpgsqlDbType.Text, projection.Name).With(NpgsqlDbType.Varchar, Generations.ProgressName(projection));
            await others.ExecuteNonQueryAsync(cancellation);
        }

        await using (var own = new NpgsqlCommand(Progress.Set, connection))
        {
            own.With(NpgsqlDbType.Varchar, Generations.ProgressName(projection)).With(NpgsqlDbType.Bigint, position);
            await own.ExecuteNonQueryAsync(cancellation);
        }

        await Progress.Move(connection, projection, live, position, cancellation);
    }

    /// <summary>The old tables go when their last reader has gone; a reader is never made to fail for it.</summary>
    private static async Task Patiently(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await Generations.Execute(
                    connection, $"set lock_timeout = {LockMilliseconds}; set client_min_messages = warning; {statement}", cancellation);
                await Generations.Execute(connection, "reset lock_timeout", cancellation);
                return;
            }
            catch (PostgresException error) when (Waited(error))
            {
                await Task.Delay(PauseMilliseconds, cancellation);
            }
        }
    }
}
