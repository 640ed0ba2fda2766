using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Policies;

/// <summary>
/// Whom to believe about a checkpoint (C2SP tlog-policy): signed by one of these logs, and cosigned by enough of these witnesses.
/// </summary>
public sealed class TrustPolicy
{
    internal TrustPolicy(IReadOnlyList<TrustedLog> logs, IReadOnlyList<TrustedWitness> witnesses, IReadOnlyList<WitnessGroup> groups,
        string? quorum) => (Logs, Witnesses, Groups, Quorum) = (logs, witnesses, groups, quorum);

    public IReadOnlyList<TrustedLog> Logs { get; }

    public IReadOnlyList<TrustedWitness> Witnesses { get; }

    /// <summary>Each after its members.</summary>
    public IReadOnlyList<WitnessGroup> Groups { get; }

    /// <summary>The witness or group that must have witnessed a checkpoint; null for <c>quorum none</c>.</summary>
    public string? Quorum { get; }

    /// <summary>These logs, and no witnesses asked for.</summary>
    /// <param name="keys">One that is there twice counts once.</param>
    /// <exception cref="ArgumentException">A public key is there under two names or types.</exception>
    public static TrustPolicy OfLogKeys(IEnumerable<VerifierKey> keys)
    {
        var logs = keys.Distinct().Select(key => new TrustedLog(key, null)).ToArray();
        if (logs.Length != logs.DistinctBy(log => Convert.ToHexString(log.Key.PublicKey.Span)).Count())
            throw new ArgumentException("A public key is there under two names or types.", nameof(keys));
        return new TrustPolicy(logs, [], [], quorum: null);
    }

    /// <param name="file">The octets of the file.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> file, [NotNullWhen(true)] out TrustPolicy? policy, [NotNullWhen(false)] out string? problem)
    {
        policy = null;
        if (file.Length <= PolicyLimits.FileBytes)
            return TryParse(OctetText.Decode(file), out policy, out problem);
        problem = $"The policy is longer than {PolicyLimits.FileBytes} bytes.";
        return false;
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out TrustPolicy? policy, [NotNullWhen(false)] out string? problem)
    {
        problem = new PolicyParser().Read(text, out policy);
        return problem is null;
    }

    public PolicyVerdict Judge(SignedNote checkpoint) => PolicyJudge.Judge(this, checkpoint);

    /// <summary>The same policy in its plainest form, without comments.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        foreach (var log in Logs)
            text.Append("log ").Append(log.Key).Append(Tail(log.Url));
        foreach (var witness in Witnesses)
            text.Append("witness ").Append(witness.Name).Append(' ').Append(witness.Key).Append(Tail(witness.Url));
        foreach (var group in Groups)
            text.Append($"group {group.Name} {group.Threshold} {string.Join(' ', group.Members)}\n");
        return text.Append($"quorum {Quorum ?? PolicyParser.None}\n").ToString();
    }

    /// <summary><see cref="Write"/> as a file holds it, names that are not UTF-8 included.</summary>
    public byte[] WriteOctets() => OctetText.Encode(Write());

    private static string Tail(string? url) => url is null ? "\n" : $" {url}\n";
}

/// <param name="Key">Its name is the origin of the log's checkpoints.</param>
/// <param name="Url">Where the log is reached; not needed to judge.</param>
public sealed record TrustedLog(VerifierKey Key, string? Url);

/// <param name="Name">Within this policy only.</param>
/// <param name="Url">Where checkpoints are sent to; not needed to judge.</param>
public sealed record TrustedWitness(string Name, VerifierKey Key, string? Url);

/// <param name="Threshold">How many of the members must have witnessed, 1 to all.</param>
/// <param name="Members">Witnesses and groups defined before this one.</param>
public sealed record WitnessGroup(string Name, int Threshold, IReadOnlyList<string> Members);
