using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Application.Verification;
using Ledger.Domain.Institutions;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Application.Tests.Verification;

/// <summary>A whole ledger: what it says of itself, and what its read models say against the log.</summary>
public sealed class LedgerVerificationTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2025, 3, 3);

    private TestDatabase database = null!;
    private LedgerSystem ledger = null!;

    private static CancellationToken Never => CancellationToken.None;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.Create();
        ledger = await LedgerSystem.On(
            database.ConnectionString, new LedgerHome(TestServer.TemporaryFolder()), TimeProvider.System, Never);
        for (var at = 0; at < 5; at++)
        {
            var register = new RegisterInstitution($"synthetic-{at}", $"合成机构{at}", $"合成单位{at}", null, "360100", Day, "hr-360000");
            (await ledger.Desk.Handle(register, new CommandContext("test", $"key-{at}"), Never)).ShouldBeOfType<CommandAnswer.Done>();
        }

        await ledger.Sealing.Seal(Never);
        await ledger.Projections.CatchUp(Never);
    }

    public async Task DisposeAsync()
    {
        await ledger.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task As_it_was_made_it_passes()
    {
        var report = await Verify();

        report.Log.Findings.Told.ShouldBeEmpty();
        report.ReadModels.ShouldAllBe(model => model.Differing == 0 && model.Position == report.Log.Position);
    }

    [Theory]
    [InlineData("update directory.name set name = '另一个名称' where institution = 'synthetic-3'", "directory: name", "synthetic-3")]
    [InlineData("delete from directory.name where institution = 'synthetic-2'", "directory: name", "synthetic-2")]
    [InlineData("insert into annual_summaries.place_year values (1, '360000', 2025, 7, 7, 70)", "annual-summaries: place_year", "360000")]
    public async Task A_row_of_a_read_model_that_was_edited_is_found_by_its_key(string edit, string table, string key)
    {
        await using (var command = database.DataSource.CreateCommand(edit))
            (await command.ExecuteNonQueryAsync()).ShouldBe(1);

        var found = (await Verify()).Log.Findings.Told.ShouldHaveSingleItem();
        (found.Code, found.Object).ShouldBe(("read-model.differs", table));
        found.En.ShouldContain(key);
    }

    [Fact]
    public async Task The_type_that_marten_keeps_is_held_against_the_fact_s()
    {
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            foreach (var statement in new[]
            {
                "alter table mt_events disable trigger ledger_no_update",
                "update mt_events set mt_dotnet_type = 'Another.Type, Another' where seq_id = 2",
                "alter table mt_events enable always trigger ledger_no_update",
            })
            {
                await using var command = new NpgsqlCommand(statement, connection);
                await command.ExecuteNonQueryAsync();
            }
        }

        var found = (await Verify()).Log.Findings.Told.ShouldHaveSingleItem();
        (found.Code, found.Position).ShouldBe(("event.column-changed", 2));
    }

    [Fact]
    public async Task A_log_whose_checkpoints_were_all_taken_away_is_held_against_what_this_home_has_signed()
    {
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            string[] tables = ["public.mt_events", "ledger.checkpoint", "ledger.tile_part", "ledger.log_key"];
            var marks = new List<string>();
            await using (var read = new NpgsqlCommand(
                "select format('alter table %s enable always trigger %I', tgrelid::regclass, tgname) from pg_trigger where tgenabled = 'A'",
                connection))
            await using (var reader = await read.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                    marks.Add(reader.GetString(0));
            }

            foreach (var statement in (string[])[
                .. tables.Select(table => $"alter table {table} disable trigger user"),
                "update mt_events set user_name = 'another' where seq_id = 1",
                .. tables.Skip(1).Select(table => $"delete from {table}"),
                .. tables.Select(table => $"alter table {table} enable trigger user"), .. marks])
            {
                await using var command = new NpgsqlCommand(statement, connection);
                await command.ExecuteNonQueryAsync();
            }
        }

        var found = (await Verify()).Log.Findings.Told.ShouldHaveSingleItem();
        (found.Code, found.ToPosition).ShouldBe(("log.rewritten", 5));
    }

    [Fact]
    public async Task A_trigger_that_sleeps_is_found()
    {
        await using (var command = database.DataSource.CreateCommand("alter table mt_events disable trigger ledger_no_update"))
            await command.ExecuteNonQueryAsync();

        (await Verify()).Log.Findings.Told.ShouldHaveSingleItem().Code.ShouldBe("protection.broken");
    }

    private Task<VerificationReport> Verify() =>
        ledger.Verification.Run(ledger.LogKeys.Verifiers, [], readModels: true, null, Never);
}
