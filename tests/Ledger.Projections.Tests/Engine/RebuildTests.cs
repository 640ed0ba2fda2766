using Ledger.Projections.CreditHours;
using Ledger.Projections.Directory;
using Ledger.Projections.Engine;
using Npgsql;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Engine;

public sealed class RebuildTests
{
    [Fact]
    public async Task No_read_fails_or_goes_back_while_models_are_rebuilt_under_appends()
    {
        await using var ledger = await Create();
        await ledger.Append(Said.Institution("a"), Said.Registered(Said.On(2024, 1, 1), "甲学院"));
        await ledger.Append(Said.Institution("a"), Said.Listed(Said.On(2024, 1, 2), "l-1"));
        var person = Guid.NewGuid();
        await ledger.AppendAll([(Said.Credits(person), Said.RecognisedClaim(Guid.NewGuid(), 8))]);
        await ledger.CatchUp();

        using var stop = new CancellationTokenSource();
        var following = ledger.Another().Run(error => throw new InvalidOperationException("no failure was to be seen", error), stop.Token);
        var writing = Write(ledger, stop.Token);
        await using var prepared = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ledger.ConnectionString)
        {
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 1,
        });
        var readers = new[] { ledger.Database, prepared, ledger.Database, prepared }
            .Select(database => Read(database, person, stop.Token)).ToList();
        for (var round = 0; round < 4; round++)
        {
            foreach (var projection in ledger.Runner.Projections)
                await ledger.Runner.Rebuild(projection.Name, null, Never);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        readers.Sum(reader => reader.Result).ShouldBeGreaterThan(100);
        await Task.WhenAll(following, writing);
        await ledger.CatchUp();
        (await ledger.Scalar("select count(*) from pg_namespace where nspname like '%\\_next' or nspname like '%\\_old'")).ShouldBe(0);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(600)]
    public async Task A_rebuild_ends_while_events_come_as_fast_as_it_folds_them(int accountsAFold)
    {
        await using var ledger = await Create();
        await Accounts(ledger, 20);
        await ledger.CatchUp();
        using var stop = new CancellationTokenSource();
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var following = ledger.Another().Run(null, stop.Token);
        var folds = 0;
        var outrun = ledger.Another([new CreditHoursProjection().After(async _ =>
        {
            folds++;
            await Accounts(ledger, accountsAFold);
        })]);
        await outrun.Rebuild("credit-hours", null, tooLong.Token);
        folds.ShouldBeInRange(1, 12);
        await stop.CancelAsync();
        await following;

        await ledger.CatchUp();
        var switched = await ledger.Checksums();
        await ledger.Runner.Rebuild("credit-hours", null, Never);
        (await ledger.Checksums()).ShouldBe(switched);
    }

    [Fact]
    public async Task A_rebuild_that_is_cancelled_leaves_the_live_rows_and_can_be_begun_anew()
    {
        await using var ledger = await Create();
        await Accounts(ledger, 300);
        await ledger.CatchUp();
        var live = await ledger.Checksums();
        using var stop = new CancellationTokenSource();
        var cancelling = ledger.Another([new CreditHoursProjection().After(_ => stop.CancelAsync())]);
        await Should.ThrowAsync<OperationCanceledException>(() => cancelling.Rebuild("credit-hours", null, stop.Token));
        (await ledger.Checksums()).ShouldBe(live);
        (await ledger.Runner.Status(Never)).ShouldAllBe(status => status.State == ProjectionState.Live);
        (await ledger.Scalar("select count(*) from pg_namespace where nspname = 'credit_hours_next'")).ShouldBe(0);

        await ledger.Runner.Rebuild("credit-hours", null, Never);
        (await ledger.Checksums()).ShouldBe(live);
    }

    [Fact]
    public async Task What_a_killed_rebuild_left_is_no_hindrance_to_the_next()
    {
        await using var ledger = await Create();
        await Accounts(ledger, 50);
        await ledger.CatchUp();
        var live = await ledger.Checksums();
        var killed = ledger.Another([new CreditHoursProjection().After(async target =>
        {
            // By the owner: the service may not end what an owner's login began.
            await ledger.Scalar($"select pg_terminate_backend({target.Connection.ProcessID}, 10000)::int");
        })]);
        await Should.ThrowAsync<NpgsqlException>(() => killed.Rebuild("credit-hours", null, Never));
        (await ledger.Scalar("select count(*) from pg_namespace where nspname = 'credit_hours_next'")).ShouldBe(0, "its process lived on");
        await using (var left = ledger.Service.CreateCommand("create schema credit_hours_next; create table credit_hours_next.entry ()"))
            await left.ExecuteNonQueryAsync();
        (await ledger.Runner.Status(Never)).ShouldAllBe(status => status.State == ProjectionState.Live);
        await ledger.Runner.Rebuild("credit-hours", null, Never);
        (await ledger.Checksums()).ShouldBe(live);
    }

    [Fact]
    public async Task One_rebuild_at_a_time_and_the_status_shows_it()
    {
        await using var ledger = await Create();
        await Accounts(ledger, 50);
        await ledger.CatchUp();
        var checkedMeanwhile = false;
        var slow = ledger.Another([new CreditHoursProjection().After(async _ =>
        {
            (await ledger.Runner.Status(Never)).Single(status => status.Name == "credit-hours").State.ShouldBe(ProjectionState.Rebuilding);
            await Should.ThrowAsync<RebuildException>(() => ledger.Runner.Rebuild("credit-hours", null, Never));
            checkedMeanwhile = true;
        })]);
        await slow.Rebuild("credit-hours", null, Never);
        checkedMeanwhile.ShouldBeTrue();
    }

    [Fact]
    public async Task A_newer_version_takes_over_and_the_older_program_lets_go()
    {
        await using var ledger = await Create();
        await Accounts(ledger, 20);
        await ledger.CatchUp();
        var newer = ledger.Another([new CreditHoursProjection().AtVersion(2)]);
        var status = (await newer.CatchUp(Never)).Single();
        (status.Version, status.Position, status.State).ShouldBe((2, 40, ProjectionState.Live));

        await Accounts(ledger, 1);
        var older = (await ledger.CatchUp()).Single(one => one.Name == "credit-hours");
        (older.State, older.Position).ShouldBe((ProjectionState.Stopped, 40));
        (await newer.CatchUp(Never)).Single().Position.ShouldBe(42);
    }

    [Fact]
    public async Task What_an_older_program_left_in_other_tables_can_be_looked_at_and_is_taken_over()
    {
        await using var ledger = await Create();
        await Accounts(ledger, 20);
        var rows = (await Of(ledger)).Rows;
        await using (var older = ledger.Database.CreateCommand("""
            alter table annual_summaries.account rename to entry;
            update annual_summaries.generation set version = 1;
            update mt_event_progression set name = 'annual-summaries:1' where name like 'annual-summaries:%'
            """))
            await older.ExecuteNonQueryAsync();

        await using (var another = await ledger.Service.OpenConnectionAsync())
        {
            var annual = new Projections.AnnualSummaries.AnnualSummariesProjection();
            (await RebuildLock.TryTake(another, annual, Never)).ShouldBeTrue();
            var meanwhile = await Of(ledger);
            (meanwhile.Version, meanwhile.State, meanwhile.Rows).ShouldBe((1, ProjectionState.Rebuilding, rows));
            await RebuildLock.Release(another, annual);
        }

        var after = await Of(ledger);
        (after.Version, after.Position, after.State, after.Rows).ShouldBe((2, 40, ProjectionState.Live, rows));

        static async Task<ProjectionStatus> Of(TestLedger ledger) =>
            (await ledger.CatchUp()).Single(one => one.Name == "annual-summaries");
    }

    private static Task Accounts(TestLedger ledger, int count) => ledger.AppendAll(
        Enumerable.Range(0, count).Select(_ => (Said.Credits(Guid.NewGuid()), Said.RecognisedClaim(Guid.NewGuid(), 8))));

    private static async Task Write(TestLedger ledger, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Accounts(ledger, 5);
            await ledger.Append(Said.Institution("a"), Said.Renamed(Said.On(2024, 2, 1), "甲学院", "甲学院"));
        }
    }

    /// <returns>How many reads there were; each must succeed, be whole, and stand no earlier than the one before.</returns>
    private static async Task<int> Read(NpgsqlDataSource database, Guid person, CancellationToken stop)
    {
        var directory = new DirectoryQueries(database);
        var hours = new CreditHoursQueries(database, Rule);
        var annual = new Projections.AnnualSummaries.AnnualSummaryQueries(database);
        var (reads, last, lastHours, lastAnnual) = (0, 0L, 0L, 0L);
        while (!stop.IsCancellationRequested)
        {
            var page = await directory.Search(new DirectorySearch("甲学院", new DateOnly(2024, 6, 1)), Never);
            page.Rows.Count.ShouldBe(1);
            page.Position.ShouldBeGreaterThanOrEqualTo(last);
            var year = await hours.Year(person, 2024, null, null, Never);
            (year.Total, year.Entries.Count).ShouldBe((8, 1));
            year.Position.ShouldBeGreaterThanOrEqualTo(lastHours);
            var summary = await annual.Institution("a", 2024, Never);
            summary.Figures.PersonTimes.ShouldBeGreaterThan(0);
            summary.Figures.Hours.ShouldBe(8 * summary.Figures.PersonTimes);
            summary.Position.ShouldBeGreaterThanOrEqualTo(lastAnnual);
            (last, lastHours, lastAnnual) = (page.Position, year.Position, summary.Position);
            reads += 3;
        }

        return reads;
    }
}
