using Ledger.Projections.CreditHours;
using Ledger.Projections.Engine;

namespace Ledger.Projections.AnnualSummaries;

/// <summary>
/// Figures of institutions and regions by year of completion, of recognised hours only. Folds the six facts of a credit account: each
/// account that a batch touches is taken out of the figures as it was and put in as it is.
/// </summary>
public sealed class AnnualSummariesProjection : IProjection
{
    private static readonly RowTable<Account> AccountTable = new RowTable<Account>("account")
        .Integer("year", account => account.Key.Year)
        .Uuid("person", account => account.Key.Person)
        .Text("entries", HeldEntries.Write);

    /// <summary>Figures that a rebuild holds in memory before it adds them to the tables; each is some hundred bytes.</summary>
    private const int MostFigures = 200_000;

    private const string UpsertAccounts = """
        insert into {schema}.account ({columns}) select {columns} from {rows}
        on conflict (year, person) do update set entries = excluded.entries
        """;

    public string Name => ReadModels.AnnualSummaries;

    public int Version => 2;

    public IReadOnlySet<string> Facts => CreditHoursProjection.AccountFacts;

    public IReadOnlyList<ProjectionTable> Tables { get; } =
    [
        new("account", "year, person"),
        new("place_year", "scope, year, place"),
        new("place_form", "scope, year, place, form, subject"),
        new("place_project", "scope, year, place, project"),
    ];

    public string Schema(string schema) => Sql.File("AnnualSummaries/Schema.sql", schema);

    public string Indexes(string schema) => "";

    public async Task Apply(IReadOnlyList<StoredFact> facts, FoldTarget target, CancellationToken cancellation)
    {
        var accounts = await Account.Fold(facts, existing => Load(existing, target, cancellation));
        var (fresh, known) = Account.Written(accounts);
        await AccountTable.Copy(target, fresh, cancellation);
        await AccountTable.Execute(target, UpsertAccounts, known, cancellation);

        var figures = new Figures();
        foreach (var account in accounts)
            figures.Replace(account);
        await FigureTables.Add(figures, target, cancellation);
    }

    public IFilling Filling(FoldTarget target)
    {
        var figures = new Figures();
        return new WholeAccounts(
            [AccountTable.Name],
            async (folded, cancellation) =>
            {
                await AccountTable.Copy(target, folded.Accounts, cancellation);
                foreach (var account in folded.Accounts)
                    figures.Replace(account);
                if (figures.Count > MostFigures)
                    await Write(cancellation);
            },
            Write);

        async Task Write(CancellationToken cancellation)
        {
            await FigureTables.Add(figures, target, cancellation);
            figures.Clear();
        }
    }

    private static Task Load(IReadOnlyDictionary<AccountKey, Account> accounts, FoldTarget target, CancellationToken cancellation) =>
        AccountRows.Read(
            target, AccountTable.Name, "e.entries", accounts,
            (account, row) =>
            {
                foreach (var entry in HeldEntries.Read(row.GetString(0)))
                    account.Load(entry);
            },
            cancellation);
}
