using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Tests.CreditAccounts;

/// <summary>The quick way of writing must be no other way: what is stored, sealed and compared is the bytes.</summary>
public sealed class CreditFactsJsonTests
{
    private static readonly Gen<string?> Text = Gen.Elements(
        null, "", "a", "线上学习", "a\"b\\c/d", "<b>&'+`", "\u0001\t\r\n\u007f\u2028", "𠮷野家", "é", "１２", "\ud800", "x\udc00y", "\ufeff");

    private static readonly Gen<DateOnly> Day = Gen.Choose(1, DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber);

    private static readonly Gen<decimal> Hours = Gen.Elements(
        0m, 1m, 8.5m, 8.50m, 0.0000000001m, -3.25m, 90m, decimal.MaxValue, decimal.MinValue, 1e28m);

    private static readonly Gen<Guid> Id = Gen.Fresh(Guid.NewGuid);

    private static readonly Gen<Act> Acts =
        from day in Day
        from actor in Text
        from rule in Gen.OneOf(Gen.Constant<RuleReference?>(null), Rule)
        from document in Text
        from evidence in Gen.OneOf(Gen.Constant<Evidence[]?>(null), Shown.ArrayOf().Select(shown => (Evidence[]?)shown))
        select new Act(day, actor!, rule, document, evidence);

    private static Gen<RuleReference?> Rule =>
        from pack in Text
        from version in Text
        from article in Text
        select (RuleReference?)new RuleReference(pack!, version!, article!);

    private static Gen<Evidence> Shown =>
        from kind in Text
        from digest in Text
        from isNull in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select isNull ? null! : new Evidence(kind!, digest!);

    private static Gen<IFact> Facts => Gen.OneOf(
        from act in Acts
        from entry in Id
        from form in Gen.Elements(Enum.GetValues<LearningForm>())
        from subject in Gen.Elements(Enum.GetValues<SubjectKind>())
        from hours in Hours
        from project in Text
        from activity in Text
        from provider in Text
        from days in Day.Two()
        from division in Text
        from import in Text
        select (IFact)new HoursClaimed(
            act, entry, form, subject, hours, project, activity!, provider, days.Item1, days.Item2, division, import),
        from act in Gen.OneOf(Acts, Gen.Constant<Act>(null!))
        from entry in Id
        from hours in Hours
        select (IFact)new HoursRecognised(act, entry, hours));

    [Fact]
    public void They_are_written_to_the_byte_as_the_serializer_writes_them() => Prop.ForAll(Arb.From(Facts), fact =>
        FactCatalog.Write(fact).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), FactCatalog.Json)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void A_number_that_is_no_word_is_not_written()
    {
        var act = new Act(new DateOnly(2024, 1, 1), "institution");
        var odd = new HoursClaimed(
            act, Guid.NewGuid(), (LearningForm)7, SubjectKind.Public, 1m, null, "a", null, act.On, act.On, null, null);
        Should.Throw<JsonException>(() => FactCatalog.Write(odd));
    }
}
