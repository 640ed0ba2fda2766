using System.Security.Cryptography;
using System.Text;
using Ledger.Domain.Kernel;
using Ledger.Domain.Values;

namespace Ledger.Domain.PublishedLists;

/// <summary>A list of a given day as it was read from a file.</summary>
/// <param name="Sha256">Of the file as received.</param>
/// <param name="Entries">One for a code.</param>
/// <param name="Unread">
/// Codes of rows that were rejected for another reason than the code. They are on the list all the same: a row that cannot be read
/// must never be taken for an institution that is no longer listed.
/// </param>
/// <param name="Rows">Of the file, rejected ones among them.</param>
public sealed record ParsedEdition(
    string List, string Title, DateOnly Day, string Publisher, string Sha256, IReadOnlyList<PrintedEntry> Entries,
    IReadOnlySet<string> Unread, int Rows)
{
    /// <summary>The publisher acts, on the edition's day, under no rule of ours.</summary>
    public Act Act => new(Day, Publisher);

    /// <summary>Of what the list says, without regard to order, stray spaces and full-width forms. 64 lower-case hexadecimal
    /// characters.</summary>
    public string ContentSha256 { get; } = Digest(Entries, Unread);

    private static string Digest(IReadOnlyList<PrintedEntry> entries, IReadOnlySet<string> unread)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in entries.OrderBy(entry => entry.Code, StringComparer.Ordinal))
        {
            string?[] cells = [entry.Code, entry.Name, entry.Region, entry.Seat, entry.Authority, entry.Level, entry.Remark];
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\u001F', cells.Select(NameKey.Of)) + '\u001E'));
        }

        foreach (var code in unread.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(code + '\u001D'));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
