using Ledger.Domain.CreditAccounts;
using Ledger.Projections.CreditHours;
using Ledger.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.AnnualSummaries;

/// <summary>
/// Figures of institutions and regions by year of completion, of recognised hours only. Folds the six facts of a credit account: each
/// account that a batch touches is taken out of the figures as it was and put in as it is.
/// </summary>
public sealed class AnnualSummariesProjection : IProjection
{
    private static readonly RowTable<(AccountKey Account, CreditEntryRow Entry)> EntryTable =
        new RowTable<(AccountKey Account, CreditEntryRow Entry)>("entry")
            .Integer("year", row => row.Account.Year)
            .Uuid("person", row => row.Account.Person)
            .Uuid("entry", row => row.Entry.Entry)
            .Small("form", row => (short)row.Entry.Form)
            .Small("subject", row => (short)row.Entry.Subject)
            .Small("status", row => (short)row.Entry.Status)
            .Numeric("hours", row => row.Entry.Hours)
            .Text("project", row => row.Entry.Project)
            .Text("provider", row => row.Entry.Provider)
            .Text("division", row => row.Entry.Division);

    /// <summary>Figures that a rebuild holds in memory before it adds them to the tables; each is some hundred bytes.</summary>
    private const int MostFigures = 200_000;

    private const string UpsertEntries = """
        insert into {schema}.entry ({columns}) select {columns} from {rows}
        on conflict (year, person, entry) do update set status = excluded.status, hours = excluded.hours
        """;

    public string Name => ReadModels.AnnualSummaries;

    public int Version => 1;

    public IReadOnlySet<string> Facts => CreditHoursProjection.AccountFacts;

    public IReadOnlyList<ProjectionTable> Tables { get; } =
    [
        new("entry", "year, person, entry"),
        new("place_year", "scope, year, place"),
        new("place_form", "scope, year, place, form, subject"),
        new("place_project", "scope, year, place, project"),
    ];

    public string Schema(string schema) => Sql.File("AnnualSummaries/Schema.sql", schema);

    public string Indexes(string schema) => "";

    public async Task Apply(IReadOnlyList<StoredFact> facts, FoldTarget target, CancellationToken cancellation)
    {
        var accounts = await Account.Fold(facts, existing => Load(existing, target, cancellation));
        await EntryTable.Copy(target, Account.ChangedOf(accounts.Where(account => account.IsNew)), cancellation);
        await EntryTable.Execute(target, UpsertEntries, [.. Account.ChangedOf(accounts.Where(account => !account.IsNew))], cancellation);

        var figures = new Figures();
        foreach (var account in accounts)
            figures.Replace(account);
        await FigureTables.Add(figures, target, cancellation);
    }

    public IFilling Filling(FoldTarget target)
    {
        var figures = new Figures();
        return new WholeAccounts(
            [EntryTable.Name],
            async (folded, cancellation) =>
            {
                await EntryTable.Copy(target, folded.Entries, cancellation);
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

    private static async Task Load(IReadOnlyDictionary<AccountKey, Account> accounts, FoldTarget target, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"""
            select e.year, e.person, e.entry, e.form, e.subject, e.status, e.hours, e.project, e.provider, e.division
            from unnest($1::integer[], $2::uuid[]) as k(year, person)
            join {target.Schema}.entry e on e.year = k.year and e.person = k.person
            """, target.Connection);
        command
            .With(NpgsqlDbType.Array | NpgsqlDbType.Integer, accounts.Keys.Select(key => key.Year).ToArray())
            .With(NpgsqlDbType.Array | NpgsqlDbType.Uuid, accounts.Keys.Select(key => key.Person).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            accounts[new AccountKey(reader.GetInt32(0), reader.GetGuid(1))].Load(Entry(reader));
    }

    /// <summary>With what the figures need; the rest of an entry is not kept here.</summary>
    private static CreditEntryRow Entry(NpgsqlDataReader reader) => new(
        reader.GetGuid(2), (LearningForm)reader.GetInt16(3), (SubjectKind)reader.GetInt16(4), (CreditEntryStatus)reader.GetInt16(5),
        ClaimedHours: 0, reader.GetDecimal(6), reader.Text(7), Activity: "", reader.Text(8), From: default, To: default, reader.Text(9),
        Replaces: null, ReplacedBy: null, Note: null, ClaimedAt: 0, ChangedAt: 0);
}
