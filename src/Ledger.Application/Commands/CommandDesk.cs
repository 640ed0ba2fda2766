using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;

namespace Ledger.Application.Commands;

/// <summary>
/// Where every command is carried out: shape checked, an earlier answer looked up, streams read, decided, appended at the versions
/// that were read. A race with another writer is decided anew, at most <see cref="TriesPerCommand"/> times.
/// </summary>
public sealed class CommandDesk(
    IEventStore store, RulePack rules, IIdSource ids, TimeProvider time, IEnumerable<UseCase> useCases) : ICommandDesk
{
    /// <summary>Decisions taken anew because another writer came first; then the caller is told.</summary>
    public const int TriesPerCommand = 8;

    /// <summary>Between actor and key; no actor's code has one.</summary>
    private const char OfActor = ':';

    private readonly Dictionary<Type, UseCase> byCommand = useCases.ToDictionary(useCase => useCase.Command);

    public IEnumerable<UseCase> UseCases => byCommand.Values;

    public async Task<CommandAnswer> Handle(ICommand command, CommandContext context, CancellationToken cancellation)
    {
        var useCase = byCommand[command.GetType()];
        var problems = useCase.Check(command);
        if (problems.Count > 0)
            return new CommandAnswer.Malformed(problems);

        var main = useCase.StreamOf(command);
        var key = KeyOf(useCase, command, context);
        if (await Earlier(key, main, cancellation).ConfigureAwait(false) is { } earlier)
            return earlier;
        if (DayToCome.Refuses(command, ShanghaiTime.DayOf(time.GetUtcNow())) is { } early)
            return new CommandAnswer.Refused(early);

        for (var attempt = 1; ; attempt++)
        {
            var answer = await TryOnce(useCase, command, main, key, context, cancellation).ConfigureAwait(false);
            if (answer is CommandAnswer.Done { Facts: > 0 })
                return answer;
            // The same request may have been carried out by a twin since it was first asked for: then this one was decided on the state
            // that the twin left behind, and the twin's answer is its answer.
            if (answer is not CommandAnswer.Contended || attempt == TriesPerCommand)
                return await Earlier(key, main, cancellation).ConfigureAwait(false) ?? answer;
        }
    }

    private async Task<CommandAnswer?> Earlier(IdempotencyKey? key, string main, CancellationToken cancellation) =>
        key is not null && await store.Earlier(key, cancellation).ConfigureAwait(false) is { } earlier ? Answer(earlier, main) : null;

    private async Task<CommandAnswer> TryOnce(
        UseCase useCase, ICommand command, string main, IdempotencyKey? key, CommandContext context, CancellationToken cancellation)
    {
        var reader = new RememberingReader(store, cancellation);
        await reader.Facts(main).ConfigureAwait(false);
        var version = reader.VersionOf(main);
        if (context.ExpectedVersion is { } expected && expected != version)
            return new CommandAnswer.Stale(main, expected, version);

        switch (await useCase.Decide(command, reader, rules).ConfigureAwait(false))
        {
            case Outcome.Refused(var refusal):
                return new CommandAnswer.Refused(refusal);
            case Outcome.AlreadyDone:
                return new CommandAnswer.Done(main, version, 0, 0, 0, Repeated: true, new Dictionary<string, long> { [main] = version });
            case Outcome.Accepted(var facts):
                var request = await Request(useCase, main, facts, reader, key, context).ConfigureAwait(false);
                return Answer(await store.Append(request, cancellation).ConfigureAwait(false), main);
            default:
                throw new InvalidOperationException("A decision is facts, nothing or a refusal.");
        }
    }

    private async Task<AppendRequest> Request(
        UseCase useCase, string main, IReadOnlyList<FactOnStream> facts, RememberingReader reader, IdempotencyKey? key,
        CommandContext context)
    {
        var streams = new List<StreamAppend>();
        foreach (var group in facts.GroupBy(fact => fact.StreamId ?? main, StringComparer.Ordinal))
        {
            await reader.Facts(group.Key).ConfigureAwait(false);
            streams.Add(new StreamAppend(
                group.Key,
                StreamIds.TypeOf(group.Key),
                ExpectedVersion.Exactly(reader.VersionOf(group.Key)),
                [.. group.Select(fact => FactCodec.Encode(ids.Next(), fact.Fact))]));
        }

        return new AppendRequest(streams, new EventMetadata(context.Actor, context.CorrelationId, useCase.Name), key);
    }

    private static CommandAnswer Answer(AppendOutcome outcome, string main) => outcome switch
    {
        AppendOutcome.Appended done => new CommandAnswer.Done(
            main, done.Versions.GetValueOrDefault(main), done.FirstPosition, done.LastPosition,
            checked((int)(done.LastPosition - done.FirstPosition + 1)), done.Repeated, done.Versions),
        AppendOutcome.VersionConflict conflict => new CommandAnswer.Contended(conflict.StreamId),
        AppendOutcome.KeyConflict conflict => new CommandAnswer.KeyReused(conflict.Key[(conflict.Key.IndexOf(OfActor) + 1)..]),
        AppendOutcome.Invalid invalid => new CommandAnswer.NotStorable(invalid.Reason),
        _ => throw new InvalidOperationException("The store answered in a way that the desk does not know."),
    };

    /// <summary>
    /// A key is the actor's own: two clients that count from 1 neither get each other's answers nor stand in each other's way. The digest
    /// covers the use case and the whole command, so that a key taken for one command cannot answer another.
    /// </summary>
    private static IdempotencyKey? KeyOf(UseCase useCase, ICommand command, CommandContext context)
    {
        if (context.IdempotencyKey is not { } key)
            return null;

        var body = JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), FactCatalog.Json);
        return new IdempotencyKey($"{context.Actor}{OfActor}{key}", SHA256.HashData([.. Encoding.UTF8.GetBytes(useCase.Name), 0, .. body]));
    }

    private sealed class RememberingReader(IEventStore store, CancellationToken cancellation) : IFactReader
    {
        private readonly Dictionary<string, StreamSlice> read = new(StringComparer.Ordinal);

        public long VersionOf(string streamId) => read[streamId].Version;

        public async Task<IEnumerable<IFact>> Facts(string streamId)
        {
            if (!read.TryGetValue(streamId, out var slice))
                read[streamId] = slice = await store.ReadStream(streamId, UpTo.Now, cancellation).ConfigureAwait(false);
            return FactCodec.Facts(slice);
        }
    }
}
