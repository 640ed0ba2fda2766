using Ledger.EventStore;
using Ledger.EventStore.Appending;
using Marten;
using Npgsql;

namespace Ledger.Marten.Store;

/// <summary>The marten engine: the port over Marten's sessions, on the tables that both engines share.</summary>
/// <remarks>
/// Bulk appends are the native engine's binary COPY, and not Marten's: src/decisions/0011 has the figures. Marten's own bulk insert takes
/// new streams only, in a transaction of its own: as fast, but it can neither check a version nor be all or nothing with streams that
/// exist. Its append function, one statement for each event, takes five to ten times as long.
/// </remarks>
/// <param name="documents">Set up by <see cref="LedgerDocumentStore"/>. Stays the caller's to dispose, as the database does.</param>
internal sealed class MartenEventStore(NpgsqlDataSource database, IDocumentStore documents, TimeProvider? time = null) : GroupCommitStore(
    new MartenQueries(documents), () => new MartenGroupWriter(database, documents), new BulkWriter(database).Write, time);
