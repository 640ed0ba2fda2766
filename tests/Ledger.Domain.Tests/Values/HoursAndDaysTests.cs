using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Values;

namespace Ledger.Domain.Tests.Values;

public sealed class HoursAndDaysTests
{
    [Theory]
    [InlineData("24", "24")]
    [InlineData("２．５", "2.5")]
    [InlineData(" 24 学时", "24")]
    [InlineData("0.25", "0.25")]
    [InlineData("2.50", "2.5")]
    [InlineData("1000", "1000")]
    public void Hours_are_read_to_the_digit(string text, string printed)
    {
        CreditHours.TryParse(text, out var hours, out _).ShouldBeTrue();
        hours.ToString().ShouldBe(printed);
    }

    [Theory]
    [InlineData("", "hours.empty")]
    [InlineData("0", "hours.zero")]
    [InlineData("0.00", "hours.zero")]
    [InlineData("零", "hours.zero")]
    [InlineData("-24", "hours.negative")]
    [InlineData("1000.01", "hours.absurd")]
    [InlineData("99999999999999999999999999", "hours.absurd")]
    [InlineData("0.001", "hours.too-precise")]
    [InlineData("24课时", "hours.lesson-unit")]
    [InlineData("1e3", "hours.not-a-number")]
    [InlineData("1,000", "hours.not-a-number")]
    [InlineData("99999999999999999999999999999999", "hours.not-a-number")]
    [InlineData("=1+1", "hours.not-a-number")]
    [InlineData("二十四", "hours.not-a-number")]
    public void Absurd_hours_are_named(string text, string code)
    {
        CreditHours.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem!.Code.ShouldBe(code);
    }

    [Fact]
    public void Printed_hours_parse_to_the_same() =>
        Prop.ForAll(Arb.From(Gen.Choose(1, 100_000)), hundredths =>
            CreditHours.TryCreate(hundredths / 100m, out var hours, out _)
            && CreditHours.TryParse(hours.ToString(), out var again, out _) && again == hours).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2024-05-01")]
    [InlineData("2024/5/1")]
    [InlineData("2024年5月1日")]
    [InlineData("20240501")]
    [InlineData("２０２４－０５－０１")]
    [InlineData(" 2024-5-1 ")]
    [InlineData("2024-05-01 00:00:00")]
    [InlineData("2024/5/1 0:00")]
    public void A_day_is_read_in_the_usual_forms(string text)
    {
        DayText.TryParse(text, out var day, out var problem).ShouldBeTrue(problem?.En);
        day.ShouldBe(new DateOnly(2024, 5, 1));
    }

    [Theory]
    [InlineData("", "day.empty")]
    [InlineData("2024-02-30", "day.impossible")]
    [InlineData("2023年2月29日", "day.impossible")]
    [InlineData("20241301", "day.impossible")]
    [InlineData("0000-01-01", "day.impossible")]
    [InlineData("1979-12-31", "day.out-of-range")]
    [InlineData("2100-01-01", "day.out-of-range")]
    [InlineData("5/1/2024", "day.order-unknown")]
    [InlineData("2024-05-01 13:00", "day.form")]
    [InlineData("2024-05/01", "day.form")]
    [InlineData("明天", "day.form")]
    [InlineData("45413", "day.excel-serial")]
    public void What_is_no_day_is_named(string text, string code)
    {
        DayText.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem!.Code.ShouldBe(code);
    }

    [Fact]
    public void A_spreadsheets_day_number_is_read_where_it_was_asked_for()
    {
        DayText.TryParse("45413", excelSerials: true, out var day, out _).ShouldBeTrue();
        day.ShouldBe(new DateOnly(2024, 5, 1));
        DayText.TryParse("10000", excelSerials: true, out _, out var problem).ShouldBeFalse();
        problem!.Code.ShouldBe("day.out-of-range");
    }

    [Fact]
    public void Every_day_is_read_from_each_of_its_forms() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 43_000)), offset =>
        {
            var day = new DateOnly(1980, 1, 1).AddDays(offset);
            return new[] { $"{day:yyyy-MM-dd}", $"{day:yyyy/M/d}", $"{day:yyyy年M月d日}", $"{day:yyyyMMdd}" }
                .All(text => DayText.TryParse(text, out var read, out _) && read == day);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_period_counts_in_the_year_it_was_completed()
    {
        AcademicPeriod.TryCreate(new(2023, 12, 28), new(2024, 1, 3), out var period, out _).ShouldBeTrue();
        (period.Days, period.YearOfCompletion, period.ToString()).ShouldBe((7, 2024, "2023-12-28/2024-01-03"));
        AcademicPeriod.TryParse(period.ToString(), out var again, out _).ShouldBeTrue();
        again.ShouldBe(period);
    }

    [Theory]
    [InlineData("2024-05-02", "2024-05-01", "period.ends-before-it-begins")]
    [InlineData("2024-01-01", "2025-01-01", "period.too-long")]
    [InlineData("1979-12-31", "1980-01-01", "day.out-of-range")]
    public void An_unlikely_period_is_named(string from, string to, string code)
    {
        AcademicPeriod.TryCreate(DateOnly.Parse(from), DateOnly.Parse(to), out _, out var problem).ShouldBeFalse();
        problem!.Code.ShouldBe(code);
        AcademicPeriod.TryCreate(new(2024, 1, 1), new(2024, 12, 31), out var leap, out _).ShouldBeTrue();
        leap.Days.ShouldBe(AcademicPeriod.MostDays);
    }
}
