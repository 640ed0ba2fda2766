using FsCheck;
using FsCheck.Fluent;
using Ledger.Host.Keeping;
using Ledger.Host.Queries;

namespace Ledger.Host.Tests.Keeping;

/// <summary>What is kept stays within its limits, and is given for its own question and stand alone.</summary>
public sealed class AnswerStoreTests
{
    private const int Answers = 8;
    private const long Bytes = 8_192;

    /// <summary>A question, the stand it is asked at, and how long its answer is; some are longer than there is room for.</summary>
    private sealed record Call(int Question, int Position, int Length)
    {
        public AnswerKey Key => new($"/{Question}", new DateOnly(2024, 1, 1));

        public Stand Stand => new(1, Position, null, Position, 0, null);
    }

    private static readonly Arbitrary<Call[]> Calls =
        (from question in Gen.Choose(1, 20)
         from position in Gen.Choose(1, 2)
         from length in Gen.Elements(0, 10, 500, 3_000, 5_000)
         select new Call(question, position, length)).ArrayOf(200).ToArbitrary();

    [Fact]
    public void It_never_holds_more_than_it_may() => Prop.ForAll(Calls, calls =>
    {
        var store = new AnswerStore(Answers, Bytes);
        return calls.All(call =>
        {
            if (store.Find(call.Key, call.Stand) is null)
                store.Keep(call.Key, call.Stand, Answer(call));
            return store is { Count: <= Answers, Bytes: >= 0 and <= Bytes };
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_found_was_kept_for_that_question_at_that_stand() => Prop.ForAll(Calls, calls =>
    {
        var store = new AnswerStore(Answers, Bytes);
        var last = new Dictionary<(AnswerKey Key, Stand Stand), BytesAnswer>();
        return calls.All(call =>
        {
            var found = store.Find(call.Key, call.Stand);
            var right = found is null || ReferenceEquals(last.GetValueOrDefault((call.Key, call.Stand)), found);
            if (found is null)
                store.Keep(call.Key, call.Stand, last[(call.Key, call.Stand)] = Answer(call));
            return right;
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_asked_for_again_and_again_stays_while_others_come_and_go()
    {
        var store = new AnswerStore(Answers, Bytes);
        var often = new Call(0, 1, 10);
        store.Keep(often.Key, often.Stand, Answer(often));
        foreach (var question in Enumerable.Range(1, 100))
        {
            var once = new Call(question, 1, 10);
            store.Keep(once.Key, once.Stand, Answer(once));
            store.Find(often.Key, often.Stand).ShouldNotBeNull($"after {question} others");
        }
    }

    private static BytesAnswer Answer(Call call) => new(new byte[call.Length], "application/json", BytesAnswer.Newest);
}
