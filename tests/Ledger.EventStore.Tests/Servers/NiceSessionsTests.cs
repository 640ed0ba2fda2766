using Ledger.EventStore.Servers;
using Ledger.Testing;
using Npgsql;

namespace Ledger.EventStore.Tests.Servers;

/// <summary>The server is one that these tests started, and its processes are theirs to make nicer.</summary>
public sealed class NiceSessionsTests : IAsyncLifetime
{
    /// <summary>Of a session and of the process that leads it.</summary>
    private const int StoodBack = 10;

    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateEmpty();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task All_sessions_of_a_source_for_what_follows_stand_back_however_fast_they_are_opened()
    {
        await using var source = NiceSessions.Source(database.ConnectionString, always: true);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 5).Select(async at =>
            // By either way of opening.
            at > 0 ? await source.OpenConnectionAsync() : source.OpenConnection()));
        foreach (var session in sessions)
        {
            await StandsBack(session.ProcessID);
            await session.DisposeAsync();
        }
    }

    [Fact]
    public async Task Others_do_so_only_with_their_program()
    {
        await using var source = NiceSessions.Source(database.ConnectionString, always: false);
        await using var session = await source.OpenConnectionAsync();
        (await source.CreateCommand("select 1").ExecuteScalarAsync()).ShouldBe(1);
        var now = Of(session.ProcessID);
        now.Process.ShouldBe(Niceness.Of(Environment.ProcessId));
        now.Session.ShouldBeOneOf(null, 0);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("example.org")]
    [InlineData(null)]
    public void A_session_of_another_machine_is_nobody_here(string? host) => NiceSessions.IsHere(host).ShouldBeFalse();

    [Fact]
    public async Task What_is_no_process_of_a_server_or_leads_no_session_is_left_alone()
    {
        NiceSessions.IsOfServer(Environment.ProcessId, "").ShouldBeFalse();
        NiceSessions.IsOfServer(int.MaxValue, "").ShouldBeFalse();
        var before = Niceness.OfSession(Environment.ProcessId);
        using var child = System.Diagnostics.Process.Start("sleep", "60");
        try
        {
            var nice = Niceness.Of(child.Id);
            await StandingBack.Leader(child.Id);
            Of(child.Id).ShouldBe((nice, before));
        }
        finally
        {
            child.Kill();
        }
    }

    [Fact]
    public async Task A_session_of_another_user_or_database_is_not_ours_whatever_its_number()
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var session = await source.OpenConnectionAsync();
        NiceSessions.IsOfServer(session.ProcessID, $"{session.UserName} {session.Database} ").ShouldBeTrue();
        NiceSessions.IsOfServer(session.ProcessID, $"{session.UserName} other ").ShouldBeFalse();
        NiceSessions.IsOfServer(session.ProcessID, $"other {session.Database} ").ShouldBeFalse();
    }

    [Fact]
    public async Task What_stands_further_back_already_is_left_there()
    {
        using var child = System.Diagnostics.Process.Start("setsid", ["nice", "-n", "15", "sleep", "60"]);
        try
        {
            await Until.True(() => Niceness.Of(child.Id) == 15);
            await StandingBack.Leader(child.Id);
            Niceness.Of(child.Id).ShouldBe(15);
        }
        finally
        {
            child.Kill();
        }
    }

    private static Task<TimeSpan> StandsBack(int process) =>
        Until.True(() => Of(process) is var now && now.Process == StoodBack && now.Session is null or StoodBack);

    private static (int Process, int? Session) Of(int process) => (Niceness.Of(process), Niceness.OfSession(process));
}
