using Ledger.Domain.Kernel;

namespace Ledger.Domain.Editions;

// The names and properties below are what is stored. Add new optional properties; never rename, retype or remove one.

/// <summary>
/// The statistics of a year were published: the figures that the log gives at a position, named by the digest of their canonical rows.
/// Whoever folds the log to that position gets the same rows. On the stream <c>edition-{year}</c>.
/// </summary>
/// <param name="Projection">The read model whose rows they are.</param>
/// <param name="ProjectionVersion">Of its fold.</param>
/// <param name="Position">The position the figures stand at; lower than that of this fact.</param>
/// <param name="Rows">Of the canonical form.</param>
/// <param name="Sha256">Of the canonical form, 64 lower-case hexadecimal characters.</param>
[FactName("edition.published.v1")]
public sealed record EditionPublished(
    Act Act, int Year, string Projection, int ProjectionVersion, long Position, long Rows, string Sha256, string Title) : ILegalFact;

/// <summary>The statistics of a year were published anew, and what had been published before is replaced.</summary>
/// <param name="Replaces">The number of the edition that is replaced: the published one is 1.</param>
/// <param name="Reason">Why the figures are others now.</param>
/// <param name="Changed">Which figures are others, at most <see cref="EditionLimits.ChangesTold"/>.</param>
/// <param name="ChangedInAll">How many are.</param>
[FactName("edition.restated.v1")]
public sealed record EditionRestated(
    Act Act, int Year, string Projection, int ProjectionVersion, long Position, long Rows, string Sha256, string Title, int Replaces,
    string Reason, IReadOnlyList<FigureChange> Changed, int ChangedInAll) : ILegalFact;

/// <summary>A figure that is another now.</summary>
/// <param name="Place"><c>institution:{id}</c> or <c>division:{six digits}</c>.</param>
/// <param name="Figure">
/// projects, persons, personTimes or hours; of one form and subject, <c>hours.{form}.{subject}</c> and <c>personTimes.{form}.{subject}</c>.
/// </param>
/// <param name="Before">Null where the place or the form had no row.</param>
/// <param name="After">Null where it has none now.</param>
public sealed record FigureChange(string Place, string Figure, decimal? Before, decimal? After);
