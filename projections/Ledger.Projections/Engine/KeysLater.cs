using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>
/// Takes the keys off tables that are to be filled, and puts the same ones on again when they are full: sorting all rows once costs a
/// fraction of finding each row's place.
/// </summary>
/// <param name="schema">That no reader knows yet.</param>
internal sealed class KeysLater(string schema)
{
    private readonly List<string> puttingOn = [];

    public async Task TakeOff(NpgsqlConnection connection, IReadOnlyCollection<string> tables, CancellationToken cancellation)
    {
        const string Keys = """
            select format('alter table %s drop constraint %I', conrelid::regclass, conname),
                   format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            from pg_constraint
            where connamespace = $1::regnamespace and contype in ('p', 'u')
              and (select relname from pg_class where pg_class.oid = conrelid) = any($2)
            order by conname
            """;
        await using var command = new NpgsqlCommand(Keys, connection);
        command.With(NpgsqlDbType.Text, schema).With(NpgsqlDbType.Array | NpgsqlDbType.Text, tables.ToArray());
        var takingOff = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                takingOff.Add(reader.GetString(0));
                puttingOn.Add(reader.GetString(1));
            }
        }

        if (takingOff.Count > 0)
            await Generations.Execute(connection, string.Join(";\n", takingOff), cancellation);
    }

    public async Task PutOn(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var statement in puttingOn)
            await Generations.Execute(connection, statement, cancellation);
        puttingOn.Clear();
    }
}
