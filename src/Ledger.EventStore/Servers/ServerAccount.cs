using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Ledger.EventStore.Servers;

/// <summary>What a program said and how it ended.</summary>
internal sealed record ProgramAnswer(int Exit, string Output)
{
    public bool Succeeded => Exit == 0;
}

/// <summary>
/// The account that PostgreSQL runs under: ourselves, or, because PostgreSQL refuses to run as root, another one when we are root.
/// </summary>
internal sealed class ServerAccount
{
    private readonly string[] prefix;

    private ServerAccount(string[] prefix, string? owner)
    {
        this.prefix = prefix;
        Owner = owner;
    }

    public static ServerAccount Ourselves { get; } = new([], null);

    /// <summary>"uid:gid" when it is not ourselves.</summary>
    public string? Owner { get; }

    /// <param name="existing">The folder of an existing server: whoever owns it goes on owning it.</param>
    public static async Task<ServerAccount> For(string? existing, CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess)
            return Ourselves;
        if (existing is not null)
        {
            var owner = await Ourselves.Run("stat", ["-c", "%u:%g", existing], null, cancellation);
            if (owner.Succeeded && !owner.Output.StartsWith("0:", StringComparison.Ordinal))
                return Other(owner.Output.Trim());
        }

        var accounts = await File.ReadAllLinesAsync("/etc/passwd", cancellation);
        foreach (var name in new[] { "postgres:", "nobody:" })
        {
            var account = accounts.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            if (account?.Split(':') is [_, _, var uid, var gid, ..])
                return Other($"{uid}:{gid}");
        }

        throw new PrivateServerException(
            "PostgreSQL does not run as root, and there is neither an account postgres nor nobody. Run as another user.");
    }

    private static ServerAccount Other(string owner)
    {
        var (uid, gid) = (owner.Split(':')[0], owner.Split(':')[1]);
        return new(["setpriv", $"--reuid={uid}", $"--regid={gid}", "--clear-groups", "--"], owner);
    }

    /// <summary>Makes a folder that only this account may enter (and root).</summary>
    public async Task MakeFolder(string path, CancellationToken cancellation)
    {
        if (Owner is null)
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }

        var parts = Owner.Split(':');
        await Ourselves.Demand("install", ["-d", "-m", "0700", "-o", parts[0], "-g", parts[1], path], null, cancellation);
    }

    /// <summary>Writes a small file as this account, readable by nobody else.</summary>
    public Task WriteFile(string path, string text, CancellationToken cancellation) =>
        Demand("sh", ["-c", "umask 077 && cat > \"$0\"", path], text, cancellation);

    /// <exception cref="PrivateServerException">The program failed; the message holds what it said.</exception>
    public async Task Demand(string program, string[] arguments, string? input, CancellationToken cancellation)
    {
        var answer = await Run(program, arguments, input, cancellation);
        if (!answer.Succeeded)
            throw new PrivateServerException(string.Create(CultureInfo.InvariantCulture,
                $"{Path.GetFileName(program)} ended with {answer.Exit}: {answer.Output.Trim()}"));
    }

    public async Task<ProgramAnswer> Run(string program, string[] arguments, string? input, CancellationToken cancellation)
    {
        string[] line = [.. prefix, program, .. arguments];
        var start = new ProcessStartInfo(line[0], line.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The account may not be able to stand where we stand.
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);

        using var process = Process.Start(start) ?? throw new PrivateServerException($"{program} could not be started.");
        var said = new StringBuilder();
        process.OutputDataReceived += (_, data) => Hear(said, data.Data);
        process.ErrorDataReceived += (_, data) => Hear(said, data.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (input is not null)
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        return new ProgramAnswer(process.ExitCode, said.ToString());
    }

    private static void Hear(StringBuilder said, string? line)
    {
        if (line is null)
            return;
        lock (said)
            said.Append(line).Append('\n');
    }
}
