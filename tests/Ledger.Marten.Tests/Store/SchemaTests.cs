using Ledger.Conformance.Schema;
using Ledger.Conformance.Store;
using Ledger.EventStore;
using Ledger.EventStore.Migrations;
using Ledger.Marten.Store;
using Ledger.Testing;
using Marten;
using Npgsql;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Marten.Tests.Store;

/// <summary>What Marten adds to a database of ours, when, and what it leaves alone.</summary>
public sealed class SchemaTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.Create();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task The_first_start_adds_what_is_marten_s_own_and_changes_nothing()
    {
        var before = await SchemaSnapshot.Of(database.DataSource);
        await using var documents = LedgerDocumentStore.Open(database.DataSource);

        (await MartenSchema.Apply(database.DataSource, documents, Never)).ShouldBeTrue();

        var after = await SchemaSnapshot.Of(database.DataSource);
        before.ChangedIn(after).ShouldBeEmpty();
        var added = before.AddedIn(after).Where(one => one.Kind is "table" or "sequence" or "trigger" or "function").ToList();
        added.Where(one => one.Kind != "function").Select(one => $"{one.Kind} {one.Name}")
            .ShouldBe(["table public.mt_doc_deadletterevent", "table public.mt_high_water_skips"]);
        added.ShouldAllBe(one => one.Name.StartsWith("public.mt_", StringComparison.Ordinal));
        before.AddedIn(after).ShouldNotContain(one => one.Name.StartsWith("public.mt_events", StringComparison.Ordinal)
            || one.Name.StartsWith("public.mt_streams", StringComparison.Ordinal));
        await documents.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
        (await StoreMigrations.Apply(database.DataSource, Never)).ShouldBe(0);
    }

    [Fact]
    public async Task Of_processes_that_start_at_once_one_adds_it()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            await using var own = NpgsqlDataSource.Create(database.ConnectionString);
            await using var documents = LedgerDocumentStore.Open(own);
            return await MartenSchema.Apply(own, documents, Never);
        })));

        added.Count(one => one).ShouldBe(1);
    }

    [Fact]
    public async Task Later_starts_need_no_right_to_change_the_schema()
    {
        await MartenStore.AddMartensOwn(database.DataSource, Never);
        var role = $"plain_{Guid.NewGuid():N}";
        await ForeignWriter.Run(database.DataSource, $"""
            create role {role};
            grant usage on schema public, ledger to {role};
            grant select, insert, update on all tables in schema public, ledger to {role};
            grant usage, select, update on all sequences in schema public to {role}
            """);
        var plain = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Options = $"-c role={role}" };
        await using var limited = NpgsqlDataSource.Create(plain.ConnectionString);
        await using var documents = LedgerDocumentStore.Open(limited);
        await using var store = new MartenEventStore(limited, documents);

        (await MartenSchema.Apply(limited, documents, Never)).ShouldBeFalse();
        (await store.Append("s", ExpectedVersion.NoStream, 2)).ShouldBeOfType<AppendOutcome.Appended>();

        (await store.All()).Count.ShouldBe(2);
        await Should.ThrowAsync<PostgresException>(() => ForeignWriter.Run(limited, "create table public.more (n int)"));
    }

    [Fact]
    public async Task A_marten_that_is_set_up_for_other_tables_is_refused_before_it_changes_ours()
    {
        var before = await SchemaSnapshot.Of(database.DataSource);
        await using var documents = DocumentStore.For(options =>
        {
            LedgerDocumentStore.Configure(options, database.DataSource, TestEvents.Types);
            options.Events.EnableUniqueIndexOnEventId = true;
        });

        var refusal = await Should.ThrowAsync<MigrationException>(() => MartenSchema.Apply(database.DataSource, documents, Never));

        refusal.Message.ShouldContain("public.mt_events");
        before.ChangedIn(await SchemaSnapshot.Of(database.DataSource)).ShouldBeEmpty();
        before.AddedIn(await SchemaSnapshot.Of(database.DataSource)).ShouldBeEmpty();
    }
}
