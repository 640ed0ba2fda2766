using JasperFx;
using JasperFx.Events;
using Ledger.Domain.Kernel;
using Marten;
using Npgsql;

namespace Ledger.Marten.Store;

/// <summary>How Marten is set up on our tables: the one place. src/decisions/0008 says why each line is as it is.</summary>
internal static class LedgerDocumentStore
{
    /// <summary>Positions have no gaps, so there are none to skip: a year means never.</summary>
    private static readonly TimeSpan NeverStale = TimeSpan.FromDays(365);

    /// <param name="database">Migrated; stays the caller's to dispose.</param>
    /// <param name="eventTypes">The facts by their aliases; null for the ledger's.</param>
    public static DocumentStore Open(NpgsqlDataSource database, IReadOnlyDictionary<string, Type>? eventTypes = null) =>
        DocumentStore.For(options => Configure(options, database, eventTypes ?? FactCatalog.Types));

    /// <summary>Also for <c>services.AddMarten(...)</c>. The schema is brought up beforehand by <see cref="MartenSchema"/>.</summary>
    /// <param name="eventTypes">The facts by their aliases.</param>
    public static void Configure(StoreOptions options, NpgsqlDataSource database, IReadOnlyDictionary<string, Type> eventTypes)
    {
        options.Connection(database);
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.Serializer(new FactSerializer(eventTypes));
        // Retrying is the store's, which asks again what the versions are. In a transaction that has failed a replay would only
        // put another error in the place of the first.
        options.ConfigureWritePolly(_ => { });

        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.Events.MetadataConfig.EnableAll();
        options.Events.MetadataConfig.UserNameEnabled = true;
        options.Projections.StaleSequenceThreshold = NeverStale;

        foreach (var (alias, type) in eventTypes)
            options.Events.MapEventType(type, alias);
        // Each event of it carries the alias that it was given.
        options.Events.MapEventType<UnknownFact>(UnknownFact.Alias);
    }
}
