using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Ledger.Projections.Directory;
using Ledger.Projections.Engine;

namespace Ledger.Application.TwoTimes.Diffs;

/// <summary>What changed of an institution between two points, and the facts that did it.</summary>
/// <param name="Position">The later of the two positions known.</param>
public sealed record InstitutionDiff(
    string Institution, SettledPoint From, SettledPoint To, Difference Difference, FactsBetween Facts, long Position) : IStandsAt;

/// <summary>What changed of a person's year between two points.</summary>
/// <inheritdoc cref="InstitutionDiff"/>
public sealed record PersonYearDiff(
    Guid Person, int Year, SettledPoint From, SettledPoint To, Difference Difference, FactsBetween Facts, long Position) : IStandsAt;

public enum EntryChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>An entry of the directory that is not the same at both points.</summary>
/// <param name="Name">At the second point; where it is not listed there, at the first.</param>
/// <param name="List">The published list; null in the recommended directory.</param>
/// <param name="Fields">Those that differ.</param>
/// <param name="Ended">What a removed entry is at the second point; null where nothing is known of it there.</param>
/// <param name="Decision">The decision that ended it.</param>
public sealed record EntryChange(
    EntryChangeKind Change, string Institution, string Name, string? List, string Code, IReadOnlyList<FieldChange> Fields,
    EntryStatus? Ended, string? Decision);

/// <summary>A page of what changed in the directory between two points.</summary>
/// <param name="Facts">Of the institutions on this page.</param>
/// <param name="NextCursor">Null on the last page. It carries both points, so that all pages stand at the same.</param>
public sealed record DirectoryDiffPage(
    SettledPoint From, SettledPoint To, IReadOnlyList<EntryChange> Changes, FactsBetween Facts, string? NextCursor, long Position)
    : IStandsAt;

/// <summary>Where a page of differences ended, and the points that all pages stand at. Opaque to callers.</summary>
public sealed record DiffCursor(SettledPoint From, SettledPoint To, EntryKey After)
{
    /// <summary>A cursor longer than this was not made here, bytes of its text.</summary>
    private const int TextBytes = 1_024;

    public string Write() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>False for a text that is no cursor; callers answer that with a refusal, not a failure.</summary>
    public static bool TryParse(string? text, out DiffCursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text) || text.Length > TextBytes || !Base64Url.IsValid(text))
            return false;
        try
        {
            cursor = JsonSerializer.Deserialize<DiffCursor>(Base64Url.DecodeFromUtf8(Encoding.UTF8.GetBytes(text)));
        }
        catch (JsonException)
        {
            return false;
        }

        return cursor is { From.KnownAt: >= 0, To.KnownAt: >= 0, After: { Institution: not null, List: not null, Code: not null } after }
            && !$"{after.Institution}{after.List}{after.Code}".Contains('\0', StringComparison.Ordinal);
    }
}
