namespace Ledger.Domain.RulePacks;

/// <summary>The packs that are built in. Each is read and checked once, when it is first asked for.</summary>
public static class RulePackCatalog
{
    private static readonly Lazy<RulePack> JiangxiPack = new(() => Embedded("jiangxi.json"));

    /// <summary>Jiangxi: Order 259 of 2022 and 赣人社规〔2023〕1号.</summary>
    public static RulePack Jiangxi => JiangxiPack.Value;

    /// <summary>Every pack by its id.</summary>
    public static RulePack? Find(string id) => id == Jiangxi.Id ? Jiangxi : null;

    private static RulePack Embedded(string file)
    {
        using var stream = typeof(RulePackCatalog).Assembly.GetManifestResourceStream($"RulePacks/{file}")
            ?? throw new InvalidOperationException($"The rule pack {file} is not in the assembly.");
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        var reading = RulePackLoader.Read(json);
        return reading.Pack ?? throw new InvalidOperationException(
            $"The rule pack {file} is not sound: " + string.Join("; ", reading.Faults.Select(fault =>
                $"{fault.Code} {fault.Where}: {fault.What}")));
    }
}
