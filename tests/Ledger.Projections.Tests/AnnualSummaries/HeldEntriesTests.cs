using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.CreditAccounts;
using Ledger.Projections.AnnualSummaries;
using Ledger.Projections.CreditHours;

namespace Ledger.Projections.Tests.AnnualSummaries;

public sealed class HeldEntriesTests
{
    private static readonly Guid Person = new("00000000-0000-0000-0000-000000000001");

    [Fact]
    public void What_is_read_is_what_the_figures_need_of_what_was_written() =>
        Prop.ForAll(Entry().ArrayOf().ToArbitrary(), Holds).QuickCheckThrowOnFailure();

    [Fact]
    public void The_form_can_be_written_by_hand()
    {
        var entry = new Guid("0a000000-0000-0000-0000-00000000000b");
        var written = HeldEntries.Write(Of([new CreditEntryRow(
            entry, LearningForm.Course, SubjectKind.Professional, CreditEntryStatus.Recognised, 9m, 8.50m, "甲\"\n", "培训", null,
            new(2024, 6, 1), new(2024, 6, 30), "360102", null, null, null, 1, 2)]));
        written.ShouldBe("""[["0a000000-0000-0000-0000-00000000000b",1,1,1,8.50,"甲\"\n",null,"360102"]]""");
        HeldEntries.Write(Of([])).ShouldBe("[]");
    }

    private static void Holds(CreditEntryRow[] entries)
    {
        var account = Of(entries);
        var read = HeldEntries.Read(HeldEntries.Write(account)).ToList();
        read.ShouldBe(account.InOrder.Select(entry => entry with
        {
            ClaimedHours = 0,
            Activity = "",
            From = default,
            To = default,
            Replaces = null,
            ReplacedBy = null,
            Note = null,
            ClaimedAt = 0,
            ChangedAt = 0,
        }));
        // Equal is not enough: 8.50 has other digits than 8.5.
        read.Select(entry => entry.Hours.Scale).ShouldBe(account.InOrder.Select(entry => entry.Hours.Scale));
        // Rows of two generations are compared by their texts: entries that came in another order give the same.
        HeldEntries.Write(Of([.. entries.Reverse()])).ShouldBe(HeldEntries.Write(account));
    }

    private static Account Of(CreditEntryRow[] entries)
    {
        var account = new Account(new AccountKey(2024, Person), isNew: false);
        foreach (var entry in entries.DistinctBy(entry => entry.Entry))
            account.Load(entry);
        return account;
    }

    private static Gen<CreditEntryRow> Entry() =>
        from bytes in Gen.Choose(0, 255).ArrayOf(16)
        from form in Gen.Elements(Enum.GetValues<LearningForm>())
        from subject in Gen.Elements(Enum.GetValues<SubjectKind>())
        from status in Gen.Elements(Enum.GetValues<CreditEntryStatus>())
        from hours in Gen.Elements(0m, 0.5m, 8m, 8.50m, 90.00m, decimal.MaxValue)
        from project in Text()
        from provider in Text()
        from division in Text()
        select new CreditEntryRow(
            new Guid([.. bytes.Select(one => (byte)one)]), form, subject, status, hours, hours, project, "培训", provider,
            new(2024, 6, 1), new(2024, 6, 30), division, null, null, "注", 1, 2);

    private static Gen<string?> Text() => Gen.OneOf(
        Gen.Constant<string?>(null),
        Gen.Elements('a', ' ', '"', '\\', '\n', '\u0001', '\u007F', '\u2028', '甲', '+', '<', ',', ']')
            .ArrayOf().Select(letters => (string?)(new string(letters) + "𠮷")));
}
