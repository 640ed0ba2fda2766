using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Ledger.Projections.Directory;

/// <summary>The last row of a page, and the position all of its pages stand at. Opaque to callers.</summary>
public sealed record DirectoryCursor(int Rank, string Norm, string Institution, string List, string Code, long Known)
{
    /// <summary>A cursor longer than this was not made here, bytes of its text.</summary>
    private const int TextBytes = 4_096;

    public string Write() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>False for a text that is no cursor; callers answer that with a refusal, not a failure.</summary>
    public static bool TryParse(string? text, out DirectoryCursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text) || text.Length > TextBytes || !Base64Url.IsValid(text))
            return false;
        try
        {
            cursor = JsonSerializer.Deserialize<DirectoryCursor>(Base64Url.DecodeFromUtf8(Encoding.UTF8.GetBytes(text)));
        }
        catch (JsonException)
        {
            return false;
        }

        return cursor is { Rank: >= 0, Known: >= 0, Norm: not null, Institution: not null, List: not null, Code: not null }
            && !$"{cursor.Norm}{cursor.Institution}{cursor.List}{cursor.Code}".Contains('\0', StringComparison.Ordinal);
    }
}
