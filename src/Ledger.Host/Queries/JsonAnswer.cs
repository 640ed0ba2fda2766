using System.Text.Json;
using Ledger.Application.Composition;
using Ledger.Host.Keeping;
using Ledger.Host.Problems;
using Ledger.Host.Requests;
using Ledger.Projections.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Host.Queries;

/// <summary>
/// An answer to a query with where it stands in the log and its strong ETag, or 304 where the caller has it already.
/// </summary>
/// <param name="version">Of the stream that the answer is about, where it is about one.</param>
/// <param name="personal">Kept by nobody on the way.</param>
public sealed class JsonAnswer<T>(T answer, long? version = null, bool personal = false) : IResult, IKeepable
{
    /// <summary>The answer stands at a position that was asked for, and will be the same whenever it is asked for again.</summary>
    public bool Fixed { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext) => await (await Render(httpContext)).ExecuteAsync(httpContext);

    public async Task<IResult> Render(HttpContext context)
    {
        if (await Body(context) is not { } bytes)
            return new ProblemResult(KnownProblems.SealingLags);
        var holds = personal ? BytesAnswer.NewestHere : Fixed ? BytesAnswer.ForEver : BytesAnswer.Newest;
        return new BytesAnswer(bytes, "application/json; charset=utf-8", holds) { Version = version };
    }

    /// <summary>
    /// The answer's JSON, before it is digested for the tag. What every answer that stands at a position (<see cref="IStandsAt"/>) says
    /// of the log beside its own members is put in here.
    /// </summary>
    /// <returns>Null while too much waits to be sealed.</returns>
    private async Task<byte[]?> Body(HttpContext context)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, AnswerJson.Options);
        if (answer is not IStandsAt standing)
            return bytes;
        var ledger = context.RequestServices.GetRequiredService<LedgerSystem>();
        return (await LogPoint.At(ledger, standing.Position, context.RequestAborted))?.AddTo(bytes);
    }
}
