using System.Diagnostics;
using System.Globalization;

namespace Ledger.EventStore.Servers;

/// <summary>The postmaster of one place: made, started, asked and stopped by PostgreSQL's own programs.</summary>
internal sealed class ServerProcess
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly ServerPlace place;
    private readonly PostgresBinaries binaries;

    private ServerProcess(ServerPlace place, PostgresBinaries binaries)
    {
        this.place = place;
        this.binaries = binaries;
    }

    public int Major => binaries.Major;

    public static async Task<ServerProcess> Of(ServerPlace place, CancellationToken cancellation)
    {
        var version = Path.Combine(place.Data, "PG_VERSION");
        int? major = File.Exists(version)
            ? int.Parse(await File.ReadAllTextAsync(version, cancellation), CultureInfo.InvariantCulture)
            : null;
        return new ServerProcess(place, await PostgresBinaries.Find(major, cancellation));
    }

    public async Task Initialise(string user, string password, CancellationToken cancellation)
    {
        // Made beside and moved into place, so that a start killed half way leaves nothing that looks like a server.
        var fresh = place.Data + ".new";
        var passwordFile = Path.Combine(place.Root, "password.new");
        await place.Account.Demand("rm", ["-rf", fresh], null, cancellation);
        await place.Account.WriteFile(passwordFile, password, cancellation);
        string[] arguments =
        [
            "--pgdata", fresh, "--username", user, "--pwfile", passwordFile, "--auth", "scram-sha-256",
            "--encoding", "UTF8", "--locale", "C", "--data-checksums", "--no-instructions",
        ];
        await place.Account.Demand(binaries.Program("initdb"), arguments, null, cancellation);
        await place.Account.Demand("rm", ["-f", passwordFile], null, cancellation);
        await place.Account.Demand(
            "sh", ["-c", "echo \"include_if_exists = 'ledger.conf'\" >> \"$0/postgresql.conf\"", fresh], null, cancellation);
        await place.Account.Demand("mv", [fresh, place.Data], null, cancellation);
    }

    /// <summary>A standby: a copy of a running primary on this machine, which streams from it from then on.</summary>
    public async Task Copy(ServerPlace primary, string user, string password, CancellationToken cancellation)
    {
        var fresh = place.Data + ".new";
        // By file: what stands on a command line or in a setting is seen by others. The server reads it at each start.
        var passwordFile = Path.Combine(place.Root, "primary.pgpass");
        await place.Account.Demand("rm", ["-rf", fresh], null, cancellation);
        await place.Account.WriteFile(passwordFile, $"*:*:*:*:{password}\n", cancellation);
        var address = string.Create(
            CultureInfo.InvariantCulture,
            $"host='{Quoted(primary.Sockets)}' port={ServerPlace.Port} user={user} passfile='{Quoted(passwordFile)}'");
        string[] arguments =
        [
            "--pgdata", fresh, "--dbname", address, "--write-recovery-conf", "--wal-method", "stream", "--checkpoint", "fast",
        ];
        await place.Account.Demand(binaries.Program("pg_basebackup"), arguments, null, cancellation);
        await place.Account.Demand("mv", [fresh, place.Data], null, cancellation);
    }

    /// <summary>
    /// Waits for a server that is starting, recovering or stopping, and starts one when none is there. A stale postmaster.pid is
    /// PostgreSQL's to judge: it looks at the process and at the shared memory, and it may need a moment after a crash.
    /// </summary>
    public async Task EnsureRunning(PrivateServerOptions options, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var said = "";
        while (clock.Elapsed < options.StartTimeout)
        {
            switch (await Asked(cancellation))
            {
                case Readiness.Ready:
                    return;
                case Readiness.Absent:
                    var settings = Path.Combine(place.Data, "ledger.conf");
                    var text = ServerSettings.Text(place, options.Durable, await WalCompression(cancellation));
                    await place.Account.WriteFile(settings, text, cancellation);
                    string[] start = ["-D", place.Data, "-l", place.StartLog, "-w", "-t", Seconds(options.StartTimeout), "start"];
                    said = (await place.Account.Run(binaries.Program("pg_ctl"), start, null, cancellation)).Output;
                    break;
            }

            if (await Asked(cancellation) == Readiness.Ready)
                return;
            await Task.Delay(Pause, cancellation);
            if (clock.Elapsed > FirstTries && ProcessId() is null)
                break;
        }

        throw new PrivateServerException($"PostgreSQL in {place.Data} does not start; see {place.StartLog}. It said: {said.Trim()}");
    }

    /// <summary>After this long without even a process there is nothing to wait for.</summary>
    private static readonly TimeSpan FirstTries = TimeSpan.FromSeconds(15);

    public async Task Stop(TimeSpan patience)
    {
        string[] stop = ["-D", place.Data, "-m", "fast", "-w", "-t", Seconds(patience), "stop"];
        var answer = await place.Account.Run(binaries.Program("pg_ctl"), stop, null, CancellationToken.None);
        if (!answer.Succeeded && ProcessId() is not null)
            throw new PrivateServerException($"PostgreSQL in {place.Data} does not stop: {answer.Output.Trim()}");
        // A folder apart, for a path too long, is made anew by the next start.
        if (place.Sockets != place.Root && !Directory.EnumerateFileSystemEntries(place.Sockets).Any())
            Directory.Delete(place.Sockets);
    }

    public int? ProcessId()
    {
        try
        {
            var line = File.ReadLines(Path.Combine(place.Data, "postmaster.pid")).FirstOrDefault();
            return int.TryParse(line, CultureInfo.InvariantCulture, out var id) && Directory.Exists($"/proc/{id}") ? id : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// LZ4 where this PostgreSQL was built with it: it takes a quarter of the work that <c>on</c> takes, which shows wherever many whole
    /// pages are logged, as for every key that a rebuild makes.
    /// </summary>
    private async Task<string> WalCompression(CancellationToken cancellation)
    {
        const string Lz4 = "lz4";
        string[] ask = ["-D", place.Data, "-c", $"wal_compression={Lz4}", "-C", "wal_compression"];
        return (await place.Account.Run(binaries.Program("postgres"), ask, null, cancellation)).Succeeded ? Lz4 : "on";
    }

    private async Task<Readiness> Asked(CancellationToken cancellation)
    {
        string[] ask = ["-q", "-h", place.Sockets, "-p", ServerPlace.Port.ToString(CultureInfo.InvariantCulture), "-t", "3"];
        return (await place.Account.Run(binaries.Program("pg_isready"), ask, null, cancellation)).Exit switch
        {
            0 => Readiness.Ready,
            1 => Readiness.Busy,
            _ => Readiness.Absent,
        };
    }

    /// <summary>Inside the quotes of a libpq connection string.</summary>
    private static string Quoted(string path) =>
        path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);

    private static string Seconds(TimeSpan time) => ((int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private enum Readiness
    {
        Ready,
        Busy,
        Absent,
    }
}
