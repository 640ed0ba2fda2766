using Ledger.Application.Commands;
using Ledger.Application.Tests.Deadlines;
using Ledger.Application.TwoTimes;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Testing;

namespace Ledger.Application.Tests.TwoTimes;

public sealed class MomentsTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task Where_no_day_is_asked_for_a_position_brings_its_own()
    {
        await using var database = await TestDatabase.Create();
        await Record(database);
        // Asked much later, the position's day is still the day on which it was recorded.
        var time = new MovableTime();
        time.Pass(TimeSpan.FromDays(1_000));
        var late = new Moments(database.Store, time);
        var recorded = ShanghaiTime.DayOf((await database.Store.ReadBatch(0, 1, Never))[0].RecordedAt);

        var at = (await late.Settle(null, KnownAt.AtPosition(1), Never)).ShouldBeOfType<MomentAnswer.Settled>().Moment;

        at.ShouldBe(new Moment(recorded, null, 1, recorded, IsFixed: true));
        (await late.Settle(new DateOnly(2024, 1, 1), KnownAt.AtPosition(1), Never)).ShouldBeOfType<MomentAnswer.Settled>().Moment
            .ShouldBe(new Moment(new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 1), 1, recorded, IsFixed: true));
        (await late.Settle(null, null, Never)).ShouldBeOfType<MomentAnswer.Settled>().Moment.Position.ShouldBeNull();
    }

    [Fact]
    public async Task A_position_that_is_not_there_and_a_time_to_come_are_refused()
    {
        await using var database = await TestDatabase.Create();
        await Record(database);
        var moments = new Moments(database.Store, TimeProvider.System);

        (await moments.Settle(null, KnownAt.AtPosition(2), Never)).ShouldBe(new MomentAnswer.BeyondHead(2, 1));
        (await moments.Settle(null, KnownAt.AtTime(DateTimeOffset.UtcNow.AddHours(1)), Never)).ShouldBeOfType<MomentAnswer.ToCome>();
        (await moments.Settle(null, KnownAt.AtPosition(0), Never)).ShouldBeOfType<MomentAnswer.Settled>().Moment.ValidAt
            .ShouldBe(Limits.EarliestDay);
    }

    private static async Task Record(TestDatabase database)
    {
        var fact = new InstitutionRenamed(new Act(new DateOnly(2024, 5, 1), "institution"), "甲", "乙");
        var append = new StreamAppend("institution-a", null, ExpectedVersion.Any, [FactCodec.Encode(Guid.NewGuid(), fact)]);
        (await database.Store.Append(new AppendRequest([append], EventMetadata.None), Never)).ShouldBeOfType<AppendOutcome.Appended>();
    }
}
