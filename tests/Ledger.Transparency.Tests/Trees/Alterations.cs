using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tests.Trees;

/// <summary>Proofs that are nearly the given one.</summary>
internal static class Alterations
{
    public static IEnumerable<IReadOnlyList<TreeHash>> OfEveryBit(IReadOnlyList<TreeHash> proof)
    {
        for (var i = 0; i < proof.Count; i++)
        {
            for (var bit = 0; bit < 8 * TreeHash.Bytes; bit++)
            {
                var bytes = proof[i].ToArray();
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                yield return [.. proof.Take(i), new TreeHash(bytes), .. proof.Skip(i + 1)];
            }
        }
    }

    /// <summary>One hash removed, doubled, added or swapped with its neighbour. Neighbours in a proof of distinct leaves differ.</summary>
    public static IEnumerable<IReadOnlyList<TreeHash>> OfLengthAndOrder(IReadOnlyList<TreeHash> proof)
    {
        yield return [.. proof, default];
        yield return [default, .. proof];
        for (var i = 0; i < proof.Count; i++)
        {
            yield return [.. proof.Take(i), .. proof.Skip(i + 1)];
            yield return [.. proof.Take(i + 1), .. proof.Skip(i)];
            if (i > 0)
                yield return [.. proof.Take(i - 1), proof[i], proof[i - 1], .. proof.Skip(i + 1)];
        }
    }
}
