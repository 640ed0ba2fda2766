using Ledger.EventStore.Servers;
using Ledger.Testing;
using Npgsql;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.EventStore.Tests.Servers;

public sealed class PrivateServerTests
{
    [Fact]
    public async Task It_is_durable_checked_and_not_on_the_network()
    {
        var home = TestServer.TemporaryFolder();
        await using var server = await Start(home);

        (await Ask(server, "show data_checksums")).ShouldBe("on");
        (await Ask(server, "show fsync")).ShouldBe("on");
        var canLz4 = await Ask(server, "select (enumvals @> '{lz4}')::text from pg_settings where name = 'wal_compression'");
        (await Ask(server, "show wal_compression")).ShouldBe(canLz4 == "true" ? "lz4" : "on");
        (await Ask(server, "show synchronous_commit")).ShouldBe("on");
        (await Ask(server, "show listen_addresses")).ShouldBe("");
        (await Ask(server, "show server_encoding")).ShouldBe("UTF8");
        (await Ask(server, "show lc_collate")).ShouldBe("C");
        File.GetUnixFileMode(Path.Combine(home, "server.password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres")) { Password = "guess" };
        (await Should.ThrowAsync<PostgresException>(() => Ask(wrong.ConnectionString, "select 1"))).SqlState.ShouldBe("28P01");
    }

    [Fact]
    public async Task Those_who_start_at_once_share_one_and_the_last_to_leave_stops_it()
    {
        var home = TestServer.TemporaryFolder();

        var servers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Start(home))));

        var process = servers[0].ProcessId.ShouldNotBeNull();
        servers.ShouldAllBe(server => server.ProcessId == process);
        foreach (var server in servers[..3])
            await server.DisposeAsync();
        servers[3].ProcessId.ShouldBe(process);
        (await Ask(servers[3], "select 'alive'")).ShouldBe("alive");
        await servers[3].DisposeAsync();
        servers[3].ProcessId.ShouldBeNull();
    }

    [Fact]
    public async Task A_standby_has_what_its_primary_committed_and_takes_no_writes()
    {
        var home = TestServer.TemporaryFolder();
        await using var primary = await Start(home);
        await Ask(primary, "create table before as select 'before' as word");
        var other = new PrivateServerOptions(TestServer.TemporaryFolder()) { StandbyOf = home };
        await using var standby = await PrivateServer.Start(other, null, CancellationToken.None);
        await Ask(primary, "create table after as select 'after' as word");

        (await Ask(standby, "select pg_is_in_recovery()::text")).ShouldBe("true");
        (await Ask(standby, "select word from before")).ShouldBe("before");
        for (var tries = 0; tries < 100 && await Ask(standby, "select to_regclass('after')::text") is null; tries++)
            await Task.Delay(50);
        (await Ask(standby, "select word from after")).ShouldBe("after");
        (await Should.ThrowAsync<PostgresException>(() => Ask(standby, "create table ours ()"))).SqlState.ShouldBe("25006");
    }

    [Fact]
    public async Task Stopped_and_started_again_it_has_what_it_had()
    {
        var home = TestServer.TemporaryFolder();
        await using (var first = await Start(home))
            await Ask(first, "create table kept as select 'still here' as word");

        await using var second = await Start(home);

        (await Ask(second, "select word from kept")).ShouldBe("still here");
    }

    [Fact]
    public async Task A_home_that_only_its_owner_may_enter_serves_too()
    {
        var closed = Directory.CreateDirectory(Path.Combine(TestServer.TemporaryFolder(), "closed"), UnixFileMode.UserRead
            | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var home = Path.Combine(closed.FullName, "home");
        var note = Path.Combine(home, "server.location");
        try
        {
            await using (var server = await Start(home))
                await Ask(server, "create table kept as select 'still here' as word");
            await using var again = await Start(home);
            (await Ask(again, "select word from kept")).ShouldBe("still here");
            // Root's PostgreSQL runs under another account, which may not enter the folder; anybody else's is at home in it.
            File.Exists(note).ShouldBe(Environment.IsPrivilegedProcess);
        }
        finally
        {
            if (File.Exists(note))
                Directory.Delete(File.ReadLines(note).First(), recursive: true);
        }
    }

    [Fact]
    public async Task A_home_whose_path_is_too_long_for_a_socket_serves_too()
    {
        var home = Path.Combine(TestServer.TemporaryFolder(), new string('l', 60), "with space, comma and 'quote'");
        await using var server = await Start(home);

        (await Ask(server, "select 'reached'")).ShouldBe("reached");
    }

    private static Task<PrivateServer> Start(string home) => PrivateServer.Start(new PrivateServerOptions(home), null, Never);

    private static Task<string?> Ask(PrivateServer server, string sql) => Ask(server.ConnectionString("postgres"), sql);

    private static async Task<string?> Ask(string address, string sql)
    {
        await using var source = NpgsqlDataSource.Create(address);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string;
    }
}
