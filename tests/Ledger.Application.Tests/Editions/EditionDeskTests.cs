using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Application.Editions;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Editions;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Testing;

namespace Ledger.Application.Tests.Editions;

/// <summary>Published statistics on a real ledger: what is said of them can be folded again, and nothing else can be published.</summary>
public sealed class EditionDeskTests : IAsyncLifetime
{
    private const string Hr = "hr-360000";
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly CommandContext Context = new("local");

    private TestDatabase database = null!;
    private LedgerSystem ledger = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateEmpty();
        var home = new LedgerHome(TestServer.TemporaryFolder());
        ledger = await LedgerSystem.On(database.ConnectionString, home, TimeProvider.System, Never);
        await Hours(3, 8m);
    }

    public async Task DisposeAsync()
    {
        await ledger.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task What_was_published_is_folded_again_years_later()
    {
        var figures = (await Publish()).Figures;
        await Hours(2, 12.5m);

        var verified = (await ledger.Editions.Verify(null, null, Never)).ShouldHaveSingleItem();

        verified.Holds.ShouldBeTrue();
        (verified.Edition.FiguresAt, verified.Edition.Sha256).ShouldBe((6L, figures.Sha256));
        verified.Folded.ShouldBe(figures);
        verified.FirstOfLive.ShouldContain(new FigureChange("division:360100", "hours", 24m, 49m));
        (await Publish()).Answer.ShouldBeOfType<CommandAnswer.Refused>().Refusal.Code.ShouldBe("edition.already-published");
    }

    [Fact]
    public async Task Published_again_while_nothing_changed_it_is_nothing()
    {
        await Publish();
        (await Publish()).Answer.ShouldBeOfType<CommandAnswer.Done>().Facts.ShouldBe(0);
    }

    [Fact]
    public async Task A_restatement_names_every_figure_that_changed()
    {
        await Publish();
        await Hours(1, 0.25m);

        var answer = (await ledger.Editions.Restate(Asked with { Reason = "补录" }, Context, null, Never))
            .ShouldBeOfType<EditionResult.Answered>().Answer;

        answer.ShouldBeOfType<CommandAnswer.Done>().Facts.ShouldBe(1);
        var (editions, _) = await ledger.EditionReading.Of(2024, TwoTimes(), Never);
        var restatement = editions[1].Restatement.ShouldNotBeNull();
        (restatement.Replaces, restatement.Reason, restatement.ChangedInAll).ShouldBe((1, "补录", restatement.Changed.Count));
        restatement.Changed.ShouldContain(new FigureChange("institution:i-1", "persons", 3, 4));
        restatement.Changed.ShouldContain(new FigureChange("division:360000", "hours.course.professional", 24m, 24.25m));
        restatement.Changed.ShouldNotContain(change => change.Figure == "projects");
        (await ledger.Editions.Verify(2024, null, Never)).ShouldAllBe(one => one.Holds);

        var again = (EditionResult.Answered)await ledger.Editions.Restate(Asked with { Reason = "再来" }, Context, null, Never);
        again.Answer.ShouldBeOfType<CommandAnswer.Refused>().Refusal.Code.ShouldBe("edition.nothing-changed");
    }

    [Fact]
    public async Task What_is_done_to_the_live_rows_does_not_get_into_an_edition()
    {
        await Execute("update annual_summaries.place_year set hours = hours + 100");

        await Publish();

        var verified = (await ledger.Editions.Verify(null, null, Never)).ShouldHaveSingleItem();
        verified.Holds.ShouldBeTrue();
        verified.FirstOfLive.ShouldContain(new FigureChange("division:360100", "hours", 24m, 124m));
    }

    [Fact]
    public async Task A_log_that_was_changed_afterwards_does_not_give_the_edition_any_more()
    {
        await Publish();
        await Execute("""
            alter table public.mt_events disable trigger all;
            update public.mt_events set data = jsonb_set(data, '{hours}', '80') where type = 'credits.recognised.v1' and seq_id = 2
            """);

        (await ledger.Editions.Verify(null, null, Never)).ShouldHaveSingleItem().Holds.ShouldBeFalse();
        (await ledger.Editions.Restate(Asked with { Reason = "补录" }, Context, null, Never)).ShouldBeOfType<EditionResult.NotReproduced>();
    }

    [Fact]
    public async Task The_rows_that_are_given_out_are_those_of_the_digest()
    {
        await Publish();
        var (editions, _) = await ledger.EditionReading.All(TwoTimes(), Never);
        var lines = new List<string>();

        var digest = await ledger.Editions.Rows(
            editions[0], (table, row) => lines.Add($"{table.Name} {string.Join(' ', row)}"), null, Never);

        (digest.Sha256, digest.Rows).ShouldBe((editions[0].Sha256, (long)lines.Count));
        lines.ShouldBe(
        [
            "place_year 0 i-1 2024 0 3 3 24", "place_year 1 360000 2024 0 3 3 24", "place_year 2 360100 2024 0 3 3 24",
            "place_form 0 i-1 2024 1 1 3 24", "place_form 1 360000 2024 1 1 3 24", "place_form 2 360100 2024 1 1 3 24",
        ]);
    }

    [Fact]
    public void A_figure_that_somebody_typed_is_not_taken() =>
        UseCaseCatalog.ForOthers.ShouldNotContain(useCase => useCase.Name.StartsWith("edition."));

    private static EditionRequest Asked => new(2024, "2024年度继续教育统计", new DateOnly(2025, 2, 1), Hr, null);

    private static Application.TwoTimes.Moment TwoTimes() => Application.TwoTimes.Moment.Now(new DateOnly(2026, 1, 1));

    private async Task<EditionResult.Answered> Publish() =>
        (await ledger.Editions.Publish(Asked, Context, null, Never)).ShouldBeOfType<EditionResult.Answered>();

    private async Task Hours(int people, decimal hours)
    {
        var act = new Act(new DateOnly(2024, 6, 30), Hr);
        for (var person = 0; person < people; person++)
        {
            var entry = Guid.NewGuid();
            IFact[] facts =
            [
                new HoursClaimed(
                    act, entry, LearningForm.Course, SubjectKind.Professional, hours, null, "合成培训", "i-1", new(2024, 6, 1),
                    new(2024, 6, 30), "360100", null),
                new HoursRecognised(act, entry, hours),
            ];
            var append = new StreamAppend(
                StreamIds.Credits(2024, Guid.NewGuid()), "credits", ExpectedVersion.Any,
                [.. facts.Select(fact => FactCodec.Encode(Guid.NewGuid(), fact))]);
            (await ledger.Store.Append(new AppendRequest([append], EventMetadata.None), Never)).ShouldBeOfType<AppendOutcome.Appended>();
        }

        await ledger.Projections.CatchUp(Never);
    }

    private async Task Execute(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
