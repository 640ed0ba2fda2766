using System.Security.Cryptography;
using System.Text;
using JasperFx;
using Ledger.EventStore.Migrations;
using Marten;
using Npgsql;
using Weasel.Core;
using Weasel.Postgresql.Functions;

namespace Ledger.Marten.Store;

/// <summary>
/// Lets Marten add what is its own beside our tables, once for each version of it: its functions, and the tables of its daemon. Its own
/// migration does it, and is first asked what it would do, for it must not touch what stands.
/// </summary>
internal static class MartenSchema
{
    private const string SetName = "marten";

    private const string Latest = "select checksum from ledger.migration where set_name = $1 order by number desc limit 1";

    private const string Insert = """
        insert into ledger.migration (set_name, number, name, checksum)
        select $1, coalesce(max(number), 0) + 1, $2, $3 from ledger.migration where set_name = $1
        """;

    /// <summary>
    /// One look, of a millisecond, where it was done before. Comparing the whole schema takes some 25 milliseconds, doing it some 100 to
    /// 500, and rights that only the first start needs.
    /// </summary>
    /// <param name="store">Set up on this database, which has been migrated.</param>
    /// <returns>Whether anything was done.</returns>
    /// <exception cref="MigrationException">Marten would change a table that stands: it is set up otherwise than our tables.</exception>
    public static async Task<bool> Apply(NpgsqlDataSource database, IDocumentStore store, CancellationToken cancellation)
    {
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(store.Storage.ToDatabaseScript())));
        if (await Known(database, fingerprint, cancellation))
            return false;
        var added = false;
        await MigrationRunner.Alone(
            database,
            async connection =>
            {
                // Another process may have been here while this one waited for the lock.
                if (await Known(database, fingerprint, cancellation))
                    return;
                await Add(store, cancellation);
                await Note(database, fingerprint, cancellation);
                await connection.ReloadTypesAsync(cancellation);
                added = true;
            },
            cancellation);
        return added;
    }

    private static async Task Add(IDocumentStore store, CancellationToken cancellation)
    {
        var planned = await store.Storage.CreateMigrationAsync();
        var changes = planned.Deltas.Where(Changes).Select(delta => delta.SchemaObject.Identifier.QualifiedName).ToList();
        if (changes.Count > 0)
            throw new MigrationException($"Marten {Version} would change {string.Join(", ", changes)}: it is not set up for these tables.");
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync(cancellation);
    }

    private static async Task Note(NpgsqlDataSource database, string fingerprint, CancellationToken cancellation)
    {
        await using var note = database.CreateCommand(Insert);
        foreach (var value in new[] { SetName, Version, fingerprint })
            note.Parameters.Add(new() { Value = value });
        await note.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Functions are Marten's own in any case, and a newer version of it may bring newer ones.</summary>
    private static bool Changes(ISchemaObjectDelta delta) =>
        delta.SchemaObject is not Function && delta.Difference is SchemaPatchDifference.Update or SchemaPatchDifference.Invalid;

    private static async Task<bool> Known(NpgsqlDataSource database, string fingerprint, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Latest);
        command.Parameters.Add(new() { Value = SetName });
        return await command.ExecuteScalarAsync(cancellation) is string stored && stored == fingerprint;
    }

    private static string Version { get; } = typeof(IDocumentStore).Assembly.GetName().Version!.ToString(3);
}
