using Ledger.Domain.CreditAccounts;
using Ledger.Projections.Engine;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Engine;

public sealed class ExactlyOnceTests
{
    private const int Accounts = 400;

    [Fact]
    public async Task Two_runners_whose_backends_are_ended_all_the_time_fold_each_fact_once()
    {
        await using var ledger = await Create();
        using var stop = new CancellationTokenSource();
        var failures = 0;
        var runners = Enumerable.Range(0, 2)
            .Select(_ => ledger.Another().Run(_ => Interlocked.Increment(ref failures), stop.Token)).ToList();
        var faults = EndBackends(ledger, stop.Token);

        // Every account comes in two halves, so that a fact folded twice or not at all shows in the sums.
        var entries = Enumerable.Range(0, Accounts).Select(_ => (Person: Guid.NewGuid(), Entry: Guid.NewGuid())).ToList();
        foreach (var some in entries.Chunk(20))
            await Patiently(() => ledger.AppendAll(some.Select(one => (Said.Credits(one.Person), Said.RecognisedClaim(one.Entry, 8)))));
        foreach (var some in entries.Chunk(20))
            await Patiently(() => ledger.AppendAll(
                some.Select(one => (Said.Credits(one.Person), Said.RecognisedClaim(Guid.NewGuid(), 1)))));
        await Task.Delay(500);
        // On a quick machine all may be done before the first fault: the runners look for more events, and are hit then.
        for (var look = 0; look < 300 && Volatile.Read(ref failures) == 0; look++)
            await Task.Delay(100);
        await stop.CancelAsync();
        await Task.WhenAll(runners.Append(faults));

        // The pool may still hold a connection whose backend was ended last.
        await Patiently(() => ledger.CatchUp());
        failures.ShouldBeGreaterThan(0, "the faults must have hit");
        (await ledger.Scalar("select count(*) from credit_hours.person_year where total = 9")).ShouldBe(Accounts);
        var figures = (await ledger.AnnualSummaries.Institution("a", 2024, Never)).Figures;
        (figures.Persons, figures.PersonTimes, figures.Hours).ShouldBe((Accounts, 2 * Accounts, 9 * Accounts));
        var live = await ledger.Checksums();
        foreach (var name in live.Keys)
            await ledger.Runner.Rebuild(name, null, Never);
        (await ledger.Checksums()).ShouldBe(live);
    }

    [Fact]
    public async Task A_transaction_that_is_lost_before_its_commit_leaves_neither_rows_nor_progress()
    {
        await using var ledger = await Create();
        var person = Guid.NewGuid();
        await ledger.AppendAll([(Said.Credits(person), Said.RecognisedClaim(Guid.NewGuid(), 8))]);
        var failing = ledger.Another([new Projections.CreditHours.CreditHoursProjection().After(async target =>
            await ledger.Scalar($"select pg_terminate_backend({target.Connection.ProcessID}, 10000)::int"))]);
        await Should.ThrowAsync<Npgsql.NpgsqlException>(() => failing.CatchUp(Never));
        (await ledger.Scalar("select count(*) from credit_hours.entry")).ShouldBe(0);
        (await ledger.Scalar("select last_seq_id from mt_event_progression where name = 'credit-hours:1'")).ShouldBe(0);

        await ledger.CatchUp();
        (await ledger.CreditHours.Year(person, 2024, null, null, Never)).Total.ShouldBe(8);
        (await ledger.Scalar("select last_seq_id from mt_event_progression where name = 'credit-hours:1'")).ShouldBe(2);
    }

    private static async Task EndBackends(TestLedger ledger, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ledger.Scalar("""
                    select count(pg_terminate_backend(pid)) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()
                      and (query like '%mt_event_progression%' or query like '%credit_hours%' or query like '%annual_summaries%')
                    """);
            }
            catch (Npgsql.NpgsqlException)
            {
                // Our own connection was an idle one of a runner.
            }

            await Task.Delay(60, CancellationToken.None);
        }
    }

    /// <summary>The pool may hand out a connection that was ended: the append did not happen and is made again.</summary>
    private static async Task Patiently(Func<Task> append)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await append();
                return;
            }
            catch (Npgsql.NpgsqlException) when (tries < 20)
            {
                await Task.Delay(20);
            }
        }
    }
}
