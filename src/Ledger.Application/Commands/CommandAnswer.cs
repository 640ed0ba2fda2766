using Ledger.Domain.Kernel;

namespace Ledger.Application.Commands;

/// <summary>Who asks, under which key, and on what view of the stream.</summary>
/// <param name="Actor">Role or code of the actor; never a person's name.</param>
/// <param name="IdempotencyKey">Names the request: the same key and command get the first answer again.</param>
/// <param name="ExpectedVersion">The version of the main stream that the caller has seen (If-Match); null where it does not care.</param>
public sealed record CommandContext(
    string Actor, string? IdempotencyKey = null, long? ExpectedVersion = null, string? CorrelationId = null);

/// <summary>What a command came to.</summary>
public abstract record CommandAnswer
{
    private CommandAnswer() { }

    /// <param name="Stream">The command's main stream, and <paramref name="Version"/> its version afterwards.</param>
    /// <param name="FirstPosition">0 when nothing was written.</param>
    /// <param name="Facts">How many facts the command left, now or when it was first sent.</param>
    /// <param name="Repeated">Nothing was written now: the key or the command had been used before.</param>
    public sealed record Done(
        string Stream, long Version, long FirstPosition, long LastPosition, int Facts, bool Repeated,
        IReadOnlyDictionary<string, long> Versions) : CommandAnswer;

    /// <summary>The shape of the command is wrong: field by field.</summary>
    public sealed record Malformed(IReadOnlyList<FieldProblem> Problems) : CommandAnswer;

    /// <summary>The law, or the state of things, does not allow it.</summary>
    public sealed record Refused(Refusal Refusal) : CommandAnswer;

    /// <summary>The stream has moved on since the caller looked.</summary>
    public sealed record Stale(string Stream, long Expected, long Actual) : CommandAnswer;

    /// <summary>The key was used before for another command.</summary>
    public sealed record KeyReused(string Key) : CommandAnswer;

    /// <summary>Too many others wrote to the same streams; the same command may be sent again.</summary>
    public sealed record Contended(string Stream) : CommandAnswer;

    /// <summary>The command cannot be stored: a fact too large, a character that no database keeps.</summary>
    public sealed record NotStorable(string Reason) : CommandAnswer;
}

/// <param name="Field">camelCase path in the command's JSON.</param>
/// <param name="Code">Stable, for machines.</param>
public sealed record FieldProblem(string Field, string Code, string Message);
