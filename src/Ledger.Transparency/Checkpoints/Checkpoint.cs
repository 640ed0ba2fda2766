using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Checkpoints;

/// <summary>The head of a log's tree at one size (C2SP tlog-checkpoint). Said by a log only in a signed note.</summary>
public sealed record Checkpoint
{
    /// <exception cref="ArgumentException">Origin or an extension is not one line with something in it, or the size is below 0.</exception>
    public Checkpoint(string origin, long size, TreeHash root, IReadOnlyList<string> extensions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (!extensions.Prepend(origin).All(IsLine))
            throw new ArgumentException("Origin and extensions are lines of a note that are not empty.", nameof(origin));
        (Origin, Size, Root, Extensions) = (origin, size, root, extensions);
    }

    public Checkpoint(string origin, long size, TreeHash root) : this(origin, size, root, []) { }

    /// <summary>Which log, for ever.</summary>
    public string Origin { get; }

    /// <summary>How many leaves.</summary>
    public long Size { get; }

    /// <summary>The RFC 6962 root at that size.</summary>
    public TreeHash Root { get; }

    /// <summary>Further lines, which no monitor can check; ours have none.</summary>
    public IReadOnlyList<string> Extensions { get; }

    /// <summary>The text that is signed: every line with its newline.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder().Append(Origin).Append('\n')
                .Append(DecimalText.Write(Size)).Append('\n').Append(Root.ToBase64()).Append('\n');
            foreach (var extension in Extensions)
                text.Append(extension).Append('\n');
            return text.ToString();
        }
    }

    /// <param name="text">The text of a note, its signatures left off.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? checkpoint, [NotNullWhen(false)] out string? problem)
    {
        checkpoint = null;
        var lines = text.Split('\n');
        problem = text.Length > NoteLimits.NoteBytes ? NoteParser.TooLong : NoteText.Problem(text) ?? lines switch
        {
            not [.., ""] => "The last line of the checkpoint does not end with a newline.",
            { Length: < 4 } => "A checkpoint has three lines at least: origin, size and root.",
            _ when lines.AsSpan(0, lines.Length - 1).Contains("") => "The checkpoint holds an empty line.",
            _ => null,
        };
        if (problem is not null)
            return false;
        if (!DecimalText.TryRead(lines[1], out var size))
        {
            problem = $"The size in the second line is not a decimal number of 0 to {long.MaxValue} without leading zeroes.";
            return false;
        }

        if (!TreeHash.TryFromBase64(lines[2], out var root))
        {
            problem = $"The root in the third line is not {TreeHash.Bytes} bytes in canonical base64.";
            return false;
        }

        checkpoint = new Checkpoint(lines[0], size, root, lines[3..^1]);
        return true;
    }

    public bool Equals(Checkpoint? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => HashCode.Combine(Origin, Size, Root);

    private static bool IsLine(string line) => line.Length > 0 && !line.Contains('\n') && NoteText.Problem(line) is null;
}
