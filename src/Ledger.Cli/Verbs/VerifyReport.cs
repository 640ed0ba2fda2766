using Ledger.Application.Verification;
using Ledger.Cli.Output;
using Ledger.Sealing.Dossiers;
using Ledger.Sealing.Outside;
using Ledger.Sealing.Verifying;
using Ledger.Transparency.Notes;

namespace Ledger.Cli.Verbs;

/// <summary>What a verification found, for people or as one JSON object.</summary>
internal static class VerifyReport
{
    public static void Write(
        Terminal terminal, VerificationReport report, IReadOnlyList<VerifierKey> keys, bool keysOfHome, bool json)
    {
        var log = report.Log;
        if (json)
        {
            terminal.WriteJson(new
            {
                report.Passed,
                log.Position,
                Root = log.Root.ToBase64(),
                log.SealedTo,
                log.Checkpoints,
                report.ReadModels,
                log.Weak,
                Keys = keys.Select(key => key.ToString()),
                log.Findings.Counts,
                Findings = log.Findings.Told,
            });
            return;
        }

        terminal.WritePairs(
            ("events", log.Position),
            ("root", log.Root.ToBase64()),
            ("sealed to", log.SealedTo < log.Position
                ? $"{log.SealedTo}; {log.Position - log.SealedTo} wait to be sealed"
                : $"{log.SealedTo}"),
            ("checkpoints", log.Checkpoints),
            ("trusted keys", string.Join(", ", keys.Select(key => $"{key.Name}+{key.Id:x8}")) + (keysOfHome ? " (of this home)" : "")));
        foreach (var model in report.ReadModels)
        {
            var verdict = model.Position is null ? "not comparable"
                : model.Differing == 0 ? "as the log gives it"
                : $"{model.Differing} rows differ";
            terminal.Output.WriteLine($"read model {model.Name}: {verdict}, {model.Rows} rows at position {model.Position}");
        }

        foreach (var advice in log.Weak)
            terminal.Output.WriteLine($"advice        {advice}");
        WriteFindings(terminal, log.Findings);
        terminal.Output.WriteLine(report.Passed
            ? "verdict       nothing was changed, added in the past, or left out"
            : "verdict       NOT AS IT WAS SIGNED");
    }

    public static void Write(Terminal terminal, OutsideReport report, bool entriesAsked, bool json)
    {
        if (json)
        {
            terminal.WriteJson(new
            {
                Passed = report.Findings.None,
                report.Size,
                Root = report.Root.ToBase64(),
                report.Since,
                report.Entries,
                Findings = report.Findings.Told,
            });
            return;
        }

        var entries = report.Entries is { } hashed ? $"{hashed} hashed" : entriesAsked ? "not given to this caller" : null;
        terminal.WritePairs(
            ("size", report.Size), ("root", report.Root.ToBase64()), ("since", report.Since), ("entries", entries));
        WriteFindings(terminal, report.Findings);
        terminal.Output.WriteLine(report.Findings.None
            ? report.Since is null
                ? "verdict  the checkpoint is signed as asked"
                : "verdict  the log goes on from the checkpoint that was brought"
            : "verdict  NOT AS IT WAS SIGNED");
    }

    public static void Write(Terminal terminal, DossierReport report, bool json)
    {
        if (json)
        {
            terminal.WriteJson(new { Passed = report.Findings.None, report.Manifest, report.Entries, Findings = report.Findings.Told });
            return;
        }

        terminal.WritePairs(
            ("subject", report.Manifest?.Subject),
            ("origin", report.Manifest?.Origin),
            ("known at", report.Manifest?.KnownAt),
            ("proven", report.Manifest is { } manifest ? $"{report.Entries} of {manifest.Entries} facts" : null),
            ("documents", report.Manifest is { MissingDocuments: > 0 and var missing }
                ? $"{missing} named by the facts were not given"
                : null));
        WriteFindings(terminal, report.Findings);
        terminal.Output.WriteLine(report.Findings.None
            ? "verdict    whole, and every fact is in the signed log"
            : "verdict    NOT AS IT WAS SIGNED");
    }

    private static void WriteFindings(Terminal terminal, Findings findings)
    {
        foreach (var finding in findings.Told)
        {
            var where = finding.Position is { } from
                ? finding.ToPosition is { } to && to != from ? $"#{from} to #{to}" : $"#{from}"
                : "";
            var words = new[] { finding.Code, where, finding.Stream, finding.Object }.Where(word => !string.IsNullOrEmpty(word));
            terminal.Output.WriteLine($"! {string.Join("  ", words)}");
            terminal.Output.WriteLine($"  {finding.Zh}");
            terminal.Output.WriteLine($"  {finding.En}");
        }

        foreach (var (code, count) in findings.Counts.Where(pair => pair.Value > Findings.ToldOfOneKind))
            terminal.Output.WriteLine($"! {code}: {count} in all, the first {Findings.ToldOfOneKind} are listed");
    }
}
