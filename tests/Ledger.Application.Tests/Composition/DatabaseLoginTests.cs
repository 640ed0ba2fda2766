using Ledger.Application.Codes;
using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Application.People;
using Ledger.Application.Subscribers;
using Ledger.Application.Tests.Subscribers;
using Ledger.Conformance.Cross;
using Ledger.Domain.Institutions;
using Ledger.EventStore;
using Ledger.EventStore.Migrations;
using Ledger.EventStore.Roles;
using Ledger.Messaging;
using Ledger.Projections;
using Ledger.Projections.Engine;
using Ledger.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Application.Tests.Composition;

/// <summary>Whoever logs in, the whole ledger works under the service's role, on a database that is new or one that is old.</summary>
public sealed class DatabaseLoginTests : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private readonly string login = $"login_{Guid.NewGuid():N}";
    private readonly LedgerHome home = new(TestServer.TemporaryFolder());
    private TestDatabase database = null!;
    private int commands;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateEmpty();
        await Execute($"create role {login} login password 'secret'");
    }

    public async Task DisposeAsync()
    {
        await Execute($"reassign owned by {login} to current_user; drop owned by {login}; drop role {login}");
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_ledger_of_an_earlier_program_is_taken_over_with_its_events_and_its_read_models()
    {
        await AsAnEarlierProgramLeftIt();

        await using var ledger = await LedgerSystem.On(database.ConnectionString, home, TimeProvider.System, Never, "native");

        await Works(ledger, eventsBefore: 1);
        (await Text($"select string_agg(distinct nspowner::regrole::text, ' ') from pg_namespace where nspname in ({ReadModelSchemas})"))
            .ShouldBe(ServiceRole.Name);
    }

    [Fact]
    public async Task A_login_of_the_service_s_own_works_where_the_owner_is_named_apart_and_then_without_it()
    {
        await using (var first = await Open(new LedgerSettings(home.Root, Address(login), Url, DatabaseOwner: database.ConnectionString)))
            await Works(first, eventsBefore: 0);

        await using var second = await Open(new LedgerSettings(home.Root, Address(login), Url));

        await Works(second, eventsBefore: 2);
        (await Ask(second.Database, "select session_user::text")).ShouldBe(login);
    }

    [Fact]
    public async Task An_owner_that_may_not_be_let_into_the_role_works_and_the_log_says_what_it_lacks()
    {
        await using var elsewhere = await TestDatabase.Create();
        await Execute($"alter database \"{new NpgsqlConnectionStringBuilder(database.ConnectionString).Database}\" owner to {login}");
        using var lines = new LinesOfLog();
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(lines));

        await using var ledger = await LedgerSystem.Open(
            new LedgerSettings(home.Root, Address(login), Url, Engine: "native"), logs, TimeProvider.System, Never);

        await Give(ledger);
        (await ledger.Projections.CatchUp(Never)).ShouldAllBe(one => one.State == ProjectionState.Live && one.Lag == 0);
        lines.Lines.ShouldHaveSingleItem().ShouldContain($"grant {ServiceRole.Name} to {login}");
    }

    [Fact]
    public void The_owner_of_another_database_is_refused()
    {
        static string? Variable(string name) => name switch
        {
            "LEDGER_DATABASE" => "Host=db;Database=ledger;Username=worker",
            "LEDGER_DATABASE_OWNER" => "postgres://owner@db/other",
            _ => null,
        };

        Should.Throw<SettingException>(() => LedgerSettings.FromEnvironment(Variable, "/"))
            .Message.ShouldStartWith("LEDGER_DATABASE_OWNER");
        LedgerSettings.FromEnvironment(name => Variable(name)?.Replace("other", "ledger", StringComparison.Ordinal), "/")
            .DatabaseOwner.ShouldNotBeNull()
            .ShouldContain("Username=owner");
    }

    private static Uri Url { get; } = new(LedgerSettings.DefaultUrl);

    private static string ReadModelSchemas => string.Join(", ", ProjectionMigrations.Schemas(ReadModels.All).Select(name => $"'{name}'"));

    private static Task<LedgerSystem> Open(LedgerSettings settings) =>
        LedgerSystem.Open(settings with { Engine = "native" }, NullLoggerFactory.Instance, TimeProvider.System, Never);

    /// <summary>Everything that writes: a command, the read models and their rebuild, a subscription, the vault, the codes.</summary>
    private async Task Works(LedgerSystem ledger, long eventsBefore)
    {
        (await Ask(ledger.Database, "select current_user::text")).ShouldBe(ServiceRole.Name);
        await Give(ledger);
        await Give(ledger);
        (await ledger.Store.Head(Never)).ShouldBe(eventsBefore + 2);
        (await ledger.Projections.CatchUp(Never)).ShouldAllBe(one => one.State == ProjectionState.Live && one.Lag == 0);
        await ledger.Projections.Rebuild("directory", null, Never);
        (await ledger.Projections.Status(Never)).ShouldAllBe(one => one.State == ProjectionState.Live && one.Lag == 0);
        await ledger.Reactions.CatchUp(Never);
        (await ledger.Subscribers.Add(new SubscriptionRequest("https://receiver.invalid/", ["institution."]), Never))
            .ShouldBeOfType<SubscriptionAnswer.Added>();
        (await Should.ThrowAsync<PostgresException>(() => Ask(ledger.Database, "delete from public.mt_events returning 'gone'")))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    private async Task Give(LedgerSystem ledger)
    {
        var number = $"i{login[^6..]}-{++commands}";
        var command = new RegisterInstitution(number, "合成机构", "合成单位", null, "360000", new DateOnly(2024, 1, 10), "hr-360000");
        (await ledger.Desk.Handle(command, new CommandContext("hr-360000", number), Never)).ShouldBeOfType<CommandAnswer.Done>();
    }

    /// <summary>The steps that it had, one event, and read models, all of them the owner's.</summary>
    private async Task AsAnEarlierProgramLeftIt()
    {
        var earlier = StoreMigrations.Set with { Scripts = [.. StoreMigrations.Set.Scripts.Where(one => one.Number <= 6)] };
        foreach (var set in new[] { earlier, MessageMigrations.Set, PeopleMigrations.Set, CodeMigrations.Set, SubscriptionMigrations.Set })
            await MigrationRunner.Apply(database.DataSource, set, Never);
        await using var store = new NpgsqlEventStore(database.DataSource);
        var fact = FactCodec.Encode(Guid.NewGuid(), ApprovedFacts.All.OfType<InstitutionRegistered>().First());
        var append = new StreamAppend("institution-old", "institution", ExpectedVersion.NoStream, [fact]);
        await store.Append(new AppendRequest([append], EventMetadata.None), Never);
        var models = new ProjectionRunner(database.DataSource, ReadModels.All, TimeProvider.System);
        await models.Prepare(Never);
        await models.CatchUp(Never);
    }

    private string Address(string user) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = user, Password = "secret" }.ConnectionString;

    private async Task Execute(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private Task<string?> Text(string sql) => Ask(database.DataSource, sql);

    private static async Task<string?> Ask(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string;
    }
}
