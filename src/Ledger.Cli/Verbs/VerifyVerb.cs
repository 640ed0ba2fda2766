using System.CommandLine;
using Ledger.Application.Verification;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Sealing.Outside;
using Ledger.Sealing.Verifying;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Policies;

namespace Ledger.Cli.Verbs;

/// <summary>
/// <c>ledger verify</c>: the whole ledger of this machine against itself and against checkpoints kept elsewhere; or, with an address, a log
/// somewhere else with nothing but its public key and yesterday's checkpoint.
/// </summary>
internal static class VerifyVerb
{
    public static Command Build(Terminal terminal)
    {
        var trust = new TrustOptions();
        var checkpoints = new Option<string[]>("--checkpoint")
        {
            Description = "A signed checkpoint kept outside, such as a witness's. May be given several times.",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
        };
        var logOnly = new Option<bool>("--log-only") { Description = "Leave the refold of the read models out." };
        var url = Flags.Address("--url", "Check the log that is served under this address, as an outsider.");
        var since = new Option<string?>("--since")
        {
            Description = "With --url: a signed checkpoint from before, which the log must go on from.",
            HelpName = "FILE",
        };
        var entries = new Option<bool>("--entries") { Description = "With --url: fetch the entries since then too, and hash them." };
        var save = new Option<string?>("--save")
        {
            Description = "With --url: keep the newest checkpoint here, for the next time.",
            HelpName = "FILE",
        };
        var json = Flags.Json();
        var verb = new Command(
            "verify", "Check that nothing was changed, added in the past, or left out. Exit status 1 when something was.")
        {
            checkpoints, logOnly, url, since, entries, save, json,
        };
        trust.AddTo(verb);
        verb.SetAction((parsed, cancellation) => parsed.GetValue(url) is { } address
            ? Outside(
                terminal, address, trust.Policy(parsed) ?? throw new Failure("--url: give the log's public key with --key, or --policy."),
                parsed.GetValue(since), parsed.GetValue(entries), parsed.GetValue(save), parsed.GetValue(json), cancellation)
            : Inside(
                terminal, trust.Keys(parsed), parsed.GetValue(checkpoints) ?? [], !parsed.GetValue(logOnly), parsed.GetValue(json),
                cancellation));
        return verb;
    }

    private static async Task<int> Inside(
        Terminal terminal, IReadOnlyList<VerifierKey> given, string[] files, bool readModels, bool json, CancellationToken cancellation)
    {
        var notes = files.Select(file => (File: file, Note: File.ReadAllBytes(InputFile.Demand(file)))).ToList();
        await using var ledger = await Ledgers.Open(cancellation);
        // The public halves of what signs here: good against everybody but whoever holds this home.
        var keys = given.Count > 0 ? given : ledger.LogKeys.Verifiers;
        var known = notes.Select(note => Known(note.File, note.Note, ledger.Log.Identity.Origin, keys)).ToList();
        var report = await Progress.Show(terminal, "verifying", part => ledger.Verification
            .Run(keys, known, readModels, Progress.At<VerificationStep>(at => part(at.Part)), cancellation));
        VerifyReport.Write(terminal, report, keys, given.Count == 0, json);
        return report.Passed ? ExitCodes.Ok : ExitCodes.Problems;
    }

    /// <exception cref="Failure">It is not a checkpoint of this log that a trusted key has signed.</exception>
    private static KnownCheckpoint Known(string file, byte[] bytes, string origin, IReadOnlyList<VerifierKey> keys)
    {
        if (!SignedNote.TryParse(bytes, out var note, out var problem) || !Checkpoint.TryParse(note.Text, out var checkpoint, out problem))
            throw new Failure($"{file}: {problem}");
        if (checkpoint.Origin != origin)
            throw new Failure($"{file} is of the log {checkpoint.Origin}, and this is {origin}.");
        var verdict = note.Verify(keys);
        return verdict.Holds
            ? new KnownCheckpoint(file, checkpoint.Size, checkpoint.Root)
            : throw new Failure($"{file}: no key that is trusted here has signed it ({verdict.Problem}). --key names the key of its day.");
    }

    private static async Task<int> Outside(
        Terminal terminal, Uri address, TrustPolicy policy, string? since, bool entries, string? save, bool json,
        CancellationToken cancellation)
    {
        var before = since is null ? null : await File.ReadAllBytesAsync(InputFile.Demand(since), cancellation);
        await using var target = OutputFile.At(save);
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var prefix = new Uri(address.AbsoluteUri.TrimEnd('/') + "/log/");
        try
        {
            var report = await Progress.Show(terminal, "verifying", part => new OutsideCheck(
                    new HttpLog(client, prefix), policy, Progress.At<VerificationProgress>(at => part((double)at.Position / at.Head)))
                .Run(before, entries, cancellation));
            VerifyReport.Write(terminal, report, entries, json);
            if (!report.Findings.None)
                return ExitCodes.Problems;
            if (target is not null)
            {
                await target.Stream.WriteAsync(report.Note, cancellation);
                await target.Keep();
            }

            return ExitCodes.Ok;
        }
        catch (OutsideException error)
        {
            throw new Failure(ExitCodes.NoDatabase, $"The log cannot be reached: {error.Message}");
        }
        catch (InvalidDataException error)
        {
            throw new Failure(ExitCodes.Problems, $"The log gives tiles that are not those of its checkpoint: {error.Message}");
        }
    }
}
