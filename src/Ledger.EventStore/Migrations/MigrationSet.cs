using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.EventStore.Migrations;

/// <summary>One numbered step. Once applied anywhere its text never changes; a change is a further step.</summary>
public sealed record MigrationScript(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 over the text with LF line ends, so that a checkout's line ends do not count as a change.</summary>
    public string Checksum { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}

/// <summary>The ordered steps of one part of the schema, such as the store's or a read model's.</summary>
public sealed record MigrationSet(string Name, IReadOnlyList<MigrationScript> Scripts)
{
    /// <summary>
    /// Reads a set from embedded resources named <c>{folder}.NNNN_name.sql</c> or <c>{folder}.NNNN-name.sql</c>.
    /// </summary>
    /// <param name="folder">The resources' prefix, such as <c>Ledger.EventStore.Migrations.Store</c>.</param>
    public static MigrationSet FromResources(string name, Assembly assembly, string folder)
    {
        var scripts = new List<MigrationScript>();
        foreach (var resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!resource.StartsWith(folder + ".", StringComparison.Ordinal) || !resource.EndsWith(".sql", StringComparison.Ordinal))
                continue;
            var file = resource[(folder.Length + 1)..^".sql".Length];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            scripts.Add(new MigrationScript(int.Parse(file[..4], CultureInfo.InvariantCulture), file[5..], reader.ReadToEnd()));
        }

        return scripts.Count > 0
            ? new MigrationSet(name, scripts)
            : throw new ArgumentException($"{assembly.GetName().Name} has no resources {folder}.*.sql.", nameof(folder));
    }
}

/// <summary>The database and the program do not agree about the schema's history. The message names set and step.</summary>
public sealed class MigrationException : Exception
{
    public MigrationException(string message) : base(message) { }

    public MigrationException(string message, Exception inner) : base(message, inner) { }

    public MigrationException() { }
}
