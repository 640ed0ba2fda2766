using System.Collections.Frozen;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;
using Ledger.Projections.Engine;

namespace Ledger.Projections.Directory;

/// <summary>
/// The directory on two times. Facts of an institution may come out of the order of their days, so the streams a batch touches are read
/// again from their beginning and drawn anew; they are short. The rows that come of it are the same however the batches were cut.
/// </summary>
public sealed class DirectoryProjection : IProjection
{
    private static readonly FrozenSet<string> Aliases = new[]
    {
        typeof(InstitutionRegistered), typeof(InstitutionRenamed), typeof(InstitutionListed), typeof(InstitutionDelisted),
        typeof(ContactChanged), typeof(EntryListed), typeof(EntryRenamed), typeof(EntryAuthorityChanged), typeof(EntryDetailsChanged),
        typeof(EntryNoLongerListed),
    }.Select(FactCatalog.NameOf).ToFrozenSet(StringComparer.Ordinal);

    public string Name => ReadModels.Directory;

    public int Version => 2;

    public IReadOnlySet<string> Facts => Aliases;

    public IReadOnlyList<ProjectionTable> Tables { get; } =
    [
        new("name", "institution, list, code, known_from, valid_from"),
        new("entry", "institution, list, code, known_from, valid_from"),
        new("detail", "institution, known_from, valid_from"),
    ];

    public string Schema(string schema) => Sql.File("Directory/Schema.sql", schema);

    public string Indexes(string schema) => Sql.File("Directory/Indexes.sql", schema);

    /// <exception cref="FormatException">A fact of an institution stands on a stream that is none.</exception>
    internal static string InstitutionOf(string streamId) =>
        streamId.StartsWith(StreamIds.InstitutionPrefix, StringComparison.Ordinal)
            ? streamId[StreamIds.InstitutionPrefix.Length..]
            : throw new FormatException("Not the stream of an institution.");

    public async Task Apply(IReadOnlyList<StoredFact> facts, FoldTarget target, CancellationToken cancellation)
    {
        var names = new ThingSet<NameValue>(DirectoryFold.NameKey, DirectoryFold.Name);
        var entries = new ThingSet<EntryValue>(DirectoryFold.EntryKey, DirectoryFold.Entry);
        var details = new ThingSet<DetailValue>(DirectoryFold.DetailKey, DirectoryFold.Detail);
        Add(await Earlier(facts, target, cancellation));
        names.Settle();
        entries.Settle();
        details.Settle();
        Add(facts);
        await DirectoryTables.Write(names, target, cancellation);
        await DirectoryTables.Write(entries, target, cancellation);
        await DirectoryTables.Write(details, target, cancellation);

        void Add(IEnumerable<StoredFact> some)
        {
            foreach (var fact in some)
            {
                names.Add(fact);
                entries.Add(fact);
                details.Add(fact);
            }
        }
    }

    /// <summary>What was folded before of the streams that the batch does not have from their first event.</summary>
    private static async Task<List<StoredFact>> Earlier(IReadOnlyList<StoredFact> facts, FoldTarget target, CancellationToken cancellation)
    {
        var known = facts.DistinctBy(fact => fact.StreamId).Where(fact => fact.Version > 1).Select(fact => fact.StreamId).ToArray();
        return known.Length == 0
            ? []
            : await FactReader.OfStreams(target.Connection, known, facts[0].Position - 1, Aliases, cancellation);
    }
}
