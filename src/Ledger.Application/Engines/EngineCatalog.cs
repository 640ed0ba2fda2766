using Ledger.Application.Composition;

namespace Ledger.Application.Engines;

/// <summary>
/// The engines compiled into this program. The second is an assembly that is there or not: nothing refers to it, so that the program is
/// the same program without it.
/// </summary>
public static class EngineCatalog
{
    public const string Variable = "LEDGER_ENGINE";

    /// <summary>Readers need no second engine: it would want to write of itself into the database.</summary>
    public const string OfReaders = "native";

    private const string Marten = "Ledger.Marten.MartenEngineFactory, Ledger.Marten";

    /// <summary>The best first: what is taken when nothing is asked for.</summary>
    public static IReadOnlyList<ILedgerEngineFactory> Compiled { get; } = [.. Second(), new NativeEngineFactory()];

    /// <param name="asked">What LEDGER_ENGINE says; null or empty for the default.</param>
    /// <exception cref="SettingException">No such engine is compiled in.</exception>
    public static ILedgerEngineFactory Choose(string? asked) => Choose(asked, Compiled);

    /// <summary>An engine of this build for people: <c>native (Npgsql 10.0.0)</c>.</summary>
    public static string Describe(string name) => $"{name} ({Choose(name).Description})";

    internal static ILedgerEngineFactory Choose(string? asked, IReadOnlyList<ILedgerEngineFactory> compiled) =>
        string.IsNullOrEmpty(asked) ? compiled[0] : compiled.FirstOrDefault(engine => engine.Name == asked) ?? throw new SettingException(
            Variable, $"asks for an engine that is not in this build. In it: {string.Join(", ", compiled.Select(engine => engine.Name))}. "
            + "The engine marten is compiled in where its packages can be restored; README.md, Engines, says how.");

    private static IEnumerable<ILedgerEngineFactory> Second()
    {
        if (Type.GetType(Marten, throwOnError: false) is { } found)
            yield return (ILedgerEngineFactory)Activator.CreateInstance(found)!;
    }
}
