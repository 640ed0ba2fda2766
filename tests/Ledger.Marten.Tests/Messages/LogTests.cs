using System.Collections.Concurrent;
using Ledger.Application.Commands;
using Ledger.Application.Messages;
using Ledger.Conformance.Engines;
using Ledger.Conformance.Messages;
using Ledger.Domain.RulePacks;
using Ledger.Marten.Hosting;
using Ledger.Testing;
using Microsoft.Extensions.Logging;

namespace Ledger.Marten.Tests.Messages;

/// <summary>What comes into the program's logs from Wolverine and Marten.</summary>
public sealed class LogTests
{
    private const string Name = "合成人名";
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task A_command_that_is_malformed_is_no_error_and_a_handler_that_fails_quotes_nobody()
    {
        var logs = new Recorded();
        await using var database = await TestDatabase.Create(MessageScene.Prepare);
        await EngineDatabase.Add(new MartenEngineFactory(), database.DataSource);
        await using var engine = await new MartenEngineFactory().Open(
            new(database.Service, RulePackCatalog.Jiangxi, new TimeOrderedIds(TimeProvider.System), TimeProvider.System,
                TestCatalog.UseCases, TestCatalog.Messages,
                store => new HandlerServices(store, RulePackCatalog.Jiangxi, null!, null!), logs)
            { Carrying = MessageScene.Hurried },
            Never);

        var malformed = new Domain.Institutions.RenameInstitution("", Name, default);
        (await engine.Desk.Handle(malformed, new CommandContext("clerk-1"), Never)).ShouldBeOfType<CommandAnswer.Malformed>();
        logs.Lines.ShouldBeEmpty();

        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => engine.Messages.Run(stop.Token), Never);
        await engine.Messages.Send([MessageScene.Pack(new Failing(Name, 1, Times: 99))], null, Never);
        while ((await engine.Messages.Count(Never)).Dead == 0)
            await Task.Delay(100, Never);
        await stop.CancelAsync();
        await run;

        logs.Lines.ShouldNotBeEmpty();
        logs.Lines.ShouldAllBe(line => !line.Contains(Name) && !line.Contains(FailingHandler.Foreign));
        // One line for each try, in the words that the native engine has too.
        logs.Lines.Count.ShouldBe(MessageScene.Hurried.Tries);
        logs.Lines.ShouldAllBe(line => line.Contains(" test.failing.v1 failed at try "));
    }

    [Fact]
    public void What_a_library_says_again_and_again_is_said_once_a_minute()
    {
        var (logs, time) = (new Recorded(), new Clock());
        var log = new SpareLogs(logs, time).CreateLogger("Wolverine.Runtime.Agents");
        for (var second = 0; second < 90; second++)
        {
            log.Log(LogLevel.Error, new InvalidOperationException(Name), "Could not do {What}", Name);
            time.Now += TimeProvider.System.TimestampFrequency;
        }

        logs.Lines.ShouldBe(Enumerable.Repeat("Error Could not do {What} InvalidOperationException ", 2));
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long GetTimestamp() => Now;
    }

    private sealed class Recorded : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose() { }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
