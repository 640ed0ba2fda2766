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
}
