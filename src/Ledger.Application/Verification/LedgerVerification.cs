using System.Globalization;
using Ledger.Domain.Kernel;
using Ledger.Projections.Engine;
using Ledger.Sealing.Sealers;
using Ledger.Sealing.Verifying;
using Ledger.Transparency.Notes;
using Npgsql;

namespace Ledger.Application.Verification;

/// <param name="Log">What was found of the log.</param>
/// <param name="ReadModels">The read models that were refolded, and whether their rows are those that the log gives.</param>
public sealed record VerificationReport(LogReport Log, IReadOnlyList<ReadModelVerdict> ReadModels)
{
    public bool Passed => Log.Findings.None;
}

/// <param name="Position">Where rows and refold stand; null where the read model could not be refolded.</param>
public sealed record ReadModelVerdict(string Name, int Version, long? Position, long Rows, long Differing);

/// <param name="Step">What is gone through: the log, or a read model by name.</param>
/// <param name="Part">0 to 1.</param>
public sealed record VerificationStep(string Step, double Part);

/// <summary>Checks a whole ledger: its log, and every read model against a refold. Changes nothing that stays.</summary>
/// <param name="sealer">Whose home remembers what it has signed.</param>
public sealed class LedgerVerification(NpgsqlDataSource database, ProjectionRunner projections, LogSealer sealer)
{
    public const string LogStep = "log";

    private static readonly KnownCheckpoint[] Nothing = [];

    /// <param name="readModels">False leaves the refold out, which takes most of the time.</param>
    public async Task<VerificationReport> Run(
        IReadOnlyList<VerifierKey> keys, IReadOnlyList<KnownCheckpoint> checkpoints, bool readModels,
        IProgress<VerificationStep>? progress, CancellationToken cancellation)
    {
        var trusted = new Trusted(keys, [.. checkpoints, .. sealer.SignedHere is { } signed ? [signed] : Nothing], DotNetTypes);
        var log = await new LogVerifier(database).Run(trusted, Of(progress), cancellation);
        var verdicts = new List<ReadModelVerdict>();
        foreach (var projection in readModels ? projections.Projections : [])
            verdicts.Add(await Refold(projection, log.Findings, progress, cancellation));
        return new VerificationReport(log, verdicts);
    }

    private static Dictionary<string, string> DotNetTypes =>
        FactCatalog.Types.ToDictionary(pair => pair.Key, pair => FactCatalog.DotNetNameOf(pair.Value), StringComparer.Ordinal);

    private async Task<ReadModelVerdict> Refold(
        IProjection projection, Findings findings, IProgress<VerificationStep>? progress, CancellationToken cancellation)
    {
        try
        {
            var told = new Reporter<RebuildProgress>(at =>
                progress?.Report(new VerificationStep(projection.Name, at.Head == 0 ? 1 : (double)at.Position / at.Head)));
            var compared = await projections.Compare(projection.Name, told, cancellation);
            foreach (var row in compared.First)
                findings.Add(Told(compared, row));
            return new ReadModelVerdict(compared.Name, compared.Version, compared.Position, compared.Rows, compared.Differing);
        }
        catch (RefoldException error)
        {
            findings.Add(new Finding("read-model.not-comparable", $"读模型无法与账本比对：{error.Message}", error.Message, Object: projection.Name));
            return new ReadModelVerdict(projection.Name, projection.Version, null, 0, 0);
        }
    }

    private static Finding Told(ProjectionComparison compared, RowDifference row)
    {
        var key = string.Join(", ", row.Key.Select(column => $"{column.Column}={column.Value}"));
        var (zh, en) = row.Fault switch
        {
            RowFault.Missing => ("缺少账本所给出的一行", "A row that the log gives is missing"),
            RowFault.Extra => ("多出账本没有给出的一行", "There is a row that the log does not give"),
            _ => ($"列 {Columns(row)} 与账本不符", $"Columns {Columns(row)} are not what the log gives"),
        };
        return new Finding(
            "read-model.differs", $"{zh}（{key}）",
            string.Create(CultureInfo.InvariantCulture, $"{en} ({key}); {compared.Differing} rows differ at position {compared.Position}."),
            Object: $"{compared.Name}: {row.Table}");
    }

    private static string Columns(RowDifference row) => string.Join(", ", row.Columns.Select(column => column.Column));

    private static Reporter<VerificationProgress>? Of(IProgress<VerificationStep>? progress) => progress is null ? null
        : new Reporter<VerificationProgress>(at =>
            progress.Report(new VerificationStep(LogStep, at.Head == 0 ? 1 : (double)at.Position / at.Head)));

    /// <summary>Calls back at once, on the thread that reports.</summary>
    private sealed class Reporter<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
