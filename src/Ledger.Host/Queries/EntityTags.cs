using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Queries;

/// <summary>Strong entity tags (RFC 9110 section 8.8.3).</summary>
public static class EntityTags
{
    /// <summary>Of SHA-256, bytes: far more than two answers of one address could share by chance.</summary>
    private const int DigestBytes = 12;

    public static string OfVersion(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Of an answer's bytes; after the version where it is about one stream, so that it may be sent as If-Match.</summary>
    public static string Of(ReadOnlySpan<byte> answer, long? version)
    {
        var digest = Base64Url.EncodeToString(SHA256.HashData(answer).AsSpan(0, DigestBytes));
        return version is { } number ? string.Create(CultureInfo.InvariantCulture, $"\"{number}.{digest}\"") : $"\"{digest}\"";
    }

    /// <summary>If-None-Match: any tag of the list, weakly compared, or the star (RFC 9110 section 13.1.2).</summary>
    public static bool IsKnown(HttpRequest request, string tag)
    {
        var sent = request.Headers.IfNoneMatch;
        if (sent.Count == 0 || !EntityTagHeaderValue.TryParseList(sent.OfType<string>().ToList(), out var tags))
            return false;
        var own = new EntityTagHeaderValue(tag);
        return tags.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(own, useStrongComparison: false));
    }
}
