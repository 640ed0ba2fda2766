using System.Security.Cryptography;
using System.Text;
using Ledger.Application.Composition;
using Npgsql;

namespace Ledger.Application.Jurisdictions;

/// <summary>What no two ledgers may share, lest facts of one come into the other or one key open both.</summary>
internal static class Distinct
{
    /// <param name="what">What the values are, for the message; the values may be secret and are not in it.</param>
    /// <param name="values">Each with its place in the file; null where there is none.</param>
    /// <exception cref="SettingException">Two are the same. The message says which.</exception>
    public static void Check(FilePlace place, string what, IEnumerable<(string Where, string? Value)> values)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (where, value) in values)
        {
            if (value is null || seen.TryAdd(value, where))
                continue;
            var other = seen[value];
            throw (place with { Path = where }).Refuse(other == where
                ? $"has the same {what} twice; leave one."
                : $"has the {what} of {other}; each ledger has its own.");
        }
    }

    public static void Check(FilePlace place, IReadOnlyList<(string Where, Jurisdiction One)> all)
    {
        Check(place, LedgerSettings.HomeVariable, all.Select(each => (each.Where, (string?)Folder(each.One.Settings.Home))));
        Check(place, LedgerSettings.DatabaseVariable, all.Select(each => (each.Where, Address(each.One.Settings.Database))));
        Check(place, LogSettings.OriginVariable, all.Select(each => (each.Where, each.One.Settings.Log.Origin)));
        Check(place, People.MasterKey.Variable, all.Select(each => (each.Where, Digest(each.One.Settings.MasterKey))));
        Check(place, Sealing.Keys.LogKeys.Variable, all.Select(each => (each.Where, Digest(each.One.Settings.Log.Key))));
    }

    private static string Folder(string home) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(home));

    /// <summary>
    /// Server, port and database. Two names of one server are not found out here; the log's name in the database finds them.
    /// </summary>
    private static string? Address(string? database)
    {
        if (database is null)
            return null;
        var parts = new NpgsqlConnectionStringBuilder(database);
        return $"{parts.Host?.ToLowerInvariant()}:{parts.Port}/{parts.Database ?? parts.Username}";
    }

    /// <summary>Keys are compared and not kept.</summary>
    private static string? Digest(string? key) =>
        string.IsNullOrEmpty(key) ? null : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key.Trim())));
}
