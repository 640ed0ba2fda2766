using System.CommandLine;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Cli.Verbs;

namespace Ledger.Cli;

/// <summary>Every verb of <c>ledger</c>. Each is a file of its own in Verbs.</summary>
public static class CommandLine
{
    private const string Description = """
        Ledger: continuing education of professional personnel, every fact an immutable event.

        Settings: LEDGER_HOME (default .ledger), LEDGER_DATABASE (default: a private PostgreSQL in the home), LEDGER_URL.
        Several ledgers: LEDGER_JURISDICTIONS names their file, LEDGER_JURISDICTION the one that a verb works on.
        Exit codes: 0 done, 1 refused or problems found, 2 wrong call, 3 no database, or a log elsewhere that does not answer,
        130 stopped by a signal.
        """;

    public static async Task<int> Run(string[] args, Terminal terminal, CancellationToken cancellation)
    {
        var parsed = Build(terminal).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
                await terminal.Error.WriteLineAsync(problem.Message);
            await terminal.Error.WriteLineAsync("ledger --help lists the verbs, ledger VERB --help the options of one.");
            return ExitCodes.Usage;
        }

        // Signals are the caller's: verbs end in their own time, because a server of theirs may have to be stopped.
        var invocation = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await Failures.Guard(terminal, () => parsed.InvokeAsync(invocation, cancellation), cancellation);
    }

    private static RootCommand Build(Terminal terminal) => new(Description)
    {
        ServeVerb.Build(terminal),
        ImportVerb.Build(terminal),
        TemplateVerb.Build(terminal),
        SampleVerb.Build(terminal),
        DoVerb.Build(terminal),
        DatabaseVerb.Build(terminal),
        EventsVerb.Build(terminal),
        HoursVerb.Build(terminal),
        ProjectionsVerb.Build(terminal),
        SubscriptionsVerb.Build(terminal),
        MessagesVerb.Build(terminal),
        InstitutionVerb.Build(terminal),
        DiffVerbs.Directory(terminal),
        SummaryVerb.Build(terminal),
        EditionVerb.Build(terminal),
        DecisionVerb.Build(terminal),
        LogVerb.Build(terminal),
        VerifyVerb.Build(terminal),
        DossierVerb.Build(terminal),
        NoteVerb.Build(terminal),
        ProofVerb.Build(terminal),
        TreeVerb.Build(terminal),
        WitnessVerb.Build(terminal),
    };
}
