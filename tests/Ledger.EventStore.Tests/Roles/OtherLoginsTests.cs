using Ledger.EventStore.Roles;
using Ledger.Testing;
using Npgsql;
using static Ledger.Conformance.Store.Appends;
using static Ledger.Conformance.Store.ForeignWriter;

namespace Ledger.EventStore.Tests.Roles;

/// <summary>Two ledgers of one server share its roles: the login of one is found where it may come into the other's database.</summary>
public sealed class OtherLoginsTests : IAsyncLifetime
{
    private readonly string own = $"own_{Guid.NewGuid():N}";
    private readonly string other = $"other_{Guid.NewGuid():N}";
    private TestDatabase database = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.Create();
        foreach (var login in new[] { own, other })
            await Run(database.DataSource, $"create role {login} login password 'secret'", $"grant {ServiceRole.Name} to {login}");
    }

    public async Task DisposeAsync()
    {
        foreach (var login in new[] { own, other })
            await Run(database.DataSource, $"drop owned by {login}", $"drop role {login}");
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_login_that_can_take_the_role_here_is_named_with_what_keeps_it_out()
    {
        await using var service = Under(own);
        await using var stranger = Under(other);
        var told = (await OtherLogins.Of(service, Never)).ShouldNotBeNull();
        told.ShouldContain(other);
        await Run(stranger, "insert into mt_streams (id, version) values ('a-stranger-s', 0)");

        var mend = told[(told.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split(';', StringSplitOptions.RemoveEmptyEntries);
        mend.Length.ShouldBe(2);
        await Run(database.DataSource, mend);

        (await OtherLogins.Of(service, Never)).ShouldBeNull();
        stranger.Clear();
        (await Should.ThrowAsync<PostgresException>(() => Run(stranger, "select 1"))).SqlState
            .ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        // Whom somebody lets in by name is meant to come in.
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
        await Run(database.DataSource, $"grant connect on database \"{name}\" to {other}");
        await Run(stranger, "select 1");
        (await OtherLogins.Of(service, Never)).ShouldBeNull();
    }

    private NpgsqlDataSource Under(string login) => NpgsqlDataSource.Create(ServiceSource.UnderRole(
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = login, Password = "secret" }.ConnectionString));
}
