using System.Globalization;
using Ledger.Application.Engines;
using Ledger.Messaging;
using Npgsql;
using static Ledger.Conformance.Messages.MessageScene;

namespace Ledger.Conformance.Messages;

/// <summary>
/// A process that can be killed: the test assembly of an engine run as a program. It reads a connection string from its input, and says
/// what it has done line by line.
/// </summary>
public static class MessageProcess
{
    /// <summary>Takes step after step, each with its messages, and says which one was taken.</summary>
    public const string Sends = "send";

    /// <summary>Carries messages, and says which one it begins to handle.</summary>
    public const string Carries = "carry";

    public const int MessagesPerStep = 3;

    public static string Follower(string test) => $"ledger:{test}";

    /// <summary>What a test assembly's Main calls.</summary>
    /// <param name="arguments">What to do, and for which test.</param>
    public static async Task<int> Run(ILedgerEngineFactory factory, string[] arguments)
    {
        await using var database = NpgsqlDataSource.Create((await Console.In.ReadLineAsync())!);
        await using var engine = await Open(factory, database);
        if (arguments[0] == Sends)
            await Send(engine.Messages, arguments[1]);
        else
            await Carry(engine.Messages);
        return 0;
    }

    /// <summary>The messages of a step, the same each time they are asked for.</summary>
    public static OutgoingMessage[] Messages(string test, long step) =>
        [.. Enumerable.Range(1, MessagesPerStep).Select(at => Pack(new Noted(test, checked((int)step * 10 + at)), DueLater))];

    private static DateTimeOffset DueLater { get; } = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static async Task Send(IMessageBox box, string test)
    {
        for (var step = await box.Mark(Follower(test), CancellationToken.None) + 1; ; step++)
        {
            await box.Send(Messages(test, step), new FollowerStep(Follower(test), step - 1, step), CancellationToken.None);
            await Console.Out.WriteLineAsync(step.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static Task Carry(IMessageBox box)
    {
        Calls.Noted += call => Console.Out.WriteLine(call.Number);
        return box.Run(CancellationToken.None);
    }
}
