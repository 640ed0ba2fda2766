using System.Diagnostics;
using System.Globalization;
using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Benchmarks.Measuring;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Host;
using Npgsql;

namespace Ledger.Benchmarks.Whole;

/// <summary>
/// An institution with a thousand facts, as it was known at a position: replayed and folded to its state, beside the plain read of the
/// same rows and the drawing of its page over HTTP. One question at a time, milliseconds.
/// </summary>
internal static class ReplayBenchmarks
{
    private const int Facts = 1_000;

    /// <summary>Questions before those that count.</summary>
    private const int WarmUp = 20;

    private const string Id = "bench-replay";
    private static readonly DateOnly Day = new(2024, 1, 10);

    public static async Task<IReadOnlyList<Measurement>> Of(Bench bench, CancellationToken cancellation)
    {
        await using var database = await bench.Database(cancellation);
        await using var ledger = await OpenedLedger.On(bench, database, bench.Engines[0], cancellation);
        await Write(ledger, cancellation);
        await ledger.Projections.CatchUp(cancellation);
        var options = new LedgerHostOptions(new Uri("http://127.0.0.1:0"), _ => { }) { CarriesMessages = false };
        await using var app = LedgerHost.Build(options, ledger);
        await app.StartAsync(cancellation);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        var read = await Time(bench, "limit: plain read of an institution's 1,000 rows", () => PlainRead(ledger.Database, cancellation));
        var replay = await Time(bench, "replay of an institution of 1,000 facts", () => Replay(ledger, cancellation));
        var page = await Time(bench, "drawing its page over HTTP", () => client.GetStringAsync($"/institutions/{Id}", cancellation));
        await app.StopAsync(cancellation);
        return [read, replay.Against(read), page.Against(read)];
    }

    private static async Task Replay(LedgerSystem ledger, CancellationToken cancellation)
    {
        var replay = await ledger.Replays.Of(StreamIds.Institution(Id), Day.AddDays(Facts), Facts, cancellation);
        var state = Institution.Fold(replay.Facts.Select(fact => fact.Fact).OfType<IFact>());
        if (replay.Facts.Count != Facts || state is not Institution.Registered)
            throw new InvalidOperationException("The replay is not that of the institution that was written.");
    }

    private static async Task PlainRead(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select seq_id, version, type, data, timestamp from public.mt_events where stream_id = $1 order by version");
        command.Parameters.AddWithValue(StreamIds.Institution(Id));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = 0;
        for (; await reader.ReadAsync(cancellation); rows++)
        {
            reader.GetInt64(0);
            reader.GetInt64(1);
            reader.GetString(2);
            reader.GetFieldValue<byte[]>(3);
            reader.GetDateTime(4);
        }

        if (rows != Facts)
            throw new InvalidOperationException("The rows are not those that were written.");
    }

    private static async Task<Measurement> Time(Bench bench, string name, Func<Task> ask)
    {
        await bench.Log.WriteLineAsync($"measuring: {name}");
        var times = new List<double>();
        for (var at = -WarmUp; at < bench.Sizes.Replays; at++)
        {
            var clock = Stopwatch.StartNew();
            await ask();
            if (at >= 0)
                times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return Measurement.Of(name, "ms", times);
    }

    private static async Task Write(LedgerSystem ledger, CancellationToken cancellation)
    {
        var facts = new List<IFact> { new InstitutionRegistered(At(0), "合成机构", "合成单位", null, "360100") };
        for (var number = 1; number < Facts; number++)
        {
            facts.Add(number % 2 == 0
                ? new InstitutionRenamed(At(number), Name(number - 2), Name(number))
                : new ContactChanged(At(number), $"合成路{number}号", null, null));
        }

        var events = facts.Select(fact => FactCodec.Encode(ledger.Ids.Next(), fact)).ToList();
        var append = new StreamAppend(StreamIds.Institution(Id), "institution", ExpectedVersion.NoStream, events);
        if (await ledger.Store.BulkAppend([append], EventMetadata.None, cancellation) is not AppendOutcome.Appended)
            throw new InvalidOperationException("The institution was not written.");
    }

    private static Act At(int number) => new(Day.AddDays(number), "hr-360000", null, "赣人社规〔2024〕1号");

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"合成机构{number}");
}
