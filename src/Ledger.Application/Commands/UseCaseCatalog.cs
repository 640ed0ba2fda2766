namespace Ledger.Application.Commands;

/// <summary>Every use case there is: the one list that routes, the command line and the desk read.</summary>
public static class UseCaseCatalog
{
    public static IReadOnlyList<UseCase> All { get; } = [];
}
