using System.CommandLine;
using Ledger.Application.HoursImport;
using Ledger.Cli.Output;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger template hours [--codes] [--out FILE]</c>: the form to fill in. Needs no database.</summary>
internal static class TemplateVerb
{
    public static Command Build(Terminal terminal)
    {
        var codes = new Option<bool>("--codes") { Description = "English headers and codes in place of Chinese headers and words." };
        var file = Flags.Out("Write to this file and not to standard output.");
        var hours = new Command("hours", "The template of ledger import hours, with an example row to delete.") { codes, file };
        hours.SetAction((parsed, _) => Write(
            terminal, parsed.GetValue(codes) ? HoursTemplateKind.Codes : HoursTemplateKind.Words, parsed.GetValue(file)));
        return new Command("template", "Empty forms for files to import.") { hours };
    }

    private static async Task<int> Write(Terminal terminal, HoursTemplateKind kind, string? file)
    {
        await using var target = OutputFile.At(file);
        HoursTemplate.Write(kind, target?.Stream ?? terminal.Bytes);
        if (target is not null)
            await target.Keep();
        return ExitCodes.Ok;
    }
}
