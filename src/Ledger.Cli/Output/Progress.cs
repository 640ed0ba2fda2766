using Spectre.Console;

namespace Ledger.Cli.Output;

/// <summary>A bar on standard error while somebody watches; nothing at all otherwise.</summary>
internal static class Progress
{
    /// <param name="work">Gets what to call with the part that is done, 0 to 1.</param>
    public static async Task<T> Show<T>(Terminal terminal, string title, Func<Action<double>, Task<T>> work)
    {
        if (!terminal.ErrorIsTerminal)
            return await work(_ => { });

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        return await console.Progress().AutoClear(true).HideCompleted(true).StartAsync(async context =>
        {
            var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
            return await work(done => bar.Value = Math.Clamp(done, 0, 1));
        });
    }

    /// <summary>Calls back at once, on the thread that reports: the framework's own posts, and a last report may come too late.</summary>
    public static IProgress<T> At<T>(Action<T> report) => new Reporter<T>(report);

    private sealed class Reporter<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
