using System.CommandLine;
using System.Globalization;
using Ledger.Application.Composition;
using Ledger.Application.Dossiers;
using Ledger.Application.TwoTimes;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Domain.Kernel;
using Ledger.Host.Dossiers;
using Ledger.Sealing.Dossiers;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Policies;

namespace Ledger.Cli.Verbs;

/// <summary>
/// <c>ledger dossier institution ID --out DIR</c>: all that is known of an institution, with the proof of each fact, for somebody who does
/// not trust us; <c>ledger dossier verify DIR</c>: the check of it, which needs the files and a public key.
/// </summary>
internal static class DossierVerb
{
    public static Command Build(Terminal terminal) => new("dossier", "Facts that carry their own proof.")
    {
        Institution(terminal), Verify(terminal),
    };

    private static Command Institution(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The institution's id." };
        var folder = new Option<string>("--out") { Description = "An empty or new folder.", HelpName = "DIR", Required = true };
        var documents = new Option<string?>("--documents")
        {
            Description = "A folder with files that were shown as evidence: those whose digests the facts name are put in.",
            HelpName = "DIR",
        };
        var (validAt, knownAt) = (Flags.ValidAt(), Flags.KnownAt());
        var verb = new Command("institution", "Write the dossier of an institution.") { id, folder, documents, validAt, knownAt };
        verb.SetAction((parsed, cancellation) => Write(
            terminal, parsed.GetValue(id)!, parsed.GetValue(folder)!, parsed.GetValue(documents), parsed.GetValue(validAt),
            parsed.GetValue(knownAt), cancellation));
        return verb;
    }

    private static async Task<int> Write(
        Terminal terminal, string id, string folder, string? documents, DateOnly? validAt, KnownAt? knownAt, CancellationToken cancellation)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new Failure($"{folder} is not empty: name a new folder.");
        if (documents is not null && !Directory.Exists(documents))
            throw new Failure($"{documents}: there is no such folder.");
        await using var ledger = await Ledgers.Open(cancellation);
        await ledger.Sealing.Seal(cancellation);
        var at = await ledger.Settle(validAt, knownAt, cancellation);
        var file = await ledger.Dossiers.Gather(id, validAt, at.Position, cancellation)
            ?? throw new Failure(ExitCodes.Problems, $"The ledger knows no institution '{id}'{(knownAt is null ? "." : " as of then.")}");
        var found = documents is null ? [] : await InstitutionDossiers.Documents(documents, file.Evidence, cancellation);
        var given = found.Select(document => document.Sha256).ToHashSet(StringComparer.Ordinal);
        var report = await DossierReporting.Write(file, await Name(ledger, file, cancellation), given);
        var request = new DossierRequest(
            StreamIds.Institution(id), file.Streams, validAt, file.KnownAt, report, found, file.Evidence.Count - found.Count);

        // Made beside its place: a stop leaves no folder that looks whole.
        var beside = folder.TrimEnd('/') + ".part";
        if (Directory.Exists(beside))
            Directory.Delete(beside, recursive: true);
        Directory.CreateDirectory(beside);
        var manifest = await ledger.DossierWriter.Write(request, beside, cancellation);
        if (Directory.Exists(folder))
            Directory.Delete(folder);
        Directory.Move(beside, folder);
        terminal.WritePairs(
            ("dossier", Path.GetFullPath(folder)),
            ("known at", manifest.KnownAt),
            ("facts", manifest.Entries),
            ("streams", string.Join(", ", manifest.Streams.Select(
                stream => $"{stream.Id} 1 to {stream.Version.ToString(CultureInfo.InvariantCulture)}"))),
            ("documents", $"{found.Count} of {file.Evidence.Count}"),
            ("checkpoint", manifest.Checkpoint));
        return ExitCodes.Ok;
    }

    private static async Task<string> Name(LedgerSystem ledger, InstitutionFile file, CancellationToken cancellation)
    {
        await ledger.CatchUp(cancellation);
        var day = file.ValidAt ?? ShanghaiTime.DayOf(ledger.Time.GetUtcNow());
        var found = await ledger.Directory.Institution(file.Subject, day, file.KnownAt, cancellation);
        return found?.Name ?? (found?.Names is [.., var last] ? last.Name : file.Subject);
    }

    private static Command Verify(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "The dossier's folder." };
        var trust = new TrustOptions();
        var json = Flags.Json();
        var verb = new Command("verify", "Check a dossier with nothing but its files and the log's public key.") { folder, json };
        trust.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var policy = trust.Policy(parsed) ?? throw new Failure("Give the log's public key with --key, or --policy.");
            return Check(terminal, parsed.GetValue(folder)!, policy, parsed.GetValue(json));
        });
        return verb;
    }

    private static int Check(Terminal terminal, string folder, TrustPolicy policy, bool json)
    {
        if (!Directory.Exists(folder))
            throw new Failure($"{folder}: there is no such folder.");
        IReadOnlyList<VerifierKey> keys = [.. policy.Logs.Select(log => log.Key)];
        var report = new DossierCheck(folder, policy, keys).Run(CancellationToken.None);
        VerifyReport.Write(terminal, report, json);
        return report.Findings.None ? ExitCodes.Ok : ExitCodes.Problems;
    }
}
