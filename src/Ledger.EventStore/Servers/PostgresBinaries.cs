using System.Globalization;

namespace Ledger.EventStore.Servers;

/// <summary>A folder with PostgreSQL's programs of one major version.</summary>
internal sealed record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest major version of PostgreSQL that the ledger runs on.</summary>
    public const int OldestMajor = 15;

    private const string FolderVariable = "LEDGER_PG_BIN";
    private const string DebianRoot = "/usr/lib/postgresql";

    public string Program(string name) => Path.Combine(Folder, name);

    /// <summary>
    /// The programs that fit: those of <paramref name="major"/> where data exist already, because PostgreSQL reads only its own major
    /// version's files, otherwise the newest. LEDGER_PG_BIN comes before all.
    /// </summary>
    /// <exception cref="PrivateServerException">There are none that fit, or none in the folder that LEDGER_PG_BIN names.</exception>
    public static async Task<PostgresBinaries> Find(int? major, CancellationToken cancellation)
    {
        var named = Environment.GetEnvironmentVariable(FolderVariable);
        // Somebody meant it: others are not to run in its place unseen.
        if (named is { Length: > 0 } && !IsComplete(named))
            throw new PrivateServerException($"{FolderVariable} names '{named}', which has not all of {string.Join(", ", Programs)}.");

        var found = new List<PostgresBinaries>();
        foreach (var folder in Folders())
        {
            if (await VersionOf(folder, cancellation) is { } version && version >= OldestMajor)
                found.Add(new PostgresBinaries(folder, version));
        }

        return found.FirstOrDefault(one => one.Folder == named && (major is null || one.Major == major))
            ?? found.Where(one => major is null || one.Major == major).MaxBy(one => one.Major)
            ?? throw new PrivateServerException(Missing(major, found));
    }

    private static string Missing(int? major, List<PostgresBinaries> found) => major is null
        ? $"No PostgreSQL {OldestMajor} or newer on PATH, in {DebianRoot} or by {FolderVariable}. On Debian: apt install postgresql."
        : string.Create(CultureInfo.InvariantCulture, $"The data were written by PostgreSQL {major}; found: ")
            + (found.Count == 0 ? "none." : string.Join(", ", found.Select(one => one.Major)) + ".");

    private static IEnumerable<string> Folders()
    {
        var folders = new List<string>();
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named)
            folders.Add(named);
        if (Directory.Exists(DebianRoot))
            folders.AddRange(Directory.GetDirectories(DebianRoot).Select(version => Path.Combine(version, "bin")));
        folders.AddRange((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
        // Debian's /usr/bin holds only wrappers of the client programs: a folder counts when the server itself is in it.
        return folders.Where(IsComplete).Distinct();
    }

    private static bool IsComplete(string folder) => Programs.All(program => File.Exists(Path.Combine(folder, program)));

    private static readonly string[] Programs = ["postgres", "initdb", "pg_ctl", "pg_isready"];

    private static async Task<int?> VersionOf(string folder, CancellationToken cancellation)
    {
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        var answer = await ServerAccount.Ourselves.Run(Path.Combine(folder, "postgres"), ["--version"], null, cancellation);
        var number = answer.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(2)?.Split('.')[0];
        return answer.Succeeded && int.TryParse(number, CultureInfo.InvariantCulture, out var major) ? major : null;
    }
}
