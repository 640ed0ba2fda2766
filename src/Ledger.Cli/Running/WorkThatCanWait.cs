namespace Ledger.Cli.Running;

/// <summary>
/// <c>import</c>, <c>projections rebuild</c> and <c>verify</c> use every processor there is for as long as they take. Their process stands
/// back for whoever asks the service meanwhile, and their database sessions with it. A private server that such a process is the first to
/// need is made by it, and stands back as long as it runs.
/// </summary>
internal static class WorkThatCanWait
{
    /// <param name="arguments">Of the call, the verb first.</param>
    public static bool Is(ReadOnlySpan<string> arguments) => arguments is ["import" or "verify", ..] or ["projections", "rebuild", ..];
}
