using Ledger.Application.Composition;
using Ledger.Host.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Host.Keeping;

/// <summary>
/// Answers about now that are given again as long as the ledger stands where it stood, byte for byte what they would be if they were made
/// anew. Where it stands is asked on every request, so that no answer is older than it would be without this (src/decisions/0019).
/// </summary>
/// <param name="keeps">False makes every answer anew.</param>
public sealed class KeptAnswers(LedgerSystem ledger, bool keeps) : IAsyncDisposable
{
    private readonly StandReader stands = new(ledger.Database);

    /// <summary>What is kept, for whoever looks how much that is.</summary>
    public AnswerStore Store { get; } = new(HostLimits.KeptAnswers, HostLimits.KeptAnswersBytes);

    /// <param name="of">Which part of the stand the answer depends on.</param>
    /// <param name="make">Makes the answer. What is not <see cref="IKeepable"/>, or not for everybody, is not kept.</param>
    public async Task<IResult> Answer(HttpContext context, Func<Stand, Stand> of, Func<Task<IResult>> make)
    {
        if (!keeps || KeyOf(context.Request) is not { } address)
            return await make();
        var key = new AnswerKey(address, Asked.Today(ledger));
        var before = of(await stands.Now());
        if (Store.Find(key, before) is { } kept)
            return kept;
        var made = await make();
        if (made is not IKeepable keepable)
            return made;
        var answer = await keepable.Render(context);
        // It may have read on both sides of a write: what stood still from before to after is what it was made of.
        if (answer is BytesAnswer { IsForEverybody: true } bytes && of(await stands.Now()) == before)
            Store.Keep(key, before, bytes);
        return answer;
    }

    public ValueTask DisposeAsync() => stands.DisposeAsync();

    /// <summary>
    /// Null for what is not kept: a question about the past, which readers and those between keep for ever by its headers, and one whose
    /// address is so long that nobody else will ask it.
    /// </summary>
    private static string? KeyOf(HttpRequest request)
    {
        if (request.Query.ContainsKey(Asked.KnownAt.Name) || request.Query.ContainsKey("cursor"))
            return null;
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return target is { Length: <= HostLimits.KeptAddressCharacters } ? target : null;
    }
}
