using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;
using Ledger.Domain.RulePacks;
using static Ledger.Domain.Tests.Kernel.Samples;

namespace Ledger.Domain.Tests.Institutions;

/// <summary>What facts come to, where no command writes them or where order matters.</summary>
public sealed class FoldTests
{
    public static EntryListed OnTheList { get; } = new(
        new Act(Day("2020-06-30"), "教育部"), "moe-regular-hei", "4136010403", "示例大学", "江西省", "南昌市", "江西省", "本科", null);

    private static readonly EntryRenamed RenamedOnTheList = new(
        new Act(Day("2021-06-30"), "教育部"), "moe-regular-hei", "4136010403", "示例大学", "示例师范大学");

    [Fact]
    public void An_entry_of_a_list_makes_an_institution_known_by_its_names()
    {
        var known = Institution.Fold([OnTheList, RenamedOnTheList]).ShouldBeOfType<Institution.KnownFromList>();

        known.Name.ShouldBe("示例师范大学");
        known.FormerNames.ShouldBe(["示例大学"]);
        known.Entries.ShouldHaveSingleItem().OnList.ShouldBeTrue();
    }

    [Fact]
    public void A_lists_word_does_not_rename_an_institution_that_has_registered()
    {
        var registered = Institution.Fold([OnTheList, Registered, RenamedOnTheList]).ShouldBeOfType<Institution.Registered>();

        registered.Name.ShouldBe("示例培训中心");
        registered.Entries.ShouldHaveSingleItem().Name.ShouldBe("示例师范大学");
    }

    [Fact]
    public void Leaving_a_list_ends_no_listing()
    {
        var gone = new EntryNoLongerListed(new Act(Day("2025-06-30"), "教育部"), "moe-regular-hei", "4136010403");
        var registered = Institution.Fold([OnTheList, .. UpToListed, gone]).ShouldBeOfType<Institution.Registered>();

        registered.Entries.ShouldHaveSingleItem().OnList.ShouldBeFalse();
        registered.Listing(L1).ShouldBeOfType<Listing.Current>();
    }

    [Fact]
    public void What_a_list_prints_of_an_entry_follows_the_list()
    {
        var authority = new EntryAuthorityChanged(new Act(Day("2022-06-30"), "教育部"), "moe-regular-hei", "4136010403", "江西省", "教育部");
        var details = new EntryDetailsChanged(new Act(Day("2022-06-30"), "教育部"), "moe-regular-hei", "4136010403", "江西", null, null, null);

        var entry = Institution.Fold([OnTheList, authority, details]).Entries.ShouldHaveSingleItem();

        (entry.Authority, entry.Region).ShouldBe(("教育部", "江西"));
    }

    [Fact]
    public void The_determining_authorities_are_those_of_the_determination_whatever_is_reorganised_later()
    {
        var registered = Institution.Fold(UpToListed).ShouldBeOfType<Institution.Registered>();

        var current = registered.Listing(L1).ShouldBeOfType<Listing.Current>();
        (current.Lead, current.Co, current.Since).ShouldBe((CityHealth, CityHr, Day("2024-04-01")));
    }

    [Fact]
    public void What_has_ended_stays_ended_whatever_a_stream_says_later()
    {
        var registered = Institution.Fold([.. UpToDelisted, Listed, Determined]).ShouldBeOfType<Institution.Registered>();

        registered.Listing(L1).ShouldBeOfType<Listing.Ended>().On.ShouldBe(Day("2025-04-01"));
    }

    [Fact]
    public void Facts_of_another_time_or_kind_are_passed_over()
    {
        Institution[] unchanged =
        [
            Institution.Fold([Listed, Delisted, Reviewed, Assessed]),
            Institution.Fold([Opened, Issued]),
        ];

        unchanged.ShouldAllBe(institution => institution == Institution.Initial);
    }

    [Fact]
    public void A_publication_without_its_determination_still_happened()
    {
        var registered = Institution.Fold([Registered, Listed]).ShouldBeOfType<Institution.Registered>();

        registered.Standing(ListingKind.Professional, CityHealth).ShouldBeOfType<Listing.Current>();
    }

    [Fact]
    public void Outcomes_stand_with_what_they_answer()
    {
        var registered = Institution.Fold([
            Registered, Ordered, new CorrectionFailed(By(CityHealth, "2024-06-02", Rules.Correction), "o1", "逾期仍未公布"),
            Assessed, new AssessmentPublished(By(CityHr, "2025-02-01", Rules.AssessmentPublication), "s1"),
        ]).ShouldBeOfType<Institution.Registered>();

        registered.Correction("o1").ShouldBeOfType<Correction.Failed>().Order.ShouldBe(Ordered);
        registered.Assessment("s1").ShouldBeOfType<Assessment.Published>().Fact.ShouldBe(Assessed);
    }
}
