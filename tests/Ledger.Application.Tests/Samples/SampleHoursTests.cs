using System.Security.Cryptography;
using System.Text;
using Ledger.Application.HoursImport;
using Ledger.Application.Samples;
using Ledger.Application.Tests.HoursImport;

namespace Ledger.Application.Tests.Samples;

public sealed class SampleHoursTests
{
    private static byte[] Write(int people, ulong seed, int year = 2025)
    {
        using var stream = new MemoryStream();
        SampleHours.Write(new SampleOptions(people, year, seed), stream);
        return stream.ToArray();
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_every_machine() =>
        Convert.ToHexStringLower(SHA256.HashData(Write(200, 42)))
            .ShouldBe("7f661356e7ab7458f2a32ace995b5fcdf14d10dd519fa370de2b06cb2bdeb030");

    [Fact]
    public void Another_seed_gives_other_people() =>
        Numbers(Write(50, 1)).Intersect(Numbers(Write(50, 2))).ShouldBeEmpty();

    [Fact]
    public void Five_thousand_people_have_five_thousand_numbers() => Numbers(Write(5_000, 3)).Count.ShouldBe(5_000);

    private static HashSet<string> Numbers(byte[] file) =>
        [.. Encoding.UTF8.GetString(file).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Number)];

    private static string Number(string line) => line[..line.IndexOf(',')];

    [Fact]
    public void Every_row_says_that_it_is_synthetic() =>
        Encoding.UTF8.GetString(Write(50, 1)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(','))
            .ShouldAllBe(cells => cells[1].StartsWith("合成") && cells[2].StartsWith("合成") && cells[6].StartsWith("合成"));

    [Fact]
    public async Task The_ordinary_import_takes_every_row_and_some_people_reach_ninety_hours_and_some_do_not()
    {
        await using var scene = await ImportScene.Begin();
        var imported = await scene.Import(Write(400, 7));

        imported.Report.Rejected.ShouldBe(0, string.Join(' ', imported.Codes));
        imported.Report.AlreadyRecorded.ShouldBe(0);
        imported.Report.End.ShouldBe(ImportEnd.Completed);
        imported.Report.Warnings.ShouldBeEmpty();
        (await scene.Count("people.person")).ShouldBe(400);
        var met = await scene.Count("""
            (select stream_id from mt_events where type = 'credits.recognised.v1'
             group by 1 having sum((data->>'hours')::numeric) >= 90) met
            """);
        met.ShouldBeInRange(100, 300);
    }
}
