using System.CommandLine;
using System.Globalization;
using Ledger.Application.Composition;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Sealing.Keys;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Signatures;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger log status|seal|checkpoint|keys</c>: the sealing of this ledger, and the keys that sign it.</summary>
internal static class LogVerb
{
    public static Command Build(Terminal terminal)
    {
        var status = new Command("status", "How far the log is sealed, and by which keys it is signed.") { Flags.Json() };
        status.SetAction((parsed, cancellation) => Status(terminal, parsed.GetValue<bool>("--json"), cancellation));
        var seal = new Command("seal", "Seal all that is recorded, now. The service does it by itself.");
        seal.SetAction((_, cancellation) => Seal(terminal, cancellation));
        var file = Flags.Out("Write to this file and not to standard output.");
        var checkpoint = new Command("checkpoint", "Print the newest signed checkpoint: keep it where the operator cannot reach it.")
        {
            file,
        };
        checkpoint.SetAction((parsed, cancellation) => Checkpoint(terminal, parsed.GetValue(file), cancellation));
        return new Command("log", "The sealed log of this ledger.") { status, seal, checkpoint, Adopt(terminal), Keys(terminal) };
    }

    private static Command Adopt(Terminal terminal)
    {
        var adopt = new Command(
            "adopt", "Take the database's newest checkpoint for what was signed last, where the home's memory of it is lost.");
        adopt.SetAction(async (_, cancellation) =>
        {
            await using var ledger = await Ledgers.Open(cancellation);
            terminal.Output.WriteLine($"what was signed last: {await ledger.Sealing.Adopt(cancellation)} events");
            return ExitCodes.Ok;
        });
        return adopt;
    }

    private static Command Keys(Terminal terminal)
    {
        var list = new Command("list", "Print the public keys that sign now, for those who check.");
        list.SetAction((_, cancellation) => List(terminal, cancellation));
        var suite = new Option<string>("--suite")
        {
            Description = "Ed25519, or SM2-SM3 beside one of Ed25519.",
            DefaultValueFactory = _ => SignatureSuites.All[0].Name,
        };
        suite.AcceptOnlyFromAmong([.. SignatureSuites.All.Select(one => one.Name)]);
        var add = new Command("add", "Make a further key. From the next checkpoint on both sign.") { suite };
        add.SetAction((parsed, cancellation) => Add(terminal, parsed.GetValue(suite)!, cancellation));
        var id = new Argument<string>("ID")
        {
            Description = "The key's id: eight hexadecimal digits, after the first plus sign of its text.",
        };
        var retire = new Command("retire", "Let a key sign no more. What it signed stays good.") { id };
        retire.SetAction((parsed, cancellation) => Retire(terminal, parsed.GetValue(id)!, cancellation));
        return new Command("keys", "The keys that sign the log.") { list, add, retire };
    }

    private static async Task<int> Status(Terminal terminal, bool json, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var latest = await ledger.Log.Latest(cancellation);
        var head = await ledger.Store.Head(cancellation);
        var keys = ledger.LogKeys.Verifiers;
        if (json)
        {
            terminal.WriteJson(new
            {
                ledger.Log.Identity.Origin,
                ledger.Log.Identity.Source,
                Head = head,
                SealedTo = latest?.Size ?? 0,
                Root = latest?.Root.ToBase64(),
                latest?.SignedAt,
                Keys = keys.Select(key => key.ToString()),
            });
            return ExitCodes.Ok;
        }

        terminal.WritePairs(
            ("origin", ledger.Log.Identity.Origin),
            ("source", ledger.Log.Identity.Source),
            ("events", head),
            ("sealed to", latest?.Size ?? 0),
            ("root", latest?.Root.ToBase64()),
            ("signed at", latest?.SignedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        foreach (var key in keys)
            terminal.Output.WriteLine($"key        {key}");
        return ExitCodes.Ok;
    }

    private static async Task<int> Seal(Terminal terminal, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var sealedTo = await ledger.Sealing.Seal(cancellation);
        terminal.Output.WriteLine($"sealed to {sealedTo} of {await ledger.Store.Head(cancellation)} events");
        return ExitCodes.Ok;
    }

    private static async Task<int> Checkpoint(Terminal terminal, string? file, CancellationToken cancellation)
    {
        await using var target = OutputFile.At(file);
        await using var ledger = await Ledgers.Open(cancellation);
        if (await ledger.Log.Latest(cancellation) is not { } latest)
            throw new Failure(ExitCodes.Problems, "Nothing was sealed yet: ledger log seal.");
        if (target is null)
        {
            await terminal.Output.WriteAsync(latest.Note);
            return ExitCodes.Ok;
        }

        await using (var writer = target.Writer())
            await writer.WriteAsync(latest.Note);
        await target.Keep();
        return ExitCodes.Ok;
    }

    private static async Task<int> List(Terminal terminal, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        foreach (var key in ledger.LogKeys.Verifiers)
            terminal.Output.WriteLine(key);
        return ExitCodes.Ok;
    }

    private static async Task<int> Add(Terminal terminal, string suite, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var chosen = SignatureSuites.All.First(one => one.Name == suite);
        var key = File(ledger).Add(ledger.Log.Identity.Origin, chosen);
        terminal.Output.WriteLine(key);
        await terminal.Error.WriteLineAsync(
            "It signs beside the others from the next checkpoint on. Give it to those who check before the old one is retired.");
        return ExitCodes.Ok;
    }

    private static async Task<int> Retire(Terminal terminal, string id, CancellationToken cancellation)
    {
        if (!uint.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            throw new Failure($"'{id}' is no key id: ledger log keys list shows them, after the first plus sign.");
        await using var ledger = await Ledgers.Open(cancellation);
        File(ledger).Retire(ledger.Log.Identity.Origin, number);
        terminal.Output.WriteLine($"{id} signs no more.");
        return ExitCodes.Ok;
    }

    private static LogKeyFile File(LedgerSystem ledger) =>
        ledger.LogKeys.File ?? throw new Failure($"The keys are those of {LogKeys.Variable}: change them there.");
}
