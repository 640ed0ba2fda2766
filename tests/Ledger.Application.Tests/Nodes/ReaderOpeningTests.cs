using Ledger.Application.Composition;
using Ledger.EventStore.Migrations;
using Ledger.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Application.Tests.Nodes;

/// <summary>A reader opens what another node has made, and makes nothing itself.</summary>
public sealed class ReaderOpeningTests
{
    [Fact]
    public async Task A_database_that_is_not_as_this_program_needs_it_is_refused_and_left_alone()
    {
        await using var database = await TestDatabase.CreateEmpty();

        var refused = await Should.ThrowAsync<MigrationException>(() => Open(database));

        refused.Message.ShouldContain("on the primary first");
        await using var schemas = database.DataSource.CreateCommand("select to_regnamespace('ledger') is null");
        (await schemas.ExecuteScalarAsync()).ShouldBe(true);
    }

    [Fact]
    public async Task One_that_is_made_is_opened_and_not_written_to()
    {
        await using var database = await TestDatabase.CreateEmpty();
        var home = new LedgerHome(TestServer.TemporaryFolder());
        await using var writer = await LedgerSystem.On(database.ConnectionString, home, TimeProvider.System, CancellationToken.None);

        await using var reader = await Open(database, home);

        reader.Engine.ShouldBe("native");
        reader.Replica!.Primary.Host.ShouldBe("ledger.invalid");
        await using var write = reader.Database.CreateCommand("insert into ledger.log (origin, source) values ('a', 'b')");
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => write.ExecuteNonQueryAsync())).SqlState
            .ShouldBe(Npgsql.PostgresErrorCodes.ReadOnlySqlTransaction);
    }

    private static Task<LedgerSystem> Open(TestDatabase database, LedgerHome? home = null)
    {
        var settings = LedgerSettings.Of(home?.Root ?? TestServer.TemporaryFolder()) with
        {
            Database = database.ConnectionString,
            ReaderOf = new Uri("http://ledger.invalid:8080"),
        };
        return LedgerSystem.Open(settings, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
    }
}
