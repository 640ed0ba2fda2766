using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Policies;

/// <summary>
/// Reads a policy file line by line (C2SP tlog-policy, "Policy file syntax and structure"), and stops at the first problem.
/// </summary>
internal sealed class PolicyParser
{
    /// <summary>The predefined quorum that asks for nobody.</summary>
    public const string None = "none";

    private readonly List<TrustedLog> logs = [];
    private readonly List<TrustedWitness> witnesses = [];
    private readonly List<WitnessGroup> groups = [];
    private readonly HashSet<string> defined = new(StringComparer.Ordinal) { None };
    private readonly HashSet<string> grouped = new(StringComparer.Ordinal) { None };
    private readonly HashSet<string> logKeys = new(StringComparer.Ordinal);
    private readonly HashSet<string> witnessKeys = new(StringComparer.Ordinal);
    private string? quorum;

    /// <summary>What is wrong, or null.</summary>
    public string? Read(string text, out TrustPolicy? policy)
    {
        policy = null;
        if (text.Length > PolicyLimits.FileBytes)
            return $"The policy is longer than {PolicyLimits.FileBytes} bytes.";
        // A file that was cut short would otherwise ask for less than its author did.
        if (text.Length > 0 && !text.EndsWith('\n'))
            return "The last line of the policy does not end with a newline.";
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (ReadLine(line) is { } problem)
                return $"Line {number}: {problem}";
        }

        if (quorum is null)
            return "The policy has no quorum line. 'quorum none' asks for no witnesses.";
        policy = new TrustPolicy(logs, witnesses, groups, quorum == None ? null : quorum);
        return null;
    }

    private string? ReadLine(string line)
    {
        if (line.Any(letter => letter is < ' ' and not '\t' or '\x7f'))
            return "it holds a control character other than the tab.";
        var items = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return items switch
        {
            [] => null,
            [['#', ..], ..] => null,
            ["log", var vkey] => AddLog(vkey, null),
            ["log", var vkey, var url] => AddLog(vkey, url),
            ["witness", var name, var vkey] => AddWitness(name, vkey, null),
            ["witness", var name, var vkey, var url] => AddWitness(name, vkey, url),
            ["group", var name, var threshold, .. { Length: > 0 } members] => AddGroup(name, threshold, members),
            ["quorum", var name] => SetQuorum(name),
            _ => "it is none of: log VKEY [URL], witness NAME VKEY [URL], group NAME all|any|K NAME..., quorum NAME.",
        };
    }

    private string? AddLog(string vkey, string? url)
    {
        if (!VerifierKey.TryParse(vkey, out var key, out var problem))
            return $"the log's key cannot be read. {problem}";
        if (!logKeys.Add(Underlying(key)))
            return "this log's public key is in the policy already.";
        logs.Add(new TrustedLog(key, url));
        return TooMany(logs.Count, PolicyLimits.Logs, "logs");
    }

    private string? AddWitness(string name, string vkey, string? url)
    {
        if (!VerifierKey.TryParse(vkey, out var key, out var problem))
            return $"the witness's key cannot be read. {problem}";
        if (!key.IsCosigner)
            return "the witness's key is not of type 0x04 (cosignature/v1).";
        if (!witnessKeys.Add(Underlying(key)))
            return "this witness's public key is in the policy already.";
        if (!defined.Add(name))
            return $"the name {name} is taken.";
        witnesses.Add(new TrustedWitness(name, key, url));
        return TooMany(witnesses.Count, PolicyLimits.Witnesses, "witnesses");
    }

    private string? AddGroup(string name, string threshold, string[] members)
    {
        foreach (var member in members)
        {
            if (member == None || !defined.Contains(member))
                return $"the member {member} is no witness or group of the lines before.";
            if (!grouped.Add(member))
                return $"{member} is a member already; each name may be one only once.";
        }

        long least = members.Length;
        if (threshold == "any")
            least = 1;
        else if (threshold != "all" && (!DecimalText.TryRead(threshold, out least) || least < 1 || least > members.Length))
            return $"the threshold {threshold} is not all, any or a number of 1 to {members.Length}.";
        if (!defined.Add(name))
            return $"the name {name} is taken.";
        groups.Add(new WitnessGroup(name, (int)least, members));
        return TooMany(groups.Count, PolicyLimits.Groups, "groups");
    }

    private string? SetQuorum(string name)
    {
        if (quorum is not null)
            return "there is a quorum line already.";
        quorum = name;
        return defined.Contains(name) ? null : $"the quorum {name} is no witness or group of the lines before.";
    }

    private static string? TooMany(int count, int most, string what) => count > most ? $"there are more than {most} {what}." : null;

    /// <summary>Name, id and type aside: two verifier keys that wrap the same bytes are one signer.</summary>
    private static string Underlying(VerifierKey key) => Convert.ToHexString(key.PublicKey.Span);
}
