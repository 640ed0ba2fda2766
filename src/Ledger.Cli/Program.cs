using System.Runtime.InteropServices;
using System.Text;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.EventStore.Servers;

namespace Ledger.Cli;

/// <summary>The process: console, signals and exit code. Everything else is given what it needs.</summary>
public static class Program
{
    /// <summary>Results may be long; they are written in blocks and flushed at the end.</summary>
    private const int OutputBufferBytes = 1 << 16;

    public static async Task<int> Main(string[] args)
    {
        if (WorkThatCanWait.Is(args))
            _ = StandingBack.ThisProcess();
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
#pragma warning disable RS0030 // The console is handed on from here as writers, so that nothing else needs to know it.
        await using var bytes = Console.OpenStandardOutput();
        await using var output = new StreamWriter(bytes, utf8, OutputBufferBytes);
        await using var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
        await using var inputBytes = Console.OpenStandardInput();
        using var input = new StreamReader(inputBytes, utf8);
        var terminal = new Terminal(output, bytes, error, input, inputBytes, !Console.IsErrorRedirected);
#pragma warning restore RS0030

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        return await CommandLine.Run(args, terminal, stop.Token);

        // The first signal asks; a second one, from somebody who cannot wait, does what the system does with it.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }
}
