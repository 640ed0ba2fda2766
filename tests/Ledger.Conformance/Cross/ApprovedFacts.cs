using System.Text.Json;
using Ledger.Domain.Kernel;

namespace Ledger.Conformance.Cross;

/// <summary>
/// Every kind of fact as it was approved: the snapshots that the tests of the domain keep, each once with all that can be said and once
/// with the least.
/// </summary>
public static class ApprovedFacts
{
    private const string Folder = "Snapshots/";

    public static IReadOnlyList<IFact> All { get; } =
        [.. typeof(ApprovedFacts).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).SelectMany(Read)];

    private static IEnumerable<IFact> Read(string resource)
    {
        using var file = typeof(ApprovedFacts).Assembly.GetManifestResourceStream(resource)!;
        using var approved = JsonDocument.Parse(file);
        foreach (var variant in new[] { "full", "minimal" })
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(approved.RootElement.GetProperty(variant));
            yield return FactCatalog.Read(resource[Folder.Length..^".json".Length], json)
                ?? throw new InvalidOperationException($"{resource} is of no kind of fact.");
        }
    }
}
