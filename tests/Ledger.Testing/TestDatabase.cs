using System.Collections.Concurrent;
using Ledger.EventStore;
using Ledger.EventStore.Migrations;
using Npgsql;

namespace Ledger.Testing;

/// <summary>A database of one test: a copy of a migrated template, dropped when the test is done with it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new(StringComparer.Ordinal);
    private readonly string name;

    private TestDatabase(string name, string connectionString)
    {
        this.name = name;
        ConnectionString = connectionString;
        DataSource = NpgsqlDataSource.Create(connectionString);
        Store = new NpgsqlEventStore(DataSource);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>The native engine on this database.</summary>
    public NpgsqlEventStore Store { get; }

    /// <summary>A database with the store's schema, and with what <paramref name="prepare"/> adds to it.</summary>
    /// <param name="prepare">
    /// Further migrations, run once per test process and delegate: give a static method, so that it is the same each time.
    /// </param>
    public static async Task<TestDatabase> Create(Func<NpgsqlDataSource, CancellationToken, Task>? prepare = null)
    {
        var key = prepare is null ? "" : $"{prepare.Method.DeclaringType?.FullName}.{prepare.Method.Name}/{prepare.Target?.GetHashCode()}";
        var template = await Templates.GetOrAdd(key, _ => new(() => MakeTemplate(prepare))).Value;
        return await Make($"create database \"{{0}}\" template \"{template}\"");
    }

    /// <summary>A database with nothing in it, for tests of the migrations themselves.</summary>
    public static Task<TestDatabase> CreateEmpty() => Make("create database \"{0}\" template template0 encoding 'UTF8' locale 'C'");

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await DataSource.DisposeAsync();
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        await Administer($"drop database if exists \"{name}\" with (force)");
    }

    private static async Task<string> MakeTemplate(Func<NpgsqlDataSource, CancellationToken, Task>? prepare)
    {
        var template = await CreateEmpty();
        await StoreMigrations.Apply(template.DataSource, CancellationToken.None);
        if (prepare is not null)
            await prepare(template.DataSource, CancellationToken.None);
        // A template must have no connections left when it is copied.
        await template.DataSource.DisposeAsync();
        return template.name;
    }

    private static async Task<TestDatabase> Make(string statement)
    {
        var name = $"test_{Guid.NewGuid():N}";
        await Administer(statement.Replace("{0}", name, StringComparison.Ordinal));
        return new TestDatabase(name, await TestServer.ConnectionString(name));
    }

    private static async Task Administer(string statement)
    {
        // Without a pool: nothing stays connected to a database that is to be copied or dropped.
        var address = new NpgsqlConnectionStringBuilder(await TestServer.ConnectionString("postgres")) { Pooling = false };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
