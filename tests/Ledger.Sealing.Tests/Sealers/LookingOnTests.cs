using Ledger.Sealing.Keys;
using Ledger.Sealing.Sealers;
using Ledger.Transparency.Trees;

namespace Ledger.Sealing.Tests.Sealers;

/// <summary>A second machine with a copy of the keys: it does not seal yet, and remembers what the first one signs.</summary>
public sealed class LookingOnTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("ledger-keys-").FullName;
    private LogScene scene = null!;
    private LogSealer other = null!;

    private static CancellationToken Never => CancellationToken.None;

    private SignedMemory Memory => new(folder);

    public async Task InitializeAsync()
    {
        scene = await LogScene.Create();
        await scene.Append(100);
        await scene.Sealer.Seal(Never);
        foreach (var file in Directory.GetFiles(scene.KeysFolder))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        other = scene.NewSealer(folder);
    }

    public async Task DisposeAsync()
    {
        other.Dispose();
        await scene.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_another_home_signed_is_remembered_and_an_earlier_day_is_not_taken_for_it()
    {
        await scene.Tamper("create table earlier as table ledger.tile_part");
        await scene.Append(200);
        await scene.Sealer.Seal(Never);
        await other.LookOn(Never);
        Memory.Read().ShouldBe(((await scene.Log.Latest(Never))!.Size, (await scene.Log.Latest(Never))!.Root));
        Memory.Read()!.Value.Size.ShouldBe(300);

        await scene.Tamper(
            "delete from ledger.checkpoint where size = 300", "delete from ledger.tile_part",
            "insert into ledger.tile_part select * from earlier", "delete from mt_events where seq_id > 250",
            "update ledger.head set position = 250");
        await other.LookOn(Never);

        Memory.Read()!.Value.Size.ShouldBe(300);
        (await Should.ThrowAsync<SealingException>(() => other.Seal(Never))).Message.ShouldContain("300 events");
    }

    [Fact]
    public async Task It_seals_where_the_other_was_when_its_turn_comes()
    {
        await scene.Append(200);
        await scene.Sealer.Seal(Never);
        await other.LookOn(Never);
        await scene.Append(30);

        (await other.Seal(Never)).ShouldBe(330);
        other.Refused.ShouldBeNull();
        (await scene.Verify(await scene.TakeHome())).Findings.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_go_on_from_its_own_memory_is_not_remembered()
    {
        Memory.Write(90, TreeHasher.Leaf([1]));

        (await Should.ThrowAsync<SealingException>(() => other.LookOn(Never))).Message.ShouldContain("90 events");

        other.Refused.ShouldNotBeNull();
        Memory.Read()!.Value.Size.ShouldBe(90);
    }

    [Fact]
    public async Task A_home_without_a_memory_says_so_before_its_turn_comes()
    {
        File.Delete(Path.Combine(folder, SignedMemory.FileName));

        (await Should.ThrowAsync<SealingException>(() => other.LookOn(Never))).Message.ShouldContain("ledger log adopt");

        other.Refused.ShouldNotBeNull();
    }

    [Fact]
    public async Task While_somebody_seals_the_memory_is_left_alone()
    {
        await scene.Append(200);
        await scene.Sealer.Seal(Never);
        await using var connection = await scene.Database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var turn = new Npgsql.NpgsqlCommand("select pg_advisory_xact_lock(x'6C65646765727365'::bigint)", connection))
            await turn.ExecuteNonQueryAsync();

        await other.LookOn(Never);
        Memory.Read()!.Value.Size.ShouldBe(100);

        await transaction.RollbackAsync();
        await other.LookOn(Never);
        Memory.Read()!.Value.Size.ShouldBe(300);
    }
}
