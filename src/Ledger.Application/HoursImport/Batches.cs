using System.Threading.Channels;
using Ledger.Application.Commands;
using Ledger.Application.Files;
using Ledger.Application.People;
using Ledger.Domain.Values;

namespace Ledger.Application.HoursImport;

/// <summary>A row with its person, or with the reasons why it has none.</summary>
/// <param name="Person">Meaningless where there are reasons.</param>
/// <param name="Known">False in a dry run for a person who is not enrolled: there is no account to read.</param>
internal readonly record struct ResolvedRow(RowReading Reading, Guid Person, bool Known)
{
    public bool Rejected => Reading.Row is null;
}

/// <summary>
/// Reads the file ahead of the appends: one task parses rows, one resolves people, each at most a batch ahead, so that both cores have
/// work and memory stays flat. The order of rows is kept.
/// </summary>
internal sealed class Batches(PeopleVault vault, TableFile file, RowReader rows, bool enrol)
{
    private const int MostRows = ImportLimits.RowsPerBatch + ImportLimits.RowsPastBatch;

    private static readonly RowReason OtherName = new(
        null, null, "identity.other-name", "该证件号码已以另一姓名登记", "This identity number is enrolled under another name.",
        "请核对姓名和证件号码，其中一项有误");

    /// <summary>For a dry run: those whom it would have enrolled, and the name each came with first. Two ids a person.</summary>
    private readonly Dictionary<Guid, Guid> _named = [];

    private readonly Channel<List<RowReading>> _parsed = Channel.CreateBounded<List<RowReading>>(ImportLimits.BatchesAhead);
    private readonly Channel<ResolvedRow[]> _resolved = Channel.CreateBounded<ResolvedRow[]>(ImportLimits.BatchesAhead);

    public ChannelReader<ResolvedRow[]> Resolved => _resolved.Reader;

    /// <summary>Ends when the file does, or when the token says so. A failure reaches whoever reads <see cref="Resolved"/>.</summary>
    public Task Run(CancellationToken cancellation) => Task.WhenAll(
        Task.Run(() => Feed(_parsed.Writer, () => Parse(cancellation)), CancellationToken.None),
        Task.Run(() => Feed(_resolved.Writer, () => Resolve(cancellation)), CancellationToken.None));

    private static async Task Feed<T>(ChannelWriter<T> writer, Func<Task> work)
    {
        try
        {
            await work();
            writer.Complete();
        }
        catch (Exception error)
        {
            writer.Complete(error);
        }
    }

    private async Task Parse(CancellationToken cancellation)
    {
        var batch = new List<RowReading>(MostRows);
        foreach (var row in file.Rows(cancellation))
        {
            if (ControlTotals.IsControl(row))
                continue;
            var reading = rows.Read(row);
            if (IsFull(batch, reading))
            {
                await _parsed.Writer.WriteAsync(batch, cancellation);
                batch = new List<RowReading>(MostRows);
            }

            batch.Add(reading);
        }

        if (batch.Count > 0)
            await _parsed.Writer.WriteAsync(batch, cancellation);
    }

    /// <summary>A batch is written beside the one before where the two have no account in common.</summary>
    private static bool IsFull(List<RowReading> batch, in RowReading next) =>
        batch.Count == MostRows || (batch.Count >= ImportLimits.RowsPerBatch && !IsSamePerson(batch[^1], next));

    private static bool IsSamePerson(in RowReading one, in RowReading next) =>
        one.Row is { Identity.Number: var number } && next.Row is { Identity.Number: var following }
        && number.Reveal() == following.Reveal();

    private async Task Resolve(CancellationToken cancellation)
    {
        await foreach (var batch in _parsed.Reader.ReadAllAsync(cancellation))
            await _resolved.Writer.WriteAsync(await Resolve(batch, cancellation), cancellation);
    }

    /// <summary>A person with twelve rows in the batch is looked up once; the latest row says the employer.</summary>
    private async Task<ResolvedRow[]> Resolve(List<RowReading> batch, CancellationToken cancellation)
    {
        var places = new Dictionary<(string Number, string Name), int>();
        var identities = new List<Identity>();
        foreach (var (_, row, _) in batch)
        {
            if (row is null)
                continue;
            if (places.TryAdd((row.Identity.Number.Reveal(), row.Identity.Name), identities.Count))
                identities.Add(row.Identity);
            else if (places[(row.Identity.Number.Reveal(), row.Identity.Name)] is var place && row.Identity.AsOf > identities[place].AsOf)
                identities[place] = row.Identity;
        }

        var people = await vault.Resolve(identities, enrol, cancellation);
        return [.. batch.Select(reading => reading.Row is { } row
            ? With(reading, row, people[places[(row.Identity.Number.Reveal(), row.Identity.Name)]])
            : new ResolvedRow(reading, default, false))];
    }

    private ResolvedRow With(RowReading reading, HoursRow row, Resolved person) => person switch
    {
        { OtherName: true } => new(reading with { Row = null, Reasons = [OtherName] }, default, false),
        { Person: var id } when id != Guid.Empty => new(reading, id, true),
        _ => WithUnknown(reading, row.Identity),
    };

    /// <summary>A dry run enrols nobody; within it the same number is the same person all the same, under one name.</summary>
    private ResolvedRow WithUnknown(RowReading reading, Identity identity)
    {
        var person = DerivedIds.From("dry run", identity.Number.Reveal());
        var name = DerivedIds.From("dry run name", NameKey.Of(identity.Name));
        return _named.TryAdd(person, name) || _named[person] == name
            ? new(reading, person, false)
            : new(reading with { Row = null, Reasons = [OtherName] }, default, false);
    }
}
