using System.Globalization;

namespace Ledger.Sealing.Dossiers;

/// <summary>What a dossier's folder holds, by name, and its limits.</summary>
public static class DossierFiles
{
    /// <summary>A signed note: what the dossier is of, and how much must be in it.</summary>
    public const string Manifest = "manifest";

    /// <summary>Every other file with its SHA-256, as sha256sum writes and checks it.</summary>
    public const string Digests = "files.sha256";

    /// <summary>The signed checkpoint that all proofs are against.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>The leaves, one a line in the order of positions.</summary>
    public const string Entries = "entries.jsonl";

    /// <summary>The same for people.</summary>
    public const string Report = "report.html";

    /// <summary>Folder of the proofs, one for each entry.</summary>
    public const string Proofs = "proofs";

    /// <summary>Folder of the files whose digests the facts name as evidence, as far as they were given.</summary>
    public const string Documents = "documents";

    /// <summary>Entries of one dossier.</summary>
    public const int MostEntries = 100_000;

    /// <summary>Files of one dossier.</summary>
    public const int MostFiles = 250_000;

    /// <summary>A file that is read whole into memory, bytes: manifest, digests, checkpoint, proof.</summary>
    public const int MostBytesInMemory = 64 * 1024 * 1024;

    public static string Proof(long position) => string.Create(CultureInfo.InvariantCulture, $"{Proofs}/{position}.tlog-proof");
}
