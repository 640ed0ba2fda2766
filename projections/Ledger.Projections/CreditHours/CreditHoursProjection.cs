using System.Collections.Frozen;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Ledger.Projections.Engine;

namespace Ledger.Projections.CreditHours;

/// <summary>
/// The credit-hour database of Order 259 Art. 20. Folds the six facts of a credit account; an account is folded whole, so its year's
/// figures are sums over its entries and never drift from them.
/// </summary>
public sealed class CreditHoursProjection : IProjection
{
    internal static FrozenSet<string> AccountFacts { get; } = new[]
    {
        FactCatalog.NameOf(typeof(HoursClaimed)), FactCatalog.NameOf(typeof(HoursRecognised)), FactCatalog.NameOf(typeof(HoursRefused)),
        FactCatalog.NameOf(typeof(HoursReversed)), FactCatalog.NameOf(typeof(HoursRestated)), FactCatalog.NameOf(typeof(HoursRevoked)),
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly RowTable<(AccountKey Account, CreditEntryRow Entry)> EntryTable =
        new RowTable<(AccountKey Account, CreditEntryRow Entry)>("entry")
            .Integer("year", row => row.Account.Year)
            .Uuid("person", row => row.Account.Person)
            .Uuid("entry", row => row.Entry.Entry)
            .Small("form", row => (short)row.Entry.Form)
            .Small("subject", row => (short)row.Entry.Subject)
            .Small("status", row => (short)row.Entry.Status)
            .Numeric("claimed_hours", row => row.Entry.ClaimedHours)
            .Numeric("hours", row => row.Entry.Hours)
            .Text("project", row => row.Entry.Project)
            .Text("activity", row => row.Entry.Activity)
            .Text("provider", row => row.Entry.Provider)
            .Date("first_day", row => row.Entry.From)
            .Date("last_day", row => row.Entry.To)
            .Text("division", row => row.Entry.Division)
            .Uuid("replaces", row => row.Entry.Replaces)
            .Uuid("replaced_by", row => row.Entry.ReplacedBy)
            .Text("note", row => row.Entry.Note)
            .Big("claimed_at", row => row.Entry.ClaimedAt)
            .Big("changed_at", row => row.Entry.ChangedAt);

    private static readonly RowTable<Account> YearTable = new RowTable<Account>("person_year")
        .Integer("year", account => account.Key.Year)
        .Uuid("person", account => account.Key.Person)
        .Numeric("total", account => account.Entries.Sum(entry => entry.Hours))
        .Numeric("public_hours", account => HoursOf(account, SubjectKind.Public))
        .Numeric("professional_hours", account => HoursOf(account, SubjectKind.Professional))
        .Integer("entries", account => account.Entries.Count)
        .Integer("recognised", account => account.Entries.Count(entry => entry.Status == CreditEntryStatus.Recognised))
        .Text("division", account => account.Entries.Where(entry => entry.Division is not null).MaxBy(entry => entry.ClaimedAt)?.Division);

    private const string UpsertEntries = """
        insert into {schema}.entry ({columns}) select {columns} from {rows}
        on conflict (year, person, entry) do update set
          status = excluded.status, hours = excluded.hours, replaced_by = excluded.replaced_by, note = excluded.note,
          changed_at = excluded.changed_at
        """;

    private const string UpsertYears = """
        insert into {schema}.person_year ({columns}) select {columns} from {rows}
        on conflict (year, person) do update set
          total = excluded.total, public_hours = excluded.public_hours, professional_hours = excluded.professional_hours,
          entries = excluded.entries, recognised = excluded.recognised, division = excluded.division
        """;

    public string Name => ReadModels.CreditHours;

    public int Version => 1;

    public IReadOnlySet<string> Facts => AccountFacts;

    public IReadOnlyList<ProjectionTable> Tables { get; } = [new("entry", "year, person, entry"), new("person_year", "year, person")];

    public string Schema(string schema) => Sql.File("CreditHours/Schema.sql", schema);

    public string Indexes(string schema) => "";

    public async Task Apply(IReadOnlyList<StoredFact> facts, FoldTarget target, CancellationToken cancellation)
    {
        var accounts = await Account.Fold(facts, existing => Load(existing, target, cancellation));
        var (fresh, known) = Account.Written(accounts);
        await EntryTable.Copy(target, Account.ChangedOf(fresh), cancellation);
        await YearTable.Copy(target, fresh, cancellation);
        await EntryTable.Execute(target, UpsertEntries, [.. Account.ChangedOf(known)], cancellation);
        await YearTable.Execute(target, UpsertYears, known, cancellation);
    }

    public IFilling Filling(FoldTarget target) => new WholeAccounts(
        [EntryTable.Name, YearTable.Name],
        async (folded, cancellation) =>
        {
            await EntryTable.Copy(target, folded.Entries, cancellation);
            await YearTable.Copy(target, folded.Accounts, cancellation);
        });

    private static decimal HoursOf(Account account, SubjectKind subject) =>
        account.Entries.Where(entry => entry.Subject == subject).Sum(entry => entry.Hours);

    private static Task Load(IReadOnlyDictionary<AccountKey, Account> accounts, FoldTarget target, CancellationToken cancellation) =>
        AccountRows.Read(
            target, EntryTable.Name, EntryReader.Columns, accounts, (account, row) => account.Load(EntryReader.Read(row)), cancellation);
}
