using Ledger.EventStore;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Conformance.Store;

/// <summary>What cannot be stored is refused by value, before it reaches the database, and harms nobody else.</summary>
public abstract class LimitConformance<TEngine> : StoreSuite<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Theory]
    [MemberData(nameof(UnfitAppends.Bodies), MemberType = typeof(UnfitAppends))]
    public virtual async Task A_body_that_does_not_fit_is_refused(string what, byte[] body)
    {
        var outcome = await Store.Append(Of(body), Never);

        outcome.ShouldBeOfType<AppendOutcome.Invalid>(what).Reason.ShouldStartWith("body");
        (await Store.Head(Never)).ShouldBe(0);
    }

    [Fact]
    public virtual async Task The_largest_body_and_odd_but_lawful_text_are_taken()
    {
        byte[][] bodies =
        [
            UnfitAppends.Body(StoreLimits.EventBodyBytes), "{}"u8.ToArray(), " {\"a\": 1e3} "u8.ToArray(),
            "{\"\\ud842\\udfb7\":\"\\u0001\\u007f\\\"\"}"u8.ToArray(),
        ];

        foreach (var body in bodies)
        {
            var outcome = await Store.Append(Of(body), Never);
            outcome.ShouldBeOfType<AppendOutcome.Appended>();
        }
    }

    [Theory]
    [MemberData(nameof(UnfitAppends.Requests), MemberType = typeof(UnfitAppends))]
    public virtual async Task A_request_that_does_not_fit_is_refused(string what, AppendRequest request)
    {
        (await Store.Append(request, Never)).ShouldBeOfType<AppendOutcome.Invalid>(what);
        (await Store.Head(Never)).ShouldBe(0);
    }

    [Fact]
    public virtual async Task What_only_the_database_refuses_harms_nobody_that_travels_with_it()
    {
        await ForeignWriter.Run(Database, "alter table mt_events add constraint odd check (data->>'n' <> '13')");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(n => Store.Append(
            Request(new StreamAppend($"s-{n}", null, ExpectedVersion.NoStream, [Event($$"""{"n":{{(n == 30 ? 13 : 1)}}}""")])), Never)));

        outcomes.Count(outcome => outcome is AppendOutcome.Appended).ShouldBe(59);
        outcomes[30].ShouldBeOfType<AppendOutcome.Invalid>().Reason.ShouldContain("23514");
        (await Store.Head(Never)).ShouldBe(59);
    }

    private static AppendRequest Of(byte[] body) =>
        Request(new StreamAppend("s", null, ExpectedVersion.Any, [Event() with { Json = body }]));
}
