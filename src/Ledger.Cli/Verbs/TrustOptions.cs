using System.CommandLine;
using Ledger.Cli.Output;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Policies;

namespace Ledger.Cli.Verbs;

/// <summary>Whom a check trusts: public keys on the call or in files, or a policy. Never what the thing checked says of itself.</summary>
internal sealed class TrustOptions
{
    private readonly Option<string[]> keys = new("--key")
    {
        Description = "A public key of the log (name+id+base64), or a file with one a line. May be given several times.",
        HelpName = "VKEY|FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> policy = new("--policy")
    {
        Description = "A trust policy (C2SP tlog-policy): logs, witnesses and how many of them must have cosigned.",
        HelpName = "FILE",
    };

    public void AddTo(Command verb)
    {
        verb.Options.Add(keys);
        verb.Options.Add(policy);
    }

    /// <summary>Empty when none was given.</summary>
    /// <exception cref="Failure">A key is none.</exception>
    public IReadOnlyList<VerifierKey> Keys(ParseResult parsed)
    {
        var read = new List<VerifierKey>();
        foreach (var given in parsed.GetValue(keys) ?? [])
        {
            string[] lines = File.Exists(given) ? File.ReadAllLines(given) : [given];
            foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
                read.Add(VerifierKey.TryParse(line, out var key, out var problem) ? key : throw new Failure($"--key {line}: {problem}"));
        }

        return read;
    }

    /// <summary>What was given, as a policy; null when nothing was.</summary>
    /// <exception cref="Failure">The policy or a key is none, or both were given.</exception>
    public TrustPolicy? Policy(ParseResult parsed)
    {
        var given = Keys(parsed);
        if (parsed.GetValue(policy) is not { } file)
            return given.Count == 0 ? null : Of(given);
        if (given.Count > 0)
            throw new Failure("--key and --policy: give one of them; a policy names its keys itself.");
        return TrustPolicy.TryParse(File.ReadAllBytes(InputFile.Demand(file)), out var read, out var problem)
            ? read
            : throw new Failure($"{file}: {problem}");
    }

    private static TrustPolicy Of(IReadOnlyList<VerifierKey> keys)
    {
        try
        {
            return TrustPolicy.OfLogKeys(keys);
        }
        catch (ArgumentException error)
        {
            throw new Failure($"--key: {error.Message}");
        }
    }
}
