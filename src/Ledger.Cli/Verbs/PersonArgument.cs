using Ledger.Application.Composition;
using Ledger.Cli.Output;
using Ledger.Domain.Kernel;
using Ledger.Domain.Values;

namespace Ledger.Cli.Verbs;

/// <summary>
/// A person on the command line: by random id, or <c>-</c> to read an identity number from standard input. A command line is seen by
/// every user of the machine and kept in histories, so an identity number there is refused.
/// </summary>
internal static class PersonArgument
{
    public const string FromInput = "-";

    private const string Advice = "An identity number does not belong on a command line, where others can read it. "
        + "Give - in its place and send the number by standard input.";

    /// <exception cref="Failure">No such person, or no way to tell who is meant.</exception>
    public static async Task<Guid> Resolve(LedgerSystem ledger, Terminal terminal, string text, CancellationToken cancellation)
    {
        if (text != FromInput)
            return Guid.Parse(text);

        var line = await terminal.Input.ReadLineAsync(cancellation);
        var today = ShanghaiTime.DayOf(ledger.Time.GetUtcNow());
        if (!ResidentIdentityNumber.TryParse(line, today, out var number, out var problem))
            throw new Failure($"Standard input: {problem.En} ({problem.Code})");
        return await ledger.People.Find(number, cancellation)
            ?? throw new Failure(ExitCodes.Problems, "Nobody with this identity number is enrolled.");
    }

    /// <returns>What is wrong with the argument; null when it can be resolved.</returns>
    public static string? Judge(string text) => text switch
    {
        FromInput => null,
        _ when Guid.TryParse(text, out _) => null,
        _ when LooksLikeNumber(text) => Advice,
        _ => $"'{text}' is not a person's id; - in its place reads an identity number from standard input.",
    };

    /// <summary>Anything that is mostly digits is taken for one; better once too often.</summary>
    private static bool LooksLikeNumber(string text) => text.Count(char.IsDigit) >= 12;
}
