using System.Diagnostics;
using Ledger.Benchmarks.Store;
using Ledger.EventStore;

namespace Ledger.Benchmarks.Log;

/// <summary>Appends by several callers at once, each of one event, and how long each of them waited to be covered by a follower.</summary>
/// <param name="Lags">
/// For each append the time from its acknowledgement to the first look that saw it covered, milliseconds: what a caller sees who asks on,
/// and up to a look's interval more than the follower took.
/// </param>
/// <param name="Rate">Appends per second.</param>
internal sealed record LaggedAppends(List<double> Lags, double Rate)
{
    private const int Callers = 8;

    /// <summary>Streams of one caller are numbered from its own multiple of this on.</summary>
    private const int NumbersOfCaller = 10_000_000;

    /// <summary>Between two looks at how far the follower is.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(2);

    /// <param name="follow">Works until it is cancelled.</param>
    /// <param name="covered">Up to which position the follower has come, as the database shows it.</param>
    public static async Task<LaggedAppends> Run(
        IEventStore store, int seconds, Func<CancellationToken, Task> follow, Func<CancellationToken, Task<long>> covered,
        CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var following = follow(over.Token);
        var clock = Stopwatch.StartNew();
        var appending = Task.WhenAll(
            Enumerable.Range(0, Callers).Select(caller => Append(store, caller, clock, TimeSpan.FromSeconds(seconds), cancellation)));
        try
        {
            var looks = await Watch(appending, following, covered, clock, cancellation);
            var appends = (await appending).SelectMany(one => one).ToList();
            return new LaggedAppends(Lagged(appends, looks), appends.Count / appends.Max(one => one.At).TotalSeconds);
        }
        finally
        {
            await over.CancelAsync();
            await following.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <returns>Each append's position, and when it was acknowledged.</returns>
    private static async Task<List<(long Position, TimeSpan At)>> Append(
        IEventStore store, int caller, Stopwatch clock, TimeSpan until, CancellationToken cancellation)
    {
        var appends = new List<(long Position, TimeSpan At)>();
        for (var number = caller * NumbersOfCaller; clock.Elapsed < until; number++)
        {
            var request = new AppendRequest([SyntheticEvents.Stream(number, SyntheticEvents.Event(number))], new EventMetadata("bench"));
            if (await store.Append(request, cancellation) is not AppendOutcome.Appended done)
                throw new InvalidOperationException("The store did not append.");
            appends.Add((done.LastPosition, clock.Elapsed));
        }

        return appends;
    }

    /// <summary>Until every append is covered.</summary>
    private static async Task<List<(long Covered, TimeSpan At)>> Watch(
        Task<List<(long Position, TimeSpan At)>[]> appending, Task following, Func<CancellationToken, Task<long>> covered, Stopwatch clock,
        CancellationToken cancellation)
    {
        var looks = new List<(long Covered, TimeSpan At)>();
        while (!appending.IsCompleted || looks.LastOrDefault().Covered < (await appending).Max(one => one.LastOrDefault().Position))
        {
            if (following.IsCompleted)
                await following;
            var seen = await covered(cancellation);
            if (seen > looks.LastOrDefault().Covered)
                looks.Add((seen, clock.Elapsed));
            await Task.Delay(LookInterval, cancellation);
        }

        return looks;
    }

    private static List<double> Lagged(List<(long Position, TimeSpan At)> appends, List<(long Covered, TimeSpan At)> looks)
    {
        var lags = new List<double>(appends.Count);
        var look = 0;
        foreach (var (position, at) in appends.OrderBy(one => one.Position))
        {
            while (looks[look].Covered < position)
                look++;
            // A follower may be done before the caller has heard.
            lags.Add(Math.Max(0, (looks[look].At - at).TotalMilliseconds));
        }

        return lags;
    }
}
