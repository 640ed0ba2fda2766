using System.Data.Common;
using Ledger.Application.Codes;
using Npgsql;

namespace Ledger.Host.Keeping;

/// <summary>
/// Asks where the ledger stands, one small statement at a time for everybody who waits: who comes while one is under way waits for the
/// next. So nobody is given a stand from before it asked, and a thousand readers ask the database no oftener than it answers.
/// </summary>
/// <param name="database">The one that the answers are read from: a stand of another server says nothing about their rows.</param>
public sealed class StandReader(NpgsqlDataSource database) : IAsyncDisposable
{
    /// <summary>A look at five rows. One that takes longer stands behind a lock or a dead server, seconds.</summary>
    private const int SecondsPerLook = 5;

    // generation is named first, as in every statement of the directory: a switch to a rebuilt one comes wholly before it or after it.
    private const string Look = """
        select g.version, g.position, (select p.last_updated from public.mt_event_progression p where p.name = 'directory:' || g.version),
               h.position, coalesce((select size from ledger.checkpoint order by size desc limit 1), 0),
               (select c.xmin::text from codes.list c where c.list = $1)
        from directory.generation g, ledger.head h
        """;

    private readonly Lock gate = new();
    private TaskCompletionSource<Stand>? waiting;
    private bool looking;
    private NpgsqlConnection? connection;
    private NpgsqlCommand? look;

    /// <summary>The stand as it was at some time after this was called. Nobody waits longer than for two looks.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<Stand> Now()
    {
        Task<Stand> next;
        var begins = false;
        lock (gate)
        {
            waiting ??= new TaskCompletionSource<Stand>(TaskCreationOptions.RunContinuationsAsynchronously);
            next = waiting.Task;
            if (!looking)
                looking = begins = true;
        }

        if (begins)
            _ = LookWhileAsked();
        return next;
    }

    public async ValueTask DisposeAsync()
    {
        if (look is not null)
            await look.DisposeAsync();
        if (connection is not null)
            await connection.DisposeAsync();
    }

    private async Task LookWhileAsked()
    {
        while (true)
        {
            // Requests that have come already, and wait for a thread, are let in first: the busier the service, the more share a look.
            await Task.Yield();
            TaskCompletionSource<Stand> asked;
            lock (gate)
            {
                if (waiting is null)
                {
                    looking = false;
                    return;
                }

                (asked, waiting) = (waiting, null);
            }

            try
            {
                asked.SetResult(await Read());
            }
            catch (Exception error)
            {
                await Forget();
                asked.SetException(error);
            }
        }
    }

    private async Task<Stand> Read()
    {
        look ??= await Prepared();
        await using var reader = await look.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            throw new InvalidOperationException("The directory has no generation: the read models were not prepared.");
        return new Stand(
            reader.GetInt32(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetDateTime(2), reader.GetInt64(3),
            reader.GetInt64(4), reader.IsDBNull(5) ? null : reader.GetString(5));
    }

    /// <summary>On a connection of its own, so that the statement is planned once.</summary>
    private async Task<NpgsqlCommand> Prepared()
    {
        connection = await database.OpenConnectionAsync();
        var command = new NpgsqlCommand(Look, connection) { CommandTimeout = SecondsPerLook };
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text, Value = CodeRegisters.DivisionList });
        await command.PrepareAsync();
        return command;
    }

    private async Task Forget()
    {
        var (command, broken) = (look, connection);
        (look, connection) = (null, null);
        try
        {
            if (command is not null)
                await command.DisposeAsync();
            if (broken is not null)
                await broken.DisposeAsync();
        }
        catch (DbException)
        {
            // It was broken; the next look opens another.
        }
    }
}
