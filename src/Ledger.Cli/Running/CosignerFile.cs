using System.Text;
using Ledger.Cli.Output;
using Ledger.Transparency.Files;
using Ledger.Transparency.Notes;

namespace Ledger.Cli.Running;

/// <summary>The file that holds a witness's private key: one line, for its owner alone.</summary>
internal static class CosignerFile
{
    /// <exception cref="Failure">There is a file already, or the name is none.</exception>
    public static VerifierKey Create(string path, string name)
    {
        using var key = Generate(name);
        if (!SecretFile.TryCreate(path, Encoding.UTF8.GetBytes(key.Encode() + "\n")))
            throw new Failure($"{path} is there already. A key that is overwritten is lost; name another file.");
        return key.Verifier;
    }

    /// <exception cref="Failure">It is no cosigner's key, or others can read it.</exception>
    public static SigningKey Read(string path)
    {
        if (SecretFile.IsOpenToOthers(InputFile.Demand(path)))
            throw new Failure($"{path} can be read by others than its owner: chmod 600.");
        if (new FileInfo(path).Length > NoteLimits.KeyCharacters)
            throw new Failure($"{path} is too long for a key.");
        if (!SigningKey.TryParse(File.ReadAllText(path).TrimEnd('\n'), out var key, out var problem))
            throw new Failure($"{path} holds no key. {problem}");
        if (key.Verifier.IsCosigner)
            return key;
        key.Dispose();
        throw new Failure($"{path} holds the key of a log and not of a witness: ledger witness key makes one.");
    }

    private static SigningKey Generate(string name)
    {
        try
        {
            return SigningKey.GenerateCosigner(name);
        }
        catch (ArgumentException error)
        {
            throw new Failure($"'{name}' cannot be the name of a witness. {error.Message}");
        }
    }
}
