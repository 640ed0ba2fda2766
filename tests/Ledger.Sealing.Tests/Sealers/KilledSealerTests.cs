using Ledger.Conformance.Processes;
using Ledger.EventStore;
using Ledger.Sealing.Keys;
using Ledger.Sealing.Sealers;
using Npgsql;

namespace Ledger.Sealing.Tests.Sealers;

/// <summary>A process that appends and seals, and is killed without a chance to clean up: at whatever instruction it is.</summary>
public sealed class KilledSealerTests
{
    private const int Kills = 8;

    [Fact]
    public async Task Killed_again_and_again_it_never_signs_two_roots_for_a_size()
    {
        await using var scene = await LogScene.Create();
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var kill = 0; kill < Kills; kill++)
        {
            var lines = await KilledProcess.Run(
                typeof(KilledSealerTests).Assembly, [SealingProcess.Name, scene.KeysFolder], scene.Database.ConnectionString,
                line => line.Split(' ').Length == 3, killAfter: 3 + (kill * 2));
            foreach (var words in lines.Select(line => line.Split(' ')))
            {
                said.TryAdd(words[1], words[2]);
                said[words[1]].ShouldBe(words[2], $"size {words[1]}");
            }

            (await scene.Verify()).Findings.Told.ShouldBeEmpty();
        }

        await scene.Sealer.Seal(LogScene.Never);
        said.Count.ShouldBeGreaterThanOrEqualTo(Kills * 3);
        foreach (var (size, root) in said)
            (await scene.Roots.At(long.Parse(size, System.Globalization.CultureInfo.InvariantCulture), LogScene.Never))!.Value.ToString()
                .ShouldBe(root);
    }
}

/// <summary>Appends and seals until it is killed, and says each size and root once it is sealed.</summary>
internal static class SealingProcess
{
    public const string Name = "seal";

    public static async Task Run(string keysFolder)
    {
        await using var database = NpgsqlDataSource.Create((await Console.In.ReadLineAsync())!);
        await using var store = new NpgsqlEventStore(database);
        using var keys = LogKeys.Open(null, keysFolder, LogScene.Identity.Origin);
        using var sealer = new LogSealer(
            database, store, LogScene.Identity, keys, keysFolder, SealerOptions.Default, TimeProvider.System);
        var appending = Task.Run(async () =>
        {
            while (true)
                await LogScene.Append(store, 61, 7);
        });
        var log = new Reading.SealedLog(database, store, LogScene.Identity);
        while (!appending.IsCompleted)
        {
            await sealer.Seal(LogScene.Never);
            if (await log.Latest(LogScene.Never) is { } latest)
                await Console.Out.WriteLineAsync($"sealed {latest.Size} {latest.Root}");
        }
    }
}
