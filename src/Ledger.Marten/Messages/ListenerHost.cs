using Ledger.Application.Messages;
using Ledger.Marten.Hosting;
using Ledger.Messaging;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Runtime.Serialization;

namespace Ledger.Marten.Messages;

/// <summary>
/// The Wolverine of who runs the message box: a node beside the others' on the same database, which takes what is due from the inbox.
/// </summary>
internal static class ListenerHost
{
    /// <summary>Messages taken from the inbox at one look.</summary>
    private const int MessagesPerLook = 200;

    /// <summary>
    /// One node at a time looks into the inbox. A node that starts asks to be the one with its first sign of life after a whole pause,
    /// so the pause is how long its messages wait then.
    /// </summary>
    private const int LooksPerBeat = 4;

    /// <summary>How many signs of life a node may miss before another looks in its place. Its claims hold as long as they hold.</summary>
    private const int BeatsToMiss = 5;

    public static PlainHost Build(
        IDocumentStore documents, MessageCatalog catalog, HandlerServices services, MessageSteps steps, MessageFailures failures,
        MessageOptions carrying, ILoggerFactory logs) =>
        PlainHost.Build(documents, logs, options =>
        {
            Pace(options.Durability, carrying);
            LedgerQueue.Declare(options, carrying.AtOnce);
            options.DefaultSerializer = new SystemTextJsonSerializer(new(Domain.Kernel.FactCatalog.Json));
            Discover(options, catalog);
            Serve(options.Services, services);
            options.Services.AddSingleton(steps);
            options.Policies.Add(new MessageChainPolicy(carrying.HandlingTime));
            options.Policies.AddMiddleware(typeof(ClaimFrame), MessageChainPolicy.IsMessage);
            options.Policies.OnException<Exception>().CustomActionIndefinitely(
                (_, lifecycle, error) => failures.Handle(lifecycle, error), "The row says when it is tried again");
        });

    private static void Pace(DurabilitySettings durability, MessageOptions carrying)
    {
        durability.Mode = DurabilityMode.Balanced;
        durability.ScheduledJobFirstExecution = TimeSpan.Zero;
        durability.ScheduledJobPollingTime = carrying.LookInterval;
        durability.RecoveryBatchSize = MessagesPerLook;
        durability.FirstHealthCheckExecution = TimeSpan.Zero;
        durability.HealthCheckPollingTime = carrying.LookInterval * LooksPerBeat;
        durability.StaleNodeTimeout = durability.HealthCheckPollingTime * BeatsToMiss;
        durability.DrainTimeout = carrying.StoppingTime;
        durability.DurabilityMetricsEnabled = false;
        durability.NodeAssignmentHealthCheckTracingEnabled = false;
    }

    /// <summary>The catalog's handlers by Wolverine's conventions, and no other that happens to be called so.</summary>
    private static void Discover(WolverineOptions options, MessageCatalog catalog)
    {
        foreach (var kind in catalog.Kinds)
        {
            options.Discovery.IncludeType(kind.Handler);
            options.RegisterMessageType(kind.Message, kind.Name);
        }

        options.Discovery.IncludeType(typeof(UnreadMessageHandler));
        options.RegisterMessageType(typeof(UnreadMessage), UnreadMessage.Alias);
    }

    /// <summary>What handlers may be given: the properties of <see cref="HandlerServices"/>, each by its type.</summary>
    private static void Serve(IServiceCollection container, HandlerServices services)
    {
        foreach (var property in typeof(HandlerServices).GetProperties())
        {
            if (property.GetIndexParameters().Length == 0 && property.GetValue(services) is { } service)
                container.AddSingleton(property.PropertyType, service);
        }
    }
}
