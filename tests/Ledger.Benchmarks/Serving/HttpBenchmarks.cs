using System.Net.Http.Headers;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Whole;
using Ledger.Host;

namespace Ledger.Benchmarks.Serving;

/// <summary>
/// The directory and an institution over HTTP, as a program and as a person asks for them, warm, each beside the same server answering a
/// constant of the same bytes and headers to as many connections: whole answers, and 304 for those who have them.
/// </summary>
internal static class HttpBenchmarks
{
    /// <summary>At least so much of the constant.</summary>
    private const double OfConstant = 0.5;

    private static readonly (string Name, string Address)[] Asked =
    [
        ("directory", "/api/v1/institutions"),
        ("institution", "/api/v1/institutions/" + ListedInstitutions.Id(7)),
        ("directory, page", "/directory"),
        ("institution, page", "/institutions/" + ListedInstitutions.Id(7)),
    ];

    public static async Task<IReadOnlyList<Measurement>> Of(Bench bench, CancellationToken cancellation)
    {
        await using var database = await bench.Database(cancellation);
        await using var ledger = await OpenedLedger.On(bench, database, bench.Engines[0], cancellation);
        await ListedInstitutions.Write(ledger.Desk, cancellation);
        await ledger.Projections.CatchUp(cancellation);
        await ledger.Sealing.Seal(cancellation);
        var options = new LedgerHostOptions(new Uri("http://127.0.0.1:0"), _ => { }) { CarriesMessages = false };
        await using var app = LedgerHost.Build(options, ledger);
        var constants = Constants.On(app);
        await app.StartAsync(cancellation);
        using var callers = new HttpCallers(new Uri(app.Urls.First()));
        var measurements = new List<Measurement>();
        foreach (var (name, address) in Asked)
        {
            var constant = await constants.Keep(callers.Client, address, cancellation);
            measurements.AddRange(await Pair(bench, callers, $"{name}, whole", address, constant, null, cancellation));
            using var answer = await callers.Client.GetAsync(address, cancellation);
            measurements.AddRange(await Pair(bench, callers, $"{name}, 304", address, constant, answer.Headers.ETag, cancellation));
        }

        await app.StopAsync(cancellation);
        return measurements;
    }

    private static async Task<Measurement[]> Pair(
        Bench bench, HttpCallers callers, string name, string address, string constant, EntityTagHeaderValue? known,
        CancellationToken cancellation)
    {
        await bench.Log.WriteLineAsync($"measuring: {name} over HTTP");
        var (limits, rates) = (new List<double>(), new List<double>());
        for (var run = 0; run <= bench.Sizes.Runs; run++)
        {
            var limit = await callers.Rate(constant, bench.Sizes.HttpSeconds, known, cancellation);
            var rate = await callers.Rate(address, bench.Sizes.HttpSeconds, known, cancellation);
            // The first one warms up.
            if (run == 0)
                continue;
            limits.Add(limit);
            rates.Add(rate);
        }

        var most = Measurement.Of($"limit: {name}, as a constant", "answers/s", limits);
        return [most, Measurement.Paired($"{name}, over HTTP", "answers/s", rates, most, limits).Asked(Target.RatioAtLeast(OfConstant))];
    }
}
