using Ledger.Projections.Engine;

namespace Ledger.Projections.Tests.Engine;

public sealed class SpillFileTests
{
    private const int Parts = 5;

    [Fact]
    public void What_is_put_aside_comes_back_part_by_part_in_its_order()
    {
        var random = new Random(19);
        var written = Enumerable.Range(0, Parts).Select(_ => new List<byte>()).ToList();
        using var spill = new SpillFile(Parts);
        for (var piece = 0; piece < 500; piece++)
        {
            // Some are larger than what a part gathers; the last part gets none.
            var bytes = new byte[random.Next(20) == 0 ? random.Next(200_000) : random.Next(2_000)];
            random.NextBytes(bytes);
            var part = random.Next(Parts - 1);
            spill.Write(part, bytes);
            written[part].AddRange(bytes);
        }

        byte[] buffer = [];
        for (var part = 0; part < Parts; part++)
            spill.Take(part, ref buffer).ToArray().ShouldBe(written[part]);
        spill.Take(0, ref buffer).Length.ShouldBe(0);
    }

    [Fact]
    public void The_file_has_no_name_once_it_is_open()
    {
        using var spill = new SpillFile(1);
        spill.Write(0, new byte[100_000]);
        Path.IsPathRooted(spill.Name).ShouldBeTrue();
        File.Exists(spill.Name).ShouldBeFalse("who is killed could not remove it");
    }
}
