using Ledger.EventStore.Migrations;
using Ledger.EventStore.Protection;
using Ledger.EventStore.Roles;
using Ledger.Testing;
using Npgsql;
using static Ledger.Conformance.Store.Appends;
using static Ledger.Conformance.Store.ForeignWriter;

namespace Ledger.EventStore.Tests.Roles;

/// <summary>What the role is worth depends on who logs in: a login of the service's own has nothing to go back to.</summary>
public sealed class LoginTests : IAsyncLifetime
{
    private const string Denied = PostgresErrorCodes.InsufficientPrivilege;

    private static readonly string[] Attempts =
    [
        "delete from mt_events", "update mt_events set data = '{}'", "alter table mt_events disable trigger all",
        "set session_replication_role = replica",
    ];

    private readonly string login = $"login_{Guid.NewGuid():N}";
    private readonly List<ServiceConnections> opened = [];
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateEmpty();

    public async Task DisposeAsync()
    {
        foreach (var connections in opened)
            await connections.DisposeAsync();
        await Run(database.DataSource, $"reassign owned by {login} to current_user", $"drop owned by {login}", $"drop role {login}");
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_login_of_the_service_s_own_works_and_has_nothing_to_go_back_to()
    {
        await Login("");
        var (source, _, unenforced) = await Opened(owner: null);

        unenforced.ShouldBeNull();
        await using var store = new NpgsqlEventStore(source);
        (await store.Append("s", ExpectedVersion.NoStream, 2)).ShouldBeOfType<AppendOutcome.Appended>();
        foreach (var back in new[] { "select 1", "reset role", "set role none", "set session authorization default", "discard all" })
        {
            foreach (var sql in Attempts)
                (await Refusal(source, back, sql)).ShouldBe(Denied, $"{back}; {sql}");
        }

        var owner = new NpgsqlConnectionStringBuilder(database.ConnectionString).Username;
        (await Refusal(source, $"set role {owner}")).ShouldBe(Denied);
        (await Refusal(source, $"set session authorization {owner}")).ShouldBe(Denied);
        (await Protections.Check(source, Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_login_that_owns_the_tables_can_put_the_role_down_and_is_told_of()
    {
        await StoreMigrations.Apply(database.DataSource, Never);
        await TestDatabase.Grant(database.DataSource);
        await Login("");
        var source = Kept(await ServiceSource.Open(database.ConnectionString, null, Never)).Source;
        await using var store = new NpgsqlEventStore(source);
        await store.Append("s", ExpectedVersion.NoStream);

        (await Refusal(source, "delete from mt_events")).ShouldBe(Denied);
        (await Refusal(source, "reset role", "delete from mt_events")).ShouldBe(Denied);
        // Then the triggers still refuse, and are what it could take away: this is why the service has a login of its own.
        (await Refusal(source, "set role none", "delete from mt_events")).ShouldBe("LG002");
        (await Refusal(source, "set role none", "set session_replication_role = replica", "delete from mt_events")).ShouldBe("LG002");
        await Run(source, "begin", "set role none", "alter table mt_events disable trigger ledger_no_delete", "delete from mt_events",
            "rollback");
        var finding = (await Protections.Check(source, Never)).ShouldHaveSingleItem();
        (finding.Weight, finding.Mend.Contains("LEDGER_DATABASE_OWNER")).ShouldBe((FindingWeight.Weak, true));
    }

    [Fact]
    public async Task An_owner_that_is_no_superuser_and_may_make_roles_serves_under_the_role()
    {
        await Login("createrole");
        var (source, _, unenforced) = await Opened(owner: login);

        unenforced.ShouldBeNull();
        await using var store = new NpgsqlEventStore(source);
        (await store.Append("s", ExpectedVersion.NoStream, 2)).ShouldBeOfType<AppendOutcome.Appended>();
        (await Refusal(source, "delete from mt_events")).ShouldBe(Denied);
        (await store.All()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_owner_that_may_not_make_roles_works_as_itself_and_says_so()
    {
        // There is the role, of another ledger on the server; it is let into none.
        await using var elsewhere = await TestDatabase.Create();
        await Login("");
        var (source, _, unenforced) = await Opened(owner: login);

        unenforced.ShouldNotBeNull().ShouldContain($"grant {ServiceRole.Name} to {login}");
        await using var store = new NpgsqlEventStore(source);
        (await store.Append("s", ExpectedVersion.NoStream, 2)).ShouldBeOfType<AppendOutcome.Appended>();
        (await Refusal(source, "delete from mt_events")).ShouldBe("LG002");
        (await Protections.Check(source, Never)).ShouldContain(one => one.Object == $"login {login}");
    }

    [Fact]
    public async Task A_login_that_may_not_even_add_is_refused_at_the_start()
    {
        await StoreMigrations.Apply(database.DataSource, Never);
        await Login("");

        var error = await Should.ThrowAsync<MigrationException>(() => ServiceSource.Open(Address(login), null, Never));

        error.Message.ShouldContain(ServiceRole.Name);
    }

    [Fact]
    public async Task Where_nothing_is_to_be_migrated_no_right_to_migrate_is_needed()
    {
        await Login("");
        await Opened(owner: null);
        await using var member = NpgsqlDataSource.Create(Address(login));

        (await StoreMigrations.Apply(member, Never)).ShouldBe(0);
        (await ServiceRole.Grant(member, login, [], Never)).ShouldBeNull();
    }

    /// <summary>A login of this test, which owns its database where that is wanted.</summary>
    private Task Login(string attributes) => Run(database.DataSource, $"create role {login} login password 'secret' {attributes}");

    /// <param name="owner">Who owns the database and migrates it; null for the superuser.</param>
    private async Task<ServiceConnections> Opened(string? owner)
    {
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
        if (owner is not null)
            await Run(database.DataSource, $"alter database \"{name}\" owner to {owner}");
        await using var migrating = ServiceSource.Owner(owner is null ? database.ConnectionString : Address(owner));
        await StoreMigrations.Apply(migrating, Never);
        var problem = await ServiceRole.Grant(migrating, login, [], Never);
        return Kept(await ServiceSource.Open(Address(login), problem, Never));
    }

    private ServiceConnections Kept(ServiceConnections connections)
    {
        opened.Add(connections);
        return connections;
    }

    private string Address(string user) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = user, Password = "secret" }.ConnectionString;

    private static async Task<string> Refusal(NpgsqlDataSource source, params string[] statements) =>
        (await Should.ThrowAsync<PostgresException>(() => Run(source, statements), string.Join("; ", statements))).SqlState;
}
