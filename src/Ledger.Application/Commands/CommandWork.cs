using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;

namespace Ledger.Application.Commands;

/// <summary>What a decision came to before anything was written: the answer already, or what is to be appended for it.</summary>
public abstract record Decided
{
    private Decided() { }

    public sealed record Answered(CommandAnswer Answer) : Decided;

    public sealed record ToAppend(AppendRequest Request) : Decided;
}

/// <summary>One command under way: its use case, its main stream, and the key that names the request.</summary>
public sealed record CommandCall(UseCase UseCase, ICommand Command, CommandContext Context)
{
    /// <summary>Between actor and key; no actor's code has one.</summary>
    private const char OfActor = ':';

    public string Main { get; } = UseCase.StreamOf(Command);

    public IdempotencyKey? Key { get; } = KeyOf(UseCase, Command, Context);

    public CommandAnswer Answer(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.Appended done => new CommandAnswer.Done(
            Main, done.Versions.GetValueOrDefault(Main), done.FirstPosition, done.LastPosition,
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
}

/// <summary>
/// The steps of carrying out a command that are the same at every desk: an earlier answer, the day, the streams, the decision. Only how
/// its facts come into the store is the desk's own.
/// </summary>
public sealed class CommandWork(IEventStore store, RulePack rules, IIdSource ids, TimeProvider time)
{
    /// <summary>Decisions taken anew because another writer came first; then the caller is told.</summary>
    public const int TriesPerCommand = 8;

    /// <returns>
    /// The answer that needs no decision: that it is for the ledger alone, what the key was answered with before, or that the day is still
    /// to come.
    /// </returns>
    public async Task<CommandAnswer?> Beforehand(CommandCall call, CancellationToken cancellation)
    {
        if (LedgersOwn.Refuses(call.Command, call.Context.Actor) is { } notTheirs)
            return new CommandAnswer.Refused(notTheirs);
        if (await Earlier(call, cancellation).ConfigureAwait(false) is { } earlier)
            return earlier;
        var early = DayToCome.Refuses(call.Command, ShanghaiTime.DayOf(time.GetUtcNow()));
        return early is null ? null : new CommandAnswer.Refused(early);
    }

    /// <returns>What the key was answered with before; null when it is unused, or there is none.</returns>
    public async Task<CommandAnswer?> Earlier(CommandCall call, CancellationToken cancellation) =>
        call.Key is { } key && await store.Earlier(key, cancellation).ConfigureAwait(false) is { } earlier ? call.Answer(earlier) : null;

    /// <summary>
    /// The answer to give in the end. The same request may have been carried out by a twin since it was first asked for: then this one
    /// was decided on the state that the twin left behind, and the twin's answer is its answer.
    /// </summary>
    public async Task<CommandAnswer> Settle(CommandCall call, CommandAnswer answer, CancellationToken cancellation) =>
        answer is CommandAnswer.Done { Facts: > 0 } ? answer : await Earlier(call, cancellation).ConfigureAwait(false) ?? answer;

    /// <summary>Reads what the decision asks for, and decides. What is to be appended expects the versions that were read.</summary>
    public async Task<Decided> Decide(CommandCall call, CancellationToken cancellation)
    {
        var reader = new RememberingReader(store, cancellation);
        await reader.Facts(call.Main).ConfigureAwait(false);
        var version = reader.VersionOf(call.Main);
        if (call.Context.ExpectedVersion is { } expected && expected != version)
            return new Decided.Answered(new CommandAnswer.Stale(call.Main, expected, version));

        return await call.UseCase.Decide(call.Command, reader, rules).ConfigureAwait(false) switch
        {
            Outcome.Refused(var refusal) => new Decided.Answered(new CommandAnswer.Refused(refusal)),
            Outcome.AlreadyDone => new Decided.Answered(new CommandAnswer.Done(
                call.Main, version, 0, 0, 0, Repeated: true, new Dictionary<string, long> { [call.Main] = version })),
            Outcome.Accepted(var facts) => new Decided.ToAppend(await Request(call, facts, reader).ConfigureAwait(false)),
            _ => throw new InvalidOperationException("A decision is facts, nothing or a refusal."),
        };
    }

    private async Task<AppendRequest> Request(CommandCall call, IReadOnlyList<FactOnStream> facts, RememberingReader reader)
    {
        var streams = new List<StreamAppend>();
        foreach (var group in facts.GroupBy(fact => fact.StreamId ?? call.Main, StringComparer.Ordinal))
        {
            await reader.Facts(group.Key).ConfigureAwait(false);
            streams.Add(new StreamAppend(
                group.Key,
                StreamIds.TypeOf(group.Key),
                ExpectedVersion.Exactly(reader.VersionOf(group.Key)),
                [.. group.Select(fact => FactCodec.Encode(ids.Next(), fact.Fact))]));
        }

        return new AppendRequest(streams, new EventMetadata(call.Context.Actor, call.Context.CorrelationId, call.UseCase.Name), call.Key);
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
