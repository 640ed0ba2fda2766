using System.Net;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Host.Tests.Problems;

/// <summary>A database that answers and cannot serve now is a passing state: who asked is to come again.</summary>
public sealed class UnavailableTests : IAsyncLifetime
{
    private readonly RunningLedger ledger = new();

    public Task InitializeAsync() => ledger.InitializeAsync();

    public Task DisposeAsync() => ledger.DisposeAsync();

    /// <summary>As a server that has become a standby, and as one that its operator closes to writes because its disk is full.</summary>
    [Fact]
    public async Task A_write_where_the_database_can_only_be_read_is_to_come_again_and_is_taken_once_it_can_be_written()
    {
        var id = await ledger.Registered("虚构学院");
        await Change("set default_transaction_read_only = on");

        var key = Guid.NewGuid().ToString();
        using var refused = await ledger.Post($"/institutions/{id}b", Scenes.Registration("又一所虚构学院"), key);
        await ShouldBeUnavailable(refused, PostgresErrorCodes.ReadOnlySqlTransaction);
        using var read = await ledger.Client.GetAsync($"/api/v1/institutions/{id}/history");
        read.StatusCode.ShouldBe(HttpStatusCode.OK);

        await Change("reset default_transaction_read_only");
        using var taken = await ledger.Post($"/institutions/{id}b", Scenes.Registration("又一所虚构学院"), key);
        taken.StatusCode.ShouldBe(HttpStatusCode.Created, await taken.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_database_that_lets_nobody_in_is_to_be_asked_again()
    {
        await Change("with allow_connections false");

        using var read = await ledger.Client.GetAsync("/api/v1/institutions");
        await ShouldBeUnavailable(read, PostgresErrorCodes.ObjectNotInPrerequisiteState);
        using var write = await ledger.Post("/institutions/closed", Scenes.Registration("虚构学院"));
        await ShouldBeUnavailable(write, PostgresErrorCodes.ObjectNotInPrerequisiteState);
    }

    private async Task ShouldBeUnavailable(HttpResponseMessage answer, string state)
    {
        await answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "service.database-unavailable");
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        // For this and not for the sessions that were ended.
        ledger.Log.Lines.ShouldContain(line => line.Contains(state) && line.Contains("The database did not answer"));
    }

    /// <summary>Changes the database and ends its sessions: those that come after have what was changed.</summary>
    private async Task Change(string what)
    {
        var name = new NpgsqlConnectionStringBuilder(ledger.Ledger.Database.ConnectionString).Database!;
        await using var outside = NpgsqlDataSource.Create(await TestServer.ConnectionString("postgres"));
        await using var change = outside.CreateCommand($"alter database \"{name}\" {what}");
        await change.ExecuteNonQueryAsync();
        await using var end = outside.CreateCommand("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1");
        end.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await end.ExecuteNonQueryAsync();
        // The pool would hand out what has ended.
        ledger.Ledger.Database.Clear();
    }
}
