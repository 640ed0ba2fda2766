using Ledger.Application.TwoTimes.Diffs;

namespace Ledger.Application.Tests.TwoTimes;

public sealed class DifferenceTests
{
    private static readonly Thing Name = new("institution", "a", [("name", "甲"), ("host", "乙"), ("website", null)]);
    private static readonly Thing Listing = new("listing", "l1", [("kind", "public"), ("status", "listed"), ("ground", null)]);

    [Fact]
    public void What_came_what_went_and_what_changed_are_told_apart()
    {
        var before = new Snapshot([Name, Listing]);
        var after = new Snapshot([Name with { Fields = [("name", "丙"), ("host", "乙")] }, Listing with { Id = "l2" }]);

        var difference = Difference.Between(before, after);

        difference.Added.ShouldHaveSingleItem().Id.ShouldBe("l2");
        difference.Added[0].Fields.ShouldBe([new FieldChange("kind", null, "public"), new FieldChange("status", null, "listed")]);
        difference.Removed.ShouldHaveSingleItem().Fields
            .ShouldBe([new FieldChange("kind", "public", null), new FieldChange("status", "listed", null)]);
        difference.Changed.ShouldHaveSingleItem().Fields.ShouldBe([new FieldChange("name", "甲", "丙")]);
    }

    [Fact]
    public void The_same_is_no_difference_and_the_way_back_is_the_difference_turned_round()
    {
        var one = new Snapshot([Name, Listing]);
        var other = new Snapshot([Listing with { Fields = [("kind", "online")] }]);

        Difference.Between(one, one).ShouldSatisfyAllConditions(
            same => same.Added.ShouldBeEmpty(), same => same.Removed.ShouldBeEmpty(), same => same.Changed.ShouldBeEmpty());
        var (there, back) = (Difference.Between(one, other), Difference.Between(other, one));
        back.Added.Select(change => change.Id).ShouldBe(there.Removed.Select(change => change.Id));
        back.Changed[0].Fields.ShouldBe(there.Changed[0].Fields.Select(field => new FieldChange(field.Field, field.After, field.Before)),
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("12", true)]
    [InlineData("2024-02-29", true)]
    [InlineData("2024-03-05T00:00:00+08:00", true)]
    [InlineData("2023-02-29", false)]
    [InlineData("2024-03-05T00:00:00", false)]
    [InlineData("-1", false)]
    [InlineData("", false)]
    public void A_point_is_a_position_a_time_with_its_offset_or_a_day_that_there_is(string text, bool isOne) =>
        DiffPoint.TryParse(text, out _).ShouldBe(isOne);
}
