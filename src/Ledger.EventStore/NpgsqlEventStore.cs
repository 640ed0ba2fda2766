using Ledger.EventStore.Appending;
using Ledger.EventStore.Reading;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>The native engine: the port over Npgsql alone, on Marten's tables. One instance serves a whole process.</summary>
/// <param name="database">Must have been migrated (<see cref="Migrations.StoreMigrations"/>). Stays the caller's to dispose.</param>
/// <param name="beside">A store of the same log in this process, by other sessions: each hears of what the other commits.</param>
public sealed class NpgsqlEventStore(NpgsqlDataSource database, TimeProvider? time = null, NpgsqlEventStore? beside = null) :
    GroupCommitStore(
        new PooledQueries(database), () => new NpgsqlGroupWriter(database), new BulkWriter(database).Write, time, beside);
