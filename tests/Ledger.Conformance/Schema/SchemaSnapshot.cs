using Npgsql;

namespace Ledger.Conformance.Schema;

/// <summary>One thing in the catalogue of a database: a table, a column, a trigger.</summary>
/// <param name="Kind">In the words of the catalogue: <c>table</c>, <c>column</c>, <c>constraint</c>.</param>
/// <param name="Name">With its schema, and with its table where it stands on one.</param>
/// <param name="Definition">All of it that could change, as PostgreSQL itself writes it.</param>
public sealed record SchemaObject(string Kind, string Name, string Definition)
{
    public override string ToString() => $"{Kind} {Name}: {Definition}";
}

/// <summary>
/// What the ledger's objects are at a moment: Marten's tables, sequences and functions in <c>public</c> (<c>mt_*</c>) and everything in
/// the schema <c>ledger</c>. Two of them say what a migration changed and what it only added.
/// </summary>
public sealed class SchemaSnapshot
{
    private readonly Dictionary<(string Kind, string Name), SchemaObject> objects;

    private SchemaSnapshot(IEnumerable<SchemaObject> objects) =>
        this.objects = objects.ToDictionary(one => (one.Kind, one.Name));

    public IReadOnlyCollection<SchemaObject> Objects => objects.Values;

    public static async Task<SchemaSnapshot> Of(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await Of(connection);
    }

    /// <summary>As a transaction that is open on the connection sees it.</summary>
    public static async Task<SchemaSnapshot> Of(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(CatalogueQuery.Sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var objects = new List<SchemaObject>();
        while (await reader.ReadAsync())
            objects.Add(new SchemaObject(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return new SchemaSnapshot(objects);
    }

    /// <summary>What stood here and stands otherwise in the later one, or no more; one line each, empty when all is as it was.</summary>
    public IReadOnlyList<string> ChangedIn(SchemaSnapshot later) =>
    [
        .. from before in objects
           let after = later.objects.GetValueOrDefault(before.Key)
           where after != before.Value
           orderby before.Key
           select after is null ? $"gone: {before.Value}" : $"was: {before.Value}; is: {after.Definition}",
    ];

    /// <summary>What only the later one has, in order.</summary>
    public IReadOnlyList<SchemaObject> AddedIn(SchemaSnapshot later) =>
        [.. from after in later.objects where !objects.ContainsKey(after.Key) orderby after.Key select after.Value];
}
