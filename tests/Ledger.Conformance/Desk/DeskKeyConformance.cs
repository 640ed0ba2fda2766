using Ledger.Application.Commands;
using Ledger.Application.Engines;

namespace Ledger.Conformance.Desk;

/// <summary>A key names a request: it is carried out once, however often and through whatever process it is sent.</summary>
public abstract class DeskKeyConformance<TEngine> : DeskSuite<TEngine>
    where TEngine : ILedgerEngineFactory, new()
{
    [Fact]
    public virtual async Task The_same_key_and_command_get_the_first_answer_again()
    {
        var first = await Done(Said.Register(), "k");
        await Done(Said.Rename("虚构学院"));

        var again = await Done(Said.Register(), "k");

        Same(again, first);
        again.Repeated.ShouldBeTrue();
        (await Store.Head(Never)).ShouldBe(2);
    }

    [Fact]
    public virtual async Task The_same_key_for_another_command_is_told_and_writes_nothing()
    {
        await Done(Said.Register(), "k");

        (await Handle(Said.Rename("虚构学院"), "k")).ShouldBe(new CommandAnswer.KeyReused("k"));
        (await Handle(Said.Register("i2"), "k")).ShouldBe(new CommandAnswer.KeyReused("k"));
        (await Store.Head(Never)).ShouldBe(1);
    }

    [Fact]
    public virtual async Task A_key_is_its_actors_own()
    {
        await Done(Said.Register(), "k");

        var other = await Desk.Handle(Said.Register("i2"), new CommandContext("clerk-2", "k"), Never);

        other.ShouldBeOfType<CommandAnswer.Done>().ShouldSatisfyAllConditions(
            done => done.Facts.ShouldBe(1), done => done.Repeated.ShouldBeFalse());
    }

    [Fact]
    public virtual async Task A_key_answers_before_the_state_that_its_command_left_would_refuse_it()
    {
        foreach (var command in Said.UpToTheIssue)
            await Done(command);
        var first = await Done(Said.Issue, "issue");

        var again = await Done(Said.Issue, "issue");

        Same(again, first);
        again.Facts.ShouldBe(2);
        again.Versions.Keys.ShouldBe([Said.Stream, Said.DecisionStream], ignoreOrder: true);
    }

    [Fact]
    public virtual async Task Thirty_two_at_once_under_one_key_leave_one_fact_and_get_one_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Done(Said.Register(), "k"))));

        answers.Count(answer => !answer.Repeated).ShouldBe(1);
        foreach (var answer in answers)
            Same(answer, answers[0]);
        (await Store.Head(Never)).ShouldBe(1);
    }

    [Fact]
    public virtual async Task Twins_in_two_processes_leave_one_fact_and_get_one_answer()
    {
        var other = (await Another()).Desk;

        for (var round = 0; round < 15; round++)
        {
            var (command, context) = (Said.Register($"twin-{round}"), new CommandContext("clerk-1", $"k-{round}"));
            var answers = await Task.WhenAll(
                Task.Run(() => Desk.Handle(command, context, Never)), Task.Run(() => other.Handle(command, context, Never)));

            var done = answers.Select(answer => answer.ShouldBeOfType<CommandAnswer.Done>()).ToList();
            done.Count(answer => !answer.Repeated).ShouldBe(1);
            Same(done[0], done[1]);
        }

        (await Store.Head(Never)).ShouldBe(15);
    }

    private static void Same(CommandAnswer.Done answer, CommandAnswer.Done first)
    {
        (answer.Stream, answer.Version, answer.FirstPosition, answer.LastPosition, answer.Facts)
            .ShouldBe((first.Stream, first.Version, first.FirstPosition, first.LastPosition, first.Facts));
        answer.Versions.ShouldBe(first.Versions, ignoreOrder: true);
    }
}
