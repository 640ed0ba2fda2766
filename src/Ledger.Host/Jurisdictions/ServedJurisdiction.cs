using System.Data.Common;
using Ledger.Application.Composition;
using Ledger.Application.Jurisdictions;
using Ledger.Application.Nodes;
using Ledger.EventStore.Roles;
using Ledger.Host.Following;
using Ledger.Host.Health;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Jurisdictions;

/// <summary>
/// One of several ledgers: opened, served, and opened again for as long as it cannot be, whatever the others do. What it fails with is for
/// the log and never for those who ask.
/// </summary>
internal sealed class ServedJurisdiction(Jurisdiction jurisdiction, JurisdictionsOptions options)
{
    private readonly TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock asking = new();
    private readonly TimeProvider time = options.Time;
    private readonly ILogger log = options.Logs.CreateLogger(NamedLogs.Category(jurisdiction.Name, typeof(ServedJurisdiction).FullName!));
    private Service? service;
    private Task<bool>? asked;
    private long retryAt;

    public Jurisdiction Jurisdiction => jurisdiction;

    /// <summary>Ends when it is open, or could not be opened for the first time.</summary>
    public Task Tried => tried.Task;

    /// <summary>The ledger while it is served.</summary>
    public LedgerSystem? Ledger => Volatile.Read(ref service)?.Ledger;

    /// <summary>Until it is tried again, seconds.</summary>
    public int RetryAfter => Volatile.Read(ref retryAt) is not 0 and var at
        ? Math.Max(1, (int)Math.Ceiling(time.GetElapsedTime(time.GetTimestamp(), at).TotalSeconds))
        : HostLimits.OpeningRetryAfter;

    public HandedRequest? TryBegin(IFeatureCollection features) => Volatile.Read(ref service)?.Server.TryBegin(features);

    /// <summary>The position of its head; null where it is not served, or its database does not answer.</summary>
    public async Task<long?> Head(CancellationToken cancellation)
    {
        try
        {
            return Ledger is { } ledger
                ? await ledger.Store.Head(cancellation).WaitAsync(HostLimits.ReadyPatience, time, cancellation)
                : null;
        }
        catch (Exception error) when (error is DbException or TimeoutException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <param name="url">Where the process listens.</param>
    /// <returns>When it is told to stop and has ended.</returns>
    public Task Run(Uri url, CancellationToken stopping) => new KeptGoing(time, Failed).Run(token => Serve(url, token), stopping);

    /// <summary>
    /// Asked once at a time: a database that does not answer is not asked again for each balancer that wants to know.
    /// </summary>
    public async Task<string> Status()
    {
        if (Volatile.Read(ref service) is not { } serving)
            return JurisdictionStates.Unavailable;
        Task<bool> question;
        lock (asking)
            question = asked is { IsCompleted: false } ? asked : asked = IsReady(serving);
        try
        {
            return await question.WaitAsync(HostLimits.ReadyPatience, time) ? JurisdictionStates.Ready : JurisdictionStates.NotReady;
        }
        catch (TimeoutException)
        {
            return JurisdictionStates.Silent;
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            return JurisdictionStates.NotReady;
        }
    }

    private async Task Serve(Uri url, CancellationToken stopping)
    {
        using var logs = LoggerFactory.Create(own => Logging(own.SetMinimumLevel(LogLevel.Warning)));
        await using var ledger = await LedgerSystem.Open(jurisdiction.Settings, logs, time, stopping);
        await options.Prepare(ledger, stopping);
        if (await OtherLogins.Of(ledger.Database, stopping) is { } others)
            log.LogWarning("{Others}", others);
        var addresses = jurisdiction.Addresses(url).Select(address => address.GetLeftPart(UriPartial.Authority));
        var server = new HandedServer(options.RequestsOfJurisdiction, addresses);
        await using var app = LedgerHost.Build(
            new LedgerHostOptions(url, Logging) { Node = jurisdiction.Settings.Node, Server = server }, ledger);
        await app.StartAsync(stopping);
        try
        {
            Volatile.Write(ref retryAt, 0);
            Volatile.Write(ref service, new Service(server, ledger, app.Services.GetRequiredService<WorkTurn>()));
            tried.TrySetResult();
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, app.Lifetime.ApplicationStopping);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            Volatile.Write(ref service, null);
            await app.StopAsync(CancellationToken.None);
        }

        if (!stopping.IsCancellationRequested)
            throw new InvalidOperationException("The service of this ledger has ended by itself.");
    }

    private void Failed(Exception error, TimeSpan pause)
    {
        Volatile.Write(ref retryAt, time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency));
        log.LogError(
            "This ledger is not served: {Reason} Trying again in {Seconds} s", options.Sentence(jurisdiction, error), pause.TotalSeconds);
        tried.TrySetResult();
    }

    private static async Task<bool> IsReady(Service serving)
    {
        using var patience = new CancellationTokenSource(HostLimits.RequestTimeout);
        return (await HealthEndpoints.Ready(serving.Ledger, serving.Turn, patience.Token)).Reasons.Count == 0;
    }

    private void Logging(ILoggingBuilder own) => own.AddProvider(new NamedLogs(jurisdiction.Name, options.Logs));

    private sealed record Service(HandedServer Server, LedgerSystem Ledger, WorkTurn Turn);
}
