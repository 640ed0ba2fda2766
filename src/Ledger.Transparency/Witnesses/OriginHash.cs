using System.Security.Cryptography;
using System.Text;

namespace Ledger.Transparency.Witnesses;

/// <summary>How a witness names a log in addresses and in files: SHA-256 of its origin in lower-case hexadecimal.</summary>
public static class OriginHash
{
    public static string Of(string origin) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));
}
