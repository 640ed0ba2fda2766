using System.Globalization;
using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Conformance.Engines;
using Ledger.Domain.Kernel;
using Npgsql;

namespace Ledger.Conformance.Desk;

/// <summary>
/// A process that can be killed. It reads a connection string from its input, gives commands by several callers under keys, half of
/// them to one institution, and says each key once its command is done.
/// </summary>
public static class CommandingProcess
{
    /// <summary>The first argument of the program that is to be this process.</summary>
    public const string Name = "command";

    public const int Callers = 8;

    /// <param name="args"><see cref="Name"/> and the turns of each caller.</param>
    public static async Task<int> Run<TEngine>(IReadOnlyList<string> args)
        where TEngine : ILedgerEngineFactory, new()
    {
        var turns = int.Parse(args[1], CultureInfo.InvariantCulture);
        await using var database = NpgsqlDataSource.Create((await Console.In.ReadLineAsync())!);
        await using var opened = await OpenedEngine.On(database, new TEngine());
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var turn = 0; turn < turns;)
            {
                var key = Key(caller, turn);
                var context = new CommandContext("clerk-1", key);
                if (await opened.Engine.Desk.Handle(Command(caller, turn), context, CancellationToken.None) is not CommandAnswer.Done)
                    continue;
                await Console.Out.WriteLineAsync(key);
                turn++;
            }
        })));
        return 0;
    }

    public static string Key(int caller, int turn) => string.Create(CultureInfo.InvariantCulture, $"{caller}/{turn}");

    public static ICommand Command(int caller, int turn) =>
        Said.Inspect($"n{caller}-{turn}", caller % 2 == 0 ? Said.Institution : $"own-{caller}");
}
