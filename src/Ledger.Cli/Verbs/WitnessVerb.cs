using System.CommandLine;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Host.Witnessing;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Cli.Verbs;

/// <summary>
/// <c>ledger witness key|serve</c>: somebody who is not the log's operator, and who cosigns its checkpoints as long as each goes on from
/// the one before. Needs no ledger and no database.
/// </summary>
internal static class WitnessVerb
{
    public static Command Build(Terminal terminal) =>
        new("witness", "Cosign the checkpoints of other people's logs (C2SP tlog-witness).") { Key(terminal), Serve(terminal) };

    private static Command Key(Terminal terminal)
    {
        var name = new Argument<string>("NAME")
        {
            Description = "Of the witness: a URL without its scheme, such as witness.example.cn/w1.",
        };
        var file = KeyFile();
        var verb = new Command("key", "Make a key, and print its public half for those who trust this witness.") { name, file };
        verb.SetAction((parsed, _) =>
        {
            terminal.Output.WriteLine(CosignerFile.Create(parsed.GetValue(file)!, parsed.GetValue(name)!));
            return Task.FromResult(ExitCodes.Ok);
        });
        return verb;
    }

    private static Command Serve(Terminal terminal)
    {
        var file = KeyFile();
        var logs = new Option<string[]>("--log")
        {
            Description = "A public key of a log; its name is the log's origin. Several of one log are given one by one.",
            HelpName = "VKEY",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var listen = new Option<string>("--listen")
        {
            Description = "Where to listen.",
            HelpName = "URL",
            DefaultValueFactory = _ => "http://127.0.0.1:8081",
        };
        var home = new Option<string>("--home")
        {
            Description = "Where the latest checkpoints are kept. Whoever loses it must not go on as the same witness.",
            HelpName = "DIR",
            Required = true,
        };
        var verb = new Command("serve", "Answer add-checkpoint requests until told to stop.") { file, logs, listen, home };
        verb.SetAction((parsed, cancellation) => Serve(
            terminal, parsed.GetValue(file)!, parsed.GetValue(logs)!, Address(parsed.GetValue(listen)!), parsed.GetValue(home)!,
            cancellation));
        return verb;
    }

    private static Option<string> KeyFile() => new("--key-file")
    {
        Description = "The file of the private key, for its owner alone (mode 0600).",
        HelpName = "FILE",
        Required = true,
    };

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http", PathAndQuery: "/" }
            ? url
            : throw new Failure($"--listen {text}: name a plain address such as http://127.0.0.1:8081; TLS is a proxy's work.");

    private static async Task<int> Serve(
        Terminal terminal, string keyFile, string[] vkeys, Uri url, string home, CancellationToken cancellation)
    {
        WitnessedLog[] logs = [.. vkeys.Select(Read).Distinct().GroupBy(key => key.Name)
            .Select(one => new WitnessedLog(one.Key, [.. one]))];
        using var cosigner = CosignerFile.Read(keyFile);
        using var memory = new FileWitnessMemory(home, cosigner.Verifier);
        var witness = new Witness(cosigner, logs, memory, TimeProvider.System);
        await using var service = WitnessHost.Build(url, witness, log =>
            log.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None));
        await Listening.Start(service, url, "--listen", cancellation);
        terminal.Output.WriteLine($"The witness is open at {service.Urls.First()} for {string.Join(", ", logs.Select(log => log.Origin))}");
        terminal.Output.WriteLine($"Its key: {witness.Verifier}");
        terminal.Output.WriteLine("Ctrl-C stops it.");
        await terminal.Output.FlushAsync(cancellation);
        using var stop = cancellation.Register(service.Lifetime.StopApplication);
        await service.WaitForShutdownAsync(CancellationToken.None);
        await terminal.Error.WriteLineAsync("Stopped.");
        return ExitCodes.Ok;
    }

    private static VerifierKey Read(string vkey) =>
        VerifierKey.TryParse(vkey, out var key, out var problem) ? key : throw new Failure($"--log {vkey}: {problem}");
}
