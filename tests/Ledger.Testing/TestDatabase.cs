using System.Collections.Concurrent;
using Ledger.EventStore;
using Ledger.EventStore.Migrations;
using Ledger.EventStore.Roles;
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
        Service = NpgsqlDataSource.Create(ServiceConnectionString);
        Store = new NpgsqlEventStore(Service);
    }

    /// <summary>Its owner's, who is the server's superuser.</summary>
    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>Under the role that the service works under.</summary>
    public string ServiceConnectionString => ServiceSource.UnderRole(ConnectionString);

    public NpgsqlDataSource Service { get; }

    /// <summary>The native engine on this database, under the service's role.</summary>
    public NpgsqlEventStore Store { get; }

    /// <summary>A database with the store's schema, and with what <paramref name="prepare"/> adds to it.</summary>
    /// <param name="prepare">
    /// Further migrations, run once per test process and delegate: give a static method, so that it is the same each time.
    /// </param>
    public static async Task<TestDatabase> Create(Func<NpgsqlDataSource, CancellationToken, Task>? prepare = null)
    {
        var key = prepare is null ? "" : $"{prepare.Method.DeclaringType?.FullName}.{prepare.Method.Name}/{prepare.Target?.GetHashCode()}";
        var template = await Templates.GetOrAdd(key, _ => new(() => MakeTemplate(prepare))).Value;
        // What may be done to a database as a whole is not copied with it.
        return await Make(
            $"create database \"{{0}}\" template \"{template}\"",
            $"grant create, temporary on database \"{{0}}\" to {ServiceRole.Name}");
    }

    /// <summary>A database with nothing in it, for tests of the migrations themselves.</summary>
    public static Task<TestDatabase> CreateEmpty() => Make("create database \"{0}\" template template0 encoding 'UTF8' locale 'C'");

    /// <summary>What whoever migrates does last.</summary>
    /// <param name="owned">Schemas that become the service's.</param>
    public static async Task Grant(NpgsqlDataSource owner, IEnumerable<string>? owned = null)
    {
        if (await ServiceRole.Grant(owner, null, owned ?? [], CancellationToken.None) is { } problem)
            throw new InvalidOperationException(problem);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Service.DisposeAsync();
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
        await Grant(template.DataSource);
        // A template must have no connections left when it is copied.
        await template.Service.DisposeAsync();
        await template.DataSource.DisposeAsync();
        return template.name;
    }

    private static async Task<TestDatabase> Make(params string[] statements)
    {
        var name = $"test_{Guid.NewGuid():N}";
        await Administer([.. statements.Select(one => one.Replace("{0}", name, StringComparison.Ordinal))]);
        return new TestDatabase(name, await TestServer.ConnectionString(name));
    }

    private static async Task Administer(params string[] statements)
    {
        // Without a pool: nothing stays connected to a database that is to be copied or dropped.
        var address = new NpgsqlConnectionStringBuilder(await TestServer.ConnectionString("postgres")) { Pooling = false };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
