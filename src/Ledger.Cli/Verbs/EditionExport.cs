using System.CommandLine;
using Ledger.Application.Editions;
using Ledger.Application.Files;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Projections.Engine;

namespace Ledger.Cli.Verbs;

/// <summary>
/// <c>ledger edition export --year Y --out FILE</c>: the rows of an edition as CSV. They are those of the digest, one a line in the same
/// order; the first column names the table, and what a table does not have is empty.
/// </summary>
internal static class EditionExport
{
    private static readonly string[] Columns =
        ["scope", "place", "year", "projects", "persons", "person_times", "form", "subject", "hours"];

    public static Command Build(Terminal terminal)
    {
        var year = EditionVerb.Year();
        var number = Flags.Number("--number", "Which edition of the year (default: the standing one).", 1);
        var file = Flags.Out("The CSV file. It stands complete or not at all.");
        file.Required = true;
        var verb = new Command("export", "Write the rows of an edition as CSV.") { year, number, file };
        verb.SetAction((parsed, cancellation) =>
            Export(terminal, parsed.GetValue(year), parsed.GetValue(number), parsed.GetValue(file)!, cancellation));
        return verb;
    }

    private static async Task<int> Export(Terminal terminal, int year, long? number, string file, CancellationToken cancellation)
    {
        await using var target = OutputFile.At(file)!;
        await using var ledger = await Ledgers.Open(cancellation);
        var (editions, _) = await ledger.EditionReading.Of(year, await ledger.Settle(null, null, cancellation), cancellation);
        var edition = editions.LastOrDefault(one => number is null || one.Number == number)
            ?? throw new Failure(ExitCodes.Problems, $"There is no such edition of {year}: ledger edition list names them.");
        ProjectionDigest folded;
        await using (var csv = new CsvOut(target.Stream))
        {
            csv.Row(["table", .. Columns]);
            folded = await EditionVerb.Fold(terminal, $"edition {year}", progress => ledger.Editions.Rows(
                edition, (table, row) => csv.Row([table.Name, .. Columns.Select(column => Cell(table, row, column))]), progress,
                cancellation));
        }

        if (folded.Sha256 != edition.Sha256)
            throw new Failure(
                ExitCodes.Problems,
                $"Edition {edition.Number} of {year} says {edition.Sha256}, and the log gives {folded.Sha256}: nothing was written.");
        await target.Keep();
        await terminal.Error.WriteLineAsync($"{folded.Rows} rows in {file}, SHA-256 of the canonical rows {folded.Sha256}");
        return ExitCodes.Ok;
    }

    private static string? Cell(CanonicalTable table, IReadOnlyList<string?> row, string column)
    {
        for (var index = 0; index < table.Columns.Count; index++)
        {
            if (table.Columns[index] == column)
                return row[index];
        }

        return null;
    }
}
