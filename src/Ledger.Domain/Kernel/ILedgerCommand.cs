namespace Ledger.Domain.Kernel;

/// <summary>
/// A command that nobody gives but the ledger itself, when a day has come. It cannot name another actor, and no route, verb or file
/// leads to it.
/// </summary>
public interface ILedgerCommand : ILegalCommand
{
    string ICommand.By => Actor.Ledger;

    string? ILegalCommand.Document => null;

    IReadOnlyList<Evidence>? ILegalCommand.Evidence => null;
}

/// <summary>
/// What the ledger does itself rests on a day alone. From anybody else it would be a finding that no authority has made.
/// </summary>
public static class LedgersOwn
{
    /// <param name="actor">Who asks, as the log will name it.</param>
    public static Refusal? Refuses(ICommand command, string actor) =>
        command is not ILedgerCommand || actor == Actor.Ledger ? null : new Refusal(
            "command.ledger-alone", RefusalKind.NotAllowed,
            "此项由账本在期限届满之日自行记载，任何人不能代为记载。",
            "The ledger notes this itself when the day has come; nobody can in its stead.",
            Mend: "不必办理；期限届满后账本自行记载。");
}
