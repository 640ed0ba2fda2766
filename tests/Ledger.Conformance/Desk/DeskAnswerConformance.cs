using System.Text.Json;
using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.EventStore;

namespace Ledger.Conformance.Desk;

/// <summary>What one command comes to: done, malformed, refused, not storable; and what is recorded beside its facts.</summary>
public abstract class DeskAnswerConformance<TEngine> : DeskSuite<TEngine>
    where TEngine : ILedgerEngineFactory, new()
{
    [Fact]
    public virtual void It_carries_out_every_use_case_of_the_catalogue() =>
        Desk.UseCases.Select(useCase => useCase.Name).ShouldBe(UseCaseCatalog.All.Select(useCase => useCase.Name), ignoreOrder: true);

    [Fact]
    public virtual async Task A_command_that_is_done_says_where_its_facts_stand()
    {
        var first = await Done(Said.Register());
        var second = await Done(Said.Rename("虚构学院"));

        (first.Stream, first.Version, first.FirstPosition, first.LastPosition, first.Facts, first.Repeated)
            .ShouldBe((Said.Stream, 1, 1, 1, 1, false));
        first.Versions.ShouldBe(new Dictionary<string, long> { [Said.Stream] = 1 });
        (second.Version, second.FirstPosition, second.LastPosition).ShouldBe((2, 2, 2));
        (await On(Said.Stream)).Select(one => one.Type).ShouldBe(["institution.registered.v1", "institution.renamed.v1"]);
    }

    [Fact]
    public virtual async Task A_wrong_shape_is_answered_field_by_field_and_writes_nothing()
    {
        var answer = await Handle(Said.Register("no id", "") with { Evidence = [new Evidence("检查笔录", "abc")] }, "k");

        answer.ShouldBeOfType<CommandAnswer.Malformed>().Problems.Select(problem => problem.Field)
            .ShouldBe(["institution", "name", "evidence[0].sha256"], ignoreOrder: true);
        answer.ShouldBeOfType<CommandAnswer.Malformed>().Problems
            .ShouldAllBe(problem => problem.Code.Length > 0 && problem.Message.Length > 0);
        (await Store.Head(Never)).ShouldBe(0);
    }

    [Fact]
    public virtual async Task What_the_law_does_not_allow_is_refused_with_its_article_and_writes_nothing()
    {
        foreach (var command in Said.UpToTheIssue.Take(3))
            await Done(command);

        var refusal = (await Handle(new DetermineListing(Said.Institution, "a1", "l1", Said.Day("2024-02-20"), "hr-360100"), "k"))
            .ShouldBeOfType<CommandAnswer.Refused>().Refusal;

        refusal.Kind.ShouldBe(RefusalKind.NotAllowed);
        refusal.Zh.ShouldNotBeNullOrEmpty();
        refusal.En.ShouldNotBeNullOrEmpty();
        refusal.Citation.ShouldNotBeNull();
        (await Store.Head(Never)).ShouldBe(3);
        (await Handle(Said.UpToTheIssue[3], "k")).ShouldBeOfType<CommandAnswer.Done>("a refusal does not use up its key").Facts.ShouldBe(1);
    }

    [Fact]
    public virtual async Task What_is_so_already_is_done_without_a_fact()
    {
        await Done(Said.Register());

        var again = await Done(Said.Register(), "k");

        (again.Version, again.FirstPosition, again.LastPosition, again.Facts, again.Repeated).ShouldBe((1, 0, 0, 0, true));
        (await Store.Head(Never)).ShouldBe(1);
    }

    [Fact]
    public virtual async Task A_day_to_come_in_Shanghai_is_refused()
    {
        // Half past midnight of New Year's Day in Shanghai, when it is still the old year in Greenwich.
        var desk = (await Another(new StandingClock(new DateTimeOffset(2024, 12, 31, 16, 30, 0, TimeSpan.Zero)))).Desk;
        Task<CommandAnswer> On(string day) =>
            desk.Handle(Said.Register() with { On = Said.Day(day) }, new CommandContext("clerk-1"), Never);

        (await On("2025-01-02")).ShouldBeOfType<CommandAnswer.Refused>().Refusal.Code.ShouldBe("day.to-come");
        (await Store.Head(Never)).ShouldBe(0);
        (await On("2025-01-01")).ShouldBeOfType<CommandAnswer.Done>().Facts.ShouldBe(1);
    }

    [Fact]
    public virtual async Task What_no_database_keeps_is_not_storable_and_writes_nothing()
    {
        (await Handle(Said.Register(), "a\tb")).ShouldBeOfType<CommandAnswer.NotStorable>();
        var longActor = new CommandContext(new string('a', StoreLimits.MetadataCharacters + 1));
        (await Desk.Handle(Said.Register(), longActor, Never)).ShouldBeOfType<CommandAnswer.NotStorable>();
        var longCorrelation = new CommandContext("clerk-1", "k", null, new string('a', StoreLimits.MetadataCharacters + 1));
        (await Desk.Handle(Said.Register(), longCorrelation, Never)).ShouldBeOfType<CommandAnswer.NotStorable>();

        (await Store.Head(Never)).ShouldBe(0);
        (await Done(Said.Register(), "k")).Facts.ShouldBe(1);
    }

    [Fact]
    public virtual async Task Actor_correlation_and_the_use_case_stand_beside_each_fact()
    {
        await Desk.Handle(Said.Register(), new CommandContext("clerk-1", "k", null, "request-7"), Never);
        await Desk.Handle(Said.Rename("虚构学院"), new CommandContext("clerk-2"), Never);

        (await On(Said.Stream)).Select(one => one.Metadata).ShouldBe(
            [new("clerk-1", "request-7", "institution.register"), new("clerk-2", null, "institution.rename")]);
    }

    /// <summary>Every column but id and time, so that nobody can tell afterwards which engine wrote it.</summary>
    [Fact]
    public virtual async Task The_rows_are_the_same_whichever_engine_wrote_them()
    {
        await Desk.Handle(Said.Register(), new CommandContext("clerk-1", "k", null, "request-7"), Never);

        await using var command = Database.CreateCommand("""
            select to_jsonb(e) - 'id' - 'timestamp' - 'data' || jsonb_build_object('stream', to_jsonb(s) - 'timestamp' - 'created')
            from mt_events e join mt_streams s on s.id = e.stream_id
            """);
        using var row = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
        using var expected = JsonDocument.Parse("""
            {
              "seq_id": 1, "stream_id": "institution-i1", "version": 1, "bdata": null, "type": "institution.registered.v1",
              "tenant_id": "*DEFAULT*", "mt_dotnet_type": "Ledger.Domain.Institutions.InstitutionRegistered, Ledger.Domain",
              "correlation_id": "request-7", "causation_id": "institution.register", "headers": null, "user_name": "clerk-1",
              "is_archived": false,
              "stream":
                { "id": "institution-i1", "type": "institution", "version": 1, "tenant_id": "*DEFAULT*", "is_archived": false }
            }
            """);
        JsonElement.DeepEquals(row.RootElement, expected.RootElement).ShouldBeTrue(row.RootElement.GetRawText());
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
