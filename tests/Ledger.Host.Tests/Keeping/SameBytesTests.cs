using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Host.Keeping;
using Ledger.Projections;
using Ledger.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Host.Tests.Keeping;

/// <summary>
/// Two services on one ledger, one of which keeps answers: whatever is written, folded, sealed and rebuilt in whatever order, both give the
/// same bytes under the same headers at every step, at the first asking and at the next.
/// </summary>
public sealed class SameBytesTests
{
    private const int Institutions = 3;
    private const int Steps = 25;
    private const int Series = 8;
    private static readonly DateOnly Day = new(2024, 1, 10);

    private enum Step
    {
        Write,
        Fold,
        Seal,
        Rebuild,
        Divisions,
    }

    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (6, Gen.Constant(Step.Write)), (5, Gen.Constant(Step.Fold)), (2, Gen.Constant(Step.Seal)), (1, Gen.Constant(Step.Rebuild)),
        (1, Gen.Constant(Step.Divisions)));

    [Fact]
    public void Kept_answers_are_the_bytes_that_would_be_made() => Prop
        .ForAll(AnyStep.ArrayOf(Steps).ToArbitrary(), steps => Holds(steps).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Series));

    private static async Task<bool> Holds(Step[] steps)
    {
        await using var database = await TestDatabase.Create();
        var home = new LedgerHome(TestServer.TemporaryFolder());
        await using var ledger = await LedgerSystem.On(database.ConnectionString, home, TimeProvider.System, CancellationToken.None);
        await using var keeping = await Start(ledger, true);
        await using var making = await Start(ledger, false);
        using var keeper = new HttpClient { BaseAddress = new Uri(keeping.Urls.First()) };
        using var maker = new HttpClient { BaseAddress = new Uri(making.Urls.First()) };
        var unfolded = new HashSet<int>();
        for (var at = 0; at < steps.Length; at++)
        {
            await Take(ledger, database, steps[at], at, unfolded);
            foreach (var address in Addresses(unfolded))
                await Same(keeper, maker, address, $"{steps[at]}, step {at} of {string.Join(' ', steps)}");
        }

        keeping.Services.GetRequiredService<KeptAnswers>().Store.Found.ShouldBeGreaterThan(Steps);
        making.Services.GetRequiredService<KeptAnswers>().Store.Count.ShouldBe(0);
        return true;
    }

    private static async Task Take(LedgerSystem ledger, TestDatabase database, Step step, int at, HashSet<int> unfolded)
    {
        switch (step)
        {
            case Step.Write:
                await Write(ledger, at);
                unfolded.Add(at % Institutions);
                break;
            case Step.Fold:
                await ledger.Projections.CatchUp(CancellationToken.None);
                unfolded.Clear();
                break;
            case Step.Seal:
                await ledger.Sealing.Seal(CancellationToken.None);
                break;
            case Step.Rebuild:
                await ledger.Projections.Rebuild(ReadModels.Directory, null, CancellationToken.None);
                unfolded.Clear();
                break;
            default:
                // As a load of codes leaves it: the list's row is written, and a division has another name.
                await using (var load = database.DataSource.CreateCommand("""
                    insert into codes.list (list, as_of, source, sha256) values ('divisions', '2024-01-01', 'synthetic', repeat('0', 64))
                    on conflict (list) do update set loaded_at = clock_timestamp();
                    insert into codes.code (list, code, name, source) values ('divisions', '360100', gen_random_uuid()::text, 'synthetic')
                    on conflict (list, code) do update set name = excluded.name
                    """))
                    await load.ExecuteNonQueryAsync();
                break;
        }
    }

    private static async Task Write(LedgerSystem ledger, int at)
    {
        var id = $"same-{at % Institutions}";
        ICommand command = (await ledger.Store.ReadStream(StreamIds.Institution(id), EventStore.UpTo.Now, default)).Version == 0
            ? new RegisterInstitution(id, $"相同虚构中心{at}", "虚构大学", null, "360100", Day, Scenes.ProvincialHr)
            : new RenameInstitution(id, $"相同虚构学院{at}", Day.AddDays(at));
        (await ledger.Desk.Handle(command, new CommandContext("local"), default)).ShouldBeOfType<CommandAnswer.Done>();
    }

    /// <summary>An institution whose own facts are not folded yet is waited for, and nobody folds here.</summary>
    private static IEnumerable<string> Addresses(HashSet<int> unfolded)
    {
        yield return "/api/v1/institutions";
        yield return $"/api/v1/institutions?text={Uri.EscapeDataString("相同")}&validAt=2024-01-20";
        yield return "/directory";
        foreach (var number in Enumerable.Range(0, Institutions).Except(unfolded))
        {
            yield return $"/api/v1/institutions/same-{number}";
            yield return $"/api/v1/institutions/same-{number}?validAt=2024-01-20";
            yield return $"/institutions/same-{number}";
        }
    }

    private static async Task Same(HttpClient keeper, HttpClient maker, string address, string when)
    {
        var made = await Told(maker, address);
        (await Told(keeper, address)).ShouldBe(made, $"{address} after {when}");
        (await Told(keeper, address)).ShouldBe(made, $"{address}, asked again, after {when}");
    }

    private static async Task<string> Told(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
        // A problem names its request, and is made anew each time.
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return "404";
        return $"{answer.Headers.ETag} {answer.Headers.CacheControl} {answer.Content.Headers.ContentType} "
            + await answer.Content.ReadAsStringAsync();
    }

    private static async Task<WebApplication> Start(LedgerSystem ledger, bool keeps)
    {
        var app = LedgerHost.Build(
            new LedgerHostOptions(new Uri("http://127.0.0.1:0"), _ => { })
            {
                FollowsProjections = false,
                CarriesMessages = false,
                SealsLog = false,
                KeepsAnswers = keeps,
            },
            ledger);
        await app.StartAsync();
        return app;
    }
}
