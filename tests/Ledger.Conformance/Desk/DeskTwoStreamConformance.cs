using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Domain.Decisions;

namespace Ledger.Conformance.Desk;

/// <summary>
/// A decision to delist is issued on its own stream and ends the listing on the institution's: neither without the other.
/// </summary>
public abstract class DeskTwoStreamConformance<TEngine> : DeskSuite<TEngine>
    where TEngine : ILedgerEngineFactory, new()
{
    [Fact]
    public virtual async Task Both_streams_are_written_in_one_transaction()
    {
        foreach (var command in Said.UpToTheIssue)
            await Done(command);
        var before = (await On(Said.Stream)).Count;

        var issued = await Done(Said.Issue);

        (issued.Stream, issued.Facts, issued.LastPosition - issued.FirstPosition).ShouldBe((Said.DecisionStream, 2, 1));
        issued.Versions.ShouldBe(
            new Dictionary<string, long> { [Said.DecisionStream] = issued.Version, [Said.Stream] = before + 1 }, ignoreOrder: true);
        var both = new[] { (await On(Said.DecisionStream))[^1], (await On(Said.Stream))[^1] };
        both.Select(one => one.Type).ShouldBe(["decision.issued.v1", "institution.delisted.v1"]);
        both.Select(one => one.Position).ShouldBe([issued.FirstPosition, issued.LastPosition]);
        (await TransactionsOf(issued.FirstPosition, issued.LastPosition)).ShouldBe(1);
    }

    [Fact]
    public virtual async Task One_that_is_not_allowed_leaves_neither()
    {
        foreach (var command in Said.UpToTheIssue.SkipLast(2))
            await Done(command);
        var head = await Store.Head(Never);

        (await Handle(Said.Issue)).ShouldBeOfType<CommandAnswer.Refused>();

        (await Store.Head(Never)).ShouldBe(head);
    }

    [Fact]
    public virtual async Task While_others_write_to_both_streams_it_is_issued_once_and_ends_the_listing_once()
    {
        foreach (var command in Said.UpToTheIssue)
            await Done(command);
        var head = await Store.Head(Never);
        var other = (await Another()).Desk;

        var inspections = Enumerable.Range(0, 10).Select(n => Task.Run(() => Insist(Desk, Said.Inspect($"n{n}"))));
        var evidence = Enumerable.Range(0, 10).Select(n => Task.Run(() => Insist(
            other, new AttachEvidence(Said.Decision, new("检查笔录", $"{n}".PadLeft(64, 'b')), Said.Day("2024-06-03"), Said.Hr))));
        var issues = new[] { Desk, other }.Select(desk => Task.Run(() => Insist(desk, Said.Issue)));
        var answers = await Task.WhenAll([.. inspections, .. evidence, .. issues]);

        var types = (await On(Said.Stream)).Concat(await On(Said.DecisionStream)).Select(one => one.Type).ToList();
        types.Count(type => type == "decision.issued.v1").ShouldBe(1);
        types.Count(type => type == "institution.delisted.v1").ShouldBe(1);
        // Evidence after the issue is refused; what was done is there.
        answers.ShouldAllBe(answer => answer is CommandAnswer.Done || answer is CommandAnswer.Refused);
        answers.OfType<CommandAnswer.Done>().Sum(done => done.Facts).ShouldBe((int)(await Store.Head(Never) - head));
    }

    private static async Task<CommandAnswer> Insist(ICommandDesk desk, Domain.Kernel.ICommand command)
    {
        while (true)
        {
            if (await desk.Handle(command, new CommandContext("clerk-1"), Never) is var answer and not CommandAnswer.Contended)
                return answer;
        }
    }

    /// <returns>How many transactions wrote the rows of these positions.</returns>
    private async Task<long> TransactionsOf(long from, long to)
    {
        await using var command = Database.CreateCommand(
            "select count(distinct xmin::text) from mt_events where seq_id between $1 and $2");
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
