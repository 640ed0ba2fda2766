using System.Diagnostics.CodeAnalysis;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Witnesses;

/// <summary>What a witness answers, as HTTP carries it (C2SP tlog-witness). The log reads it with the two methods.</summary>
/// <param name="Status">200, 400, 403, 404, 409 or 422.</param>
/// <param name="ContentType">The media type of the body.</param>
public sealed record WitnessAnswer(int Status, string ContentType, string Body)
{
    public const int Ok = 200;
    public const int BadRequest = 400;
    public const int Forbidden = 403;
    public const int NotFound = 404;
    public const int Conflict = 409;
    public const int Unprocessable = 422;

    /// <summary>The media type of the body of <see cref="Conflict"/>.</summary>
    public const string SizeType = "text/x.tlog.size";

    private const string TextType = "text/plain; charset=utf-8";

    /// <summary>
    /// The signature lines of <see cref="Ok"/>. Whose they are is for the caller to verify; unknown keys are to be ignored.
    /// </summary>
    public bool TryReadCosignatures([NotNullWhen(true)] out IReadOnlyList<NoteSignature>? signatures)
    {
        signatures = null;
        if (Status != Ok || Body is not [.., '\n'] || Body.Length > NoteLimits.NoteBytes)
            return false;
        var lines = Body[..^1].Split('\n');
        if (lines.Length > NoteLimits.Signatures)
            return false;
        NoteSignature[] read = [.. lines.Select(NoteSignature.TryParse).OfType<NoteSignature>()];
        signatures = read.Length == lines.Length ? read : null;
        return signatures is not null;
    }

    /// <summary>The size that the witness has cosigned, out of <see cref="Conflict"/>.</summary>
    public bool TryReadSize(out long size)
    {
        size = 0;
        return Status == Conflict && Body is [.. var digits, '\n'] && DecimalText.TryRead(digits, out size);
    }

    internal static WitnessAnswer Text(int status, string body) => new(status, TextType, body);

    internal static WitnessAnswer OfSize(long size) => new(Conflict, SizeType, DecimalText.Write(size) + "\n");
}
