using JasperFx;
using JasperFx.CodeGeneration;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolverine;
using Wolverine.Marten;
using Wolverine.Persistence.Durability;
using Wolverine.RDBMS;
using Wolverine.Runtime;

namespace Ledger.Marten.Hosting;

/// <summary>
/// Wolverine wants a generic host. This one is closed: no settings files, no environment variables, no console, no signals; what it logs
/// goes to the program's own logs.
/// </summary>
internal sealed class PlainHost : IAsyncDisposable
{
    /// <summary>Where Wolverine keeps its tables.</summary>
    public const string Schema = "wolverine";

    private readonly IHost host;

    private PlainHost(IHost host) => this.host = host;

    public IWolverineRuntime Runtime => host.Services.GetRequiredService<IWolverineRuntime>();

    public IMessageStore Envelopes => host.Services.GetRequiredService<IMessageStore>();

    /// <param name="tables">None, but where the tables themselves are to be made.</param>
    public static PlainHost Build(
        IDocumentStore documents, ILoggerFactory logs, Action<WolverineOptions> configure, AutoCreate tables = AutoCreate.None)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "Ledger.Marten" });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddMarten(_ => { }).UseLightweightSessions().IntegrateWithWolverine(marten =>
        {
            marten.MessageStorageSchemaName = Schema;
            marten.AutoCreate = tables;
        });
        // The engine's own, in place of the one that AddMarten would make.
        builder.Services.AddSingleton(documents);
        builder.Services.AddWolverine(ExtensionDiscovery.ManualOnly, options =>
        {
            options.ServiceName = "ledger";
            options.ApplicationAssembly = typeof(PlainHost).Assembly;
            options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
            options.Discovery.DisableConventionalDiscovery();
            options.CodeGeneration.TypeLoadMode = TypeLoadMode.Dynamic;
            options.CodeGeneration.SourceCodeWritingEnabled = false;
            options.UseRuntimeCompilation();
            options.Policies.AutoApplyTransactions();
            configure(options);
        });
        builder.Services.AddSingleton<ILoggerFactory>(new SpareLogs(logs));
        return new PlainHost(builder.Build());
    }

    public Task Start(CancellationToken cancellation) => host.StartAsync(cancellation);

    /// <summary>
    /// Stops, and lets go of what Wolverine holds. The container itself is not disposed: the message store in it would take the
    /// program's connections with it, which are not its own.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)Runtime).DisposeAsync();
        if (Envelopes is IMessageDatabase { AdvisoryLock: { } leadership })
            await leadership.DisposeAsync();
    }

    /// <summary>Signals are the program's, and whoever opened the engine stops it.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
