namespace Ledger.EventStore.Appending;

/// <summary>Carries a group of requests in one transaction.</summary>
internal interface IGroupWriter : IAsyncDisposable
{
    /// <summary>A group is closed once it has this many events.</summary>
    int EventsPerGroup { get; }

    /// <returns>The answers in the order of the requests.</returns>
    /// <exception cref="Npgsql.PostgresException">Nothing was written; <see cref="Retrying"/> says whether to try again.</exception>
    Task<AppendOutcome[]> Write(IReadOnlyList<AppendRequest> requests, CancellationToken cancellation);
}
