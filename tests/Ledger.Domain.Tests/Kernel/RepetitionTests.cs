using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;

namespace Ledger.Domain.Tests.Kernel;

public sealed class RepetitionTests
{
    private static readonly Evidence Item = new("申报材料", new string('a', 64));
    private static readonly InstitutionRegistered Shown = Registered with { Act = Registered.Act with { Evidence = [Item] } };

    [Fact]
    public void The_same_words_are_a_repeat_whatever_version_of_the_rules_is_named() => (Shown with
    {
        Act = Shown.Act with { Evidence = [Item], Rule = Shown.Act.Rule! with { Version = "2027.1" } },
    }).Repeats(Shown).ShouldBeTrue();

    [Fact]
    public void Another_day_actor_document_or_evidence_is_another_thing()
    {
        Act[] others =
        [
            Shown.Act with { On = Shown.Act.On.AddDays(1) },
            Shown.Act with { By = CityHr },
            Shown.Act with { Document = "赣人社规〔2023〕1号" },
            Shown.Act with { Evidence = [Item, Item] },
            Shown.Act with { Evidence = null },
        ];

        others.Where(act => (Shown with { Act = act }).Repeats(Shown)).ShouldBeEmpty();
    }

    [Fact]
    public void Another_kind_of_fact_or_none_is_no_repeat()
    {
        Shown.Repeats(null).ShouldBeFalse();
        new CorrectionAccepted(Shown.Act, "o1").Repeats(new AssessmentPublished(Shown.Act, "o1")).ShouldBeFalse();
    }

    [Fact]
    public void Acts_are_equal_by_their_evidence_too()
    {
        var read = Shown.Act with { Evidence = [Item with { }] };

        read.ShouldBe(Shown.Act);
        read.GetHashCode().ShouldBe(Shown.Act.GetHashCode());
        (read with { Evidence = [Item with { Kind = "送达回证" }] }).ShouldNotBe(Shown.Act);
    }
}
