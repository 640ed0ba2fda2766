using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Application.Codes;
using Ledger.Application.Commands;
using Ledger.Application.HoursImport;
using Ledger.Application.People;
using Ledger.Application.Tests.People;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;
using Ledger.Testing;

namespace Ledger.Application.Tests.HoursImport;

/// <summary>What one import came to.</summary>
internal sealed record Imported(HoursImportReport Report, byte[] Rejects, string Receipts)
{
    public string RejectsText => Encoding.UTF8.GetString(Rejects);

    public IEnumerable<string> Codes => Report.RejectedRows.SelectMany(row => row.Reasons).Select(reason => reason.Code);
}

/// <summary>A ledger of its own, and files of synthetic people to import into it.</summary>
internal sealed class ImportScene : IAsyncDisposable
{
    public const string Header = "身份证件号码,姓名,工作单位,单位所在区划,年度,项目编号,学习内容,学习形式,科目类别,学时,开始日期,结束日期,施教机构";

    private ImportScene(TestDatabase database, PeopleVault vault) => (Database, Vault) = (database, vault);

    public TestDatabase Database { get; }

    public PeopleVault Vault { get; }

    public NpgsqlEventStore Store => _store ??= new NpgsqlEventStore(Database.Service);

    private NpgsqlEventStore? _store;

    public HoursImporter Importer => ImporterOn(Store);

    public static async Task<ImportScene> Begin()
    {
        var database = await TestDatabase.Create(async (source, cancellation) =>
        {
            await PeopleMigrations.Apply(source, cancellation);
            await CodeMigrations.Apply(source, cancellation);
        });
        var keys = new PeopleKeys(SHA256.HashData("a master key for tests"u8));
        return new ImportScene(
            database, await PeopleVault.Open(database.Service, keys, RandomNumberGenerator.Create(), CancellationToken.None));
    }

    public HoursImporter ImporterOn(IEventStore store) =>
        new(
            store, Vault, RulePackCatalog.Jiangxi, new CurrentDivisions(Database.Service), new Noon(),
            new TimeOrderedIds(TimeProvider.System));

    public static string Row(
        int person = 1, string activity = "合成课程一", string hours = "24", string subject = "专业科目", string form = "培训班",
        string from = "2025-05-06", string to = "2025-05-09", string project = "", string? name = null, string? number = null,
        string year = "2025", string division = "360102", string provider = "") =>
        string.Join(',', number ?? Synthetic.Number(person), name ?? $"合成甲{person:D4}", "合成单位", division, year, project, activity, form,
            subject, hours, from, to, provider);

    public static string File(params string[] rows) => Header + "\r\n" + string.Concat(rows.Select(row => row + "\r\n"));

    public Task<Imported> Import(string file, HoursImportRequest? request = null) => Import(Encoding.UTF8.GetBytes(file), request);

    public async Task<Imported> Import(
        byte[] file, HoursImportRequest? request = null, IProgress<ImportProgress>? progress = null, HoursImporter? importer = null,
        CancellationToken cancellation = default)
    {
        using var rejects = new MemoryStream();
        using var receipts = new MemoryStream();
        request = (request ?? new HoursImportRequest()) with { Rejects = rejects, Receipts = receipts };
        var report = await (importer ?? Importer).Run(new MemoryStream(file), "hours.csv", request, progress, cancellation);
        return new Imported(report, rejects.ToArray(), Encoding.UTF8.GetString(receipts.ToArray()));
    }

    public async Task<CreditAccount> Account(int person, int year = 2025)
    {
        var id = await Vault.Find(Synthetic.Identity(person), CancellationToken.None);
        var slice = await Store.ReadStream(
            Domain.Kernel.StreamIds.Credits(year, id ?? Guid.Empty), UpTo.Now, CancellationToken.None);
        return CreditAccount.Fold(FactCodec.Facts(slice));
    }

    public async Task<long> Count(string from)
    {
        await using var command = Database.DataSource.CreateCommand($"select count(*) from {from}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>A day on which the year of the tests is over.</summary>
    private sealed class Noon : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse("2026-01-15T04:00:00Z", CultureInfo.InvariantCulture);
    }
}
