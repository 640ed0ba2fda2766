using System.Security.Cryptography;
using System.Text;

namespace Ledger.EventStore.Servers;

/// <summary>Where a private server's files stand, and under which account.</summary>
/// <param name="Root">The folder of all of it, 0700, owned by the account.</param>
/// <param name="Sockets">The folder of the unix socket; the root itself unless its path is too long for a socket.</param>
internal sealed record ServerPlace(ServerAccount Account, string Root, string Sockets)
{
    /// <summary>A socket's path may have 107 bytes; <c>/.s.PGSQL.5432</c> takes 14 of them.</summary>
    public const int SocketFolderBytes = 107 - 14;

    /// <summary>There is one server in the folder, so the number names the socket and nothing else.</summary>
    public const int Port = 5432;

    private const string NoteName = "server.location";
    private const string OutsideRoot = "/var/lib/ledger";

    public string Data => Path.Combine(Root, "data");

    public string StartLog => Path.Combine(Root, "start.log");

    public static async Task<ServerPlace> Find(string home, CancellationToken cancellation)
    {
        var inside = Path.Combine(home, "postgres");
        var note = Path.Combine(home, NoteName);
        var noted = File.Exists(note) ? (await File.ReadAllLinesAsync(note, cancellation)).FirstOrDefault() : null;
        var existing = noted ?? (Directory.Exists(inside) ? inside : null);
        var account = await ServerAccount.For(existing, cancellation);
        var root = existing ?? await Choose(account, home, inside, note, cancellation);
        await account.MakeFolder(root, cancellation);
        return new ServerPlace(account, root, await SocketFolder(account, home, root, cancellation));
    }

    private static async Task<string> Choose(ServerAccount account, string home, string inside, string note, CancellationToken cancellation)
    {
        if (account.Owner is null || (await account.Run("test", ["-x", home], null, cancellation)).Succeeded)
            return inside;

        // The home stands in a folder that only root may enter. Opening it for PostgreSQL's account is not ours to decide.
        Directory.CreateDirectory(OutsideRoot);
        var root = Path.Combine(OutsideRoot, Digest(home));
        await File.WriteAllTextAsync(note, root + "\nThe database files of this ledger are in the folder above:\n"
            + "PostgreSQL does not run as root, and its account may not enter this one.\n", cancellation);
        return root;
    }

    private static async Task<string> SocketFolder(ServerAccount account, string home, string root, CancellationToken cancellation)
    {
        // A comma would be read as a list of hosts.
        if (Encoding.UTF8.GetByteCount(root) <= SocketFolderBytes && !root.Contains(',', StringComparison.Ordinal))
            return root;
        // A name under /tmp can be taken by anybody, so root, who could be led astray by a link there, does not use it.
        var shorter = account.Owner is null ? Path.Combine("/tmp", "ledger-" + Digest(home)) : Path.Combine(OutsideRoot, Digest(home));
        await account.MakeFolder(shorter, cancellation);
        var ours = await account.Run("sh", ["-c", "test -O \"$0\" && test \"$(stat -L -c %a \"$0\")\" = 700", shorter], null, cancellation);
        return ours.Succeeded
            ? shorter
            : throw new PrivateServerException($"{shorter} belongs to somebody else. Remove it or choose a shorter LEDGER_HOME.");
    }

    private static string Digest(string home) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(home)))[..16];
}
