using System.CommandLine;
using Ledger.Application.Engines;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger database migrate|status</c>.</summary>
internal static class DatabaseVerb
{
    private const string AppliedSteps = """
        select set_name, number, name, applied_at from ledger.migration order by applied_at, set_name, number
        """;

    public static Command Build(Terminal terminal)
    {
        var migrate = new Command("migrate", "Bring the tables to what this program needs. Safe to repeat.") { Flags.Json() };
        migrate.SetAction((parsed, cancellation) => Migrate(terminal, parsed.GetValue<bool>("--json"), cancellation));
        var status = new Command("status", "Say which server answers, what was migrated and how many events there are.") { Flags.Json() };
        status.SetAction((parsed, cancellation) => Status(terminal, parsed.GetValue<bool>("--json"), cancellation));
        return new Command("database", "The database behind the ledger.") { migrate, status };
    }

    private static async Task<int> Migrate(Terminal terminal, bool json, CancellationToken cancellation)
    {
        int before;
        await using (var reached = await Ledgers.Reach(cancellation))
            before = (await Applied(reached.Database, cancellation)).Count;
        await using var ledger = await Ledgers.Open(cancellation);
        var after = await Applied(ledger.Database, cancellation);
        if (json)
            terminal.WriteJson(new { AppliedNow = after.Count - before, Steps = after });
        else
            await terminal.Output.WriteLineAsync($"{after.Count - before} steps applied now, {after.Count} in all.");
        return ExitCodes.Ok;
    }

    private static async Task<int> Status(Terminal terminal, bool json, CancellationToken cancellation)
    {
        var engine = EngineCatalog.Choose(Ledgers.Settings().Engine).Name;
        await using var reached = await Ledgers.Reach(cancellation);
        await using var connection = await reached.Database.OpenConnectionAsync(cancellation);
        var steps = await Applied(reached.Database, cancellation);
        var head = steps.Count == 0 ? 0 : await Head(reached.Database, cancellation);
        var isPrivate = reached.Server is not null;
        if (json)
        {
            var server = connection.ServerVersion;
            var home = reached.Home.Root;
            terminal.WriteJson(new { Private = isPrivate, Home = home, Server = server, Engine = engine, Head = head, Steps = steps });
            return ExitCodes.Ok;
        }

        terminal.WritePairs(
            ("home", reached.Home.Root),
            ("server", $"PostgreSQL {connection.ServerVersion}, {(isPrivate ? "private" : "named by LEDGER_DATABASE")}"),
            ("engine", EngineCatalog.Describe(engine)),
            ("events", head),
            ("migrations", steps.Count == 0 ? "none yet: ledger database migrate" : $"{steps.Count}"));
        foreach (var step in steps)
            await terminal.Output.WriteLineAsync($"  {step.Set} {step.Number:D4} {step.Name}");
        return ExitCodes.Ok;
    }

    private static async Task<long> Head(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var store = new NpgsqlEventStore(database);
        return await store.Head(cancellation);
    }

    private static async Task<IReadOnlyList<AppliedStep>> Applied(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var exists = database.CreateCommand("select to_regclass('ledger.migration') is not null");
        if (await exists.ExecuteScalarAsync(cancellation) is not true)
            return [];
        await using var command = database.CreateCommand(AppliedSteps);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var steps = new List<AppliedStep>();
        while (await reader.ReadAsync(cancellation))
        {
            var at = reader.GetFieldValue<DateTimeOffset>(3);
            steps.Add(new AppliedStep(reader.GetString(0), reader.GetInt32(1), reader.GetString(2), at));
        }

        return steps;
    }

    private sealed record AppliedStep(string Set, int Number, string Name, DateTimeOffset AppliedAt);
}
