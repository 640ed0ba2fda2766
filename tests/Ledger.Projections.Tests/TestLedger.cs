using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Projections.AnnualSummaries;
using Ledger.Projections.CreditHours;
using Ledger.Projections.Directory;
using Ledger.Projections.Engine;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Projections.Tests;

/// <summary>A database with the store and every read model, and facts put into it one after another.</summary>
internal sealed class TestLedger : IAsyncDisposable
{
    public static readonly CancellationToken Never = CancellationToken.None;

    /// <summary>Of Order 259 Art. 10; the tests of the pack itself stand elsewhere.</summary>
    public static readonly YearRule Rule = new(90, 2, 3, FirstYear: 2023);

    private readonly TestDatabase database;
    private readonly NpgsqlEventStore store;

    private TestLedger(TestDatabase database)
    {
        this.database = database;
        store = new NpgsqlEventStore(database.Service);
        Runner = Another();
        Directory = new DirectoryQueries(database.Service);
        CreditHours = new CreditHoursQueries(database.Service, Rule);
        AnnualSummaries = new AnnualSummaryQueries(database.Service);
    }

    /// <summary>As its owner: what is not the service's to do.</summary>
    public NpgsqlDataSource Database => database.DataSource;

    /// <summary>As the service logs in.</summary>
    public NpgsqlDataSource Service => database.Service;

    public string ConnectionString => database.ConnectionString;

    public IEventStore Store => store;

    public ProjectionRunner Runner { get; }

    public DirectoryQueries Directory { get; }

    public CreditHoursQueries CreditHours { get; }

    public AnnualSummaryQueries AnnualSummaries { get; }

    public static async Task<TestLedger> Create() => new(await TestDatabase.Create(Prepare));

    /// <summary>As another process would have it.</summary>
    public ProjectionRunner Another(IReadOnlyList<IProjection>? projections = null) =>
        new(database.Service, projections ?? ReadModels.All, TimeProvider.System);

    /// <returns>The position of the fact.</returns>
    public async Task<long> Append(string stream, IFact fact)
    {
        var written = new NewEvent(Guid.NewGuid(), FactCatalog.NameOf(fact.GetType()), null, FactCatalog.Write(fact));
        var request = new AppendRequest([new StreamAppend(stream, null, ExpectedVersion.Any, [written])], EventMetadata.None);
        return (await store.Append(request, Never)).ShouldBeOfType<AppendOutcome.Appended>().LastPosition;
    }

    /// <summary>A fact as no program of ours would write it.</summary>
    public async Task<long> AppendRaw(string stream, string type, string json)
    {
        var written = new NewEvent(Guid.NewGuid(), type, null, System.Text.Encoding.UTF8.GetBytes(json));
        var request = new AppendRequest([new StreamAppend(stream, null, ExpectedVersion.Any, [written])], EventMetadata.None);
        return (await store.Append(request, Never)).ShouldBeOfType<AppendOutcome.Appended>().LastPosition;
    }

    public async Task AppendAll(IEnumerable<(string Stream, IReadOnlyList<IFact> Facts)> streams)
    {
        var appends = streams.Select(one => new StreamAppend(
            one.Stream, null, ExpectedVersion.Any,
            [.. one.Facts.Select(fact => new NewEvent(
                Guid.NewGuid(), FactCatalog.NameOf(fact.GetType()), null, FactCatalog.Write(fact)))])).ToList();
        (await store.BulkAppend(appends, EventMetadata.None, Never)).ShouldBeOfType<AppendOutcome.Appended>();
    }

    public Task<IReadOnlyList<ProjectionStatus>> CatchUp() => Runner.CatchUp(Never);

    public async Task<long> Scalar(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<string> Lines(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    public async Task<Dictionary<string, ProjectionChecksum>> Checksums()
    {
        var sums = new Dictionary<string, ProjectionChecksum>();
        foreach (var projection in Runner.Projections)
            sums.Add(projection.Name, await Runner.Checksum(projection.Name, Never));
        return sums;
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await database.DisposeAsync();
    }

    private static async Task Prepare(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await new ProjectionRunner(database, ReadModels.All, TimeProvider.System).Prepare(cancellation);
        await TestDatabase.Grant(database, ProjectionMigrations.Schemas(ReadModels.All));
    }
}
