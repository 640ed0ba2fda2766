using System.Diagnostics;
using System.Globalization;
using Ledger.EventStore.Migrations;
using Ledger.EventStore.Servers;
using Npgsql;

namespace Ledger.Benchmarks.Measuring;

/// <summary>A private, durable server for the length of one run of the benchmarks, and fresh databases on it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private const UnixFileMode HomeMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly PrivateServer server;
    private readonly string home;
    private int databases;

    private Bench(PrivateServer server, string home, Sizes sizes, IReadOnlyList<string> engines, TextWriter log)
    {
        (this.server, this.home, Sizes, Engines, Log) = (server, home, sizes, engines, log);
    }

    /// <summary>What is measured, side by side in one run; the first is the one whose rebuilds and questions are measured.</summary>
    public IReadOnlyList<string> Engines { get; }

    public Sizes Sizes { get; }

    /// <summary>What is going on, for whoever waits; never the results.</summary>
    public TextWriter Log { get; }

    public string Home => home;

    public static async Task<Bench> Start(
        Sizes sizes, IReadOnlyList<string> engines, TextWriter log, CancellationToken cancellation)
    {
        var home = Directory.CreateTempSubdirectory("ledger-bench-").FullName;
        // Open to the account that the server takes where this is root, so that its data stand here and go with the run.
        File.SetUnixFileMode(home, HomeMode);
        var server = await PrivateServer.Start(new PrivateServerOptions(home), null, cancellation);
        return new Bench(server, home, sizes, engines, log);
    }

    /// <summary>The engine stands in a measurement's name where there is more than one.</summary>
    public string Named(string engine, string work) => Engines.Count == 1 ? work : $"{engine}: {work}";

    public async Task<string> ServerVersion(CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
        await using var command = source.CreateCommand("show server_version_num");
        var number = int.Parse((string)(await command.ExecuteScalarAsync(cancellation))!, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{number / 10000}.{number % 10000}");
    }

    /// <summary>A fresh database with the store's tables, gone when it is disposed.</summary>
    public async Task<BenchDatabase> Database(CancellationToken cancellation)
    {
        var name = $"bench{++databases}";
        await server.EnsureDatabase(name, cancellation);
        var database = new BenchDatabase(name, server.ConnectionString(name), server.ConnectionString("postgres"));
        await StoreMigrations.Apply(database.Source, cancellation);
        return database;
    }

    /// <summary>
    /// The limit and what is compared with it, one after the other, <see cref="Sizes.Runs"/> rounds, each on a fresh database. A first
    /// round warms up compiler, caches and the server's log, and does not count.
    /// </summary>
    public async Task<IReadOnlyList<Measurement>> Rounds(Trial limit, IReadOnlyList<Trial> trials, CancellationToken cancellation)
    {
        var rates = await Rates([limit, .. trials], cancellation);
        var most = Measurement.Of(limit.Name, limit.Unit, rates[0]);
        return [most, .. trials.Select((one, at) => one.Told(rates[at + 1], most, rates[0]))];
    }

    /// <summary>As <see cref="Rounds"/>, with nothing compared yet.</summary>
    /// <returns>For each trial its rates, round by round.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<double>>> Rates(IReadOnlyList<Trial> trials, CancellationToken cancellation)
    {
        var rates = trials.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= Sizes.Runs; round++)
        {
            for (var at = 0; at < trials.Count; at++)
            {
                await Log.WriteLineAsync($"round {round} of {Sizes.Runs}: {trials[at].Name}");
                var rate = await Rate(trials[at], cancellation);
                if (round > 0)
                    rates[at].Add(rate);
            }
        }

        return rates;
    }

    private async Task<double> Rate(Trial trial, CancellationToken cancellation)
    {
        await using var database = await Database(cancellation);
        // What the trial before has left to be written out is not this one's to wait for.
        await database.Execute("checkpoint", cancellation);
        var clock = new Stopwatch();
        var done = await trial.Run(database, clock);
        return done / clock.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(home, recursive: true);
    }
}

internal sealed class BenchDatabase(string name, string address, string administration) : IAsyncDisposable
{
    public string Address => address;

    public NpgsqlDataSource Source { get; } = NpgsqlDataSource.Create(address);

    public async Task Execute(string sql, CancellationToken cancellation)
    {
        await using var command = Source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await using var admin = NpgsqlDataSource.Create(administration);
        await using var drop = admin.CreateCommand($"drop database {name} with (force)");
        await drop.ExecuteNonQueryAsync();
    }
}
