using System.CommandLine;
using Ledger.Cli.Output;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger import ...</c>: files from outside.</summary>
internal static class ImportVerb
{
    public static Command Build(Terminal terminal) => new("import", "Bring files in: lists, hours, codes.")
    {
        ImportListVerb.Build(terminal),
        ImportHoursVerb.Build(terminal),
        ImportCodesVerb.Build(terminal),
    };
}
