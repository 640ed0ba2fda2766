using System.IO.Compression;
using System.Text;
using Ledger.Application.Files;

namespace Ledger.Application.Tests.Files;

public sealed class RefusedFileTests
{
    private static readonly ColumnMap Columns = new([new("name", ["姓名"]), new("hours", ["学时"])]);

    public static TheoryData<string, byte[]> WrongKinds => new()
    {
        { "file.empty", [] },
        { "file.empty", [0xEF, 0xBB, 0xBF] },
        { "file.xlsx", Zip("[Content_Types].xml") },
        { "file.zip", Zip("bomb.csv", new string('0', 50_000_000)) },
        { "file.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0] },
        { "file.gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0] },
        { "file.pdf", Encoding.ASCII.GetBytes("%PDF-1.7\n") },
        { "file.html", Encoding.UTF8.GetBytes("\uFEFF\r\n<html><table>") },
        { "file.utf-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("姓名,学时\n")] },
        { "file.utf-16", Encoding.Unicode.GetBytes("name,hours,1,2,3\n") },
        { "file.binary", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, .. new byte[64]] },
        { "file.binary", [1, 2, 3, 4, 5, 6, 7, 8, 9] },
    };

    [Theory]
    [MemberData(nameof(WrongKinds))]
    public async Task A_file_of_another_kind_is_known_by_its_content(string code, byte[] bytes)
    {
        var problem = await Refused(bytes);
        problem.Code.ShouldBe(code);
        (problem.Mend is not null || code == "file.empty").ShouldBeTrue();
    }

    [Fact]
    public async Task A_pipe_that_nobody_writes_to_can_be_given_up()
    {
        var folder = Directory.CreateTempSubdirectory();
        var pipe = Path.Combine(folder.FullName, "pipe.csv");
        using (var make = System.Diagnostics.Process.Start("mkfifo", pipe))
            await make.WaitForExitAsync();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Should.ThrowAsync<OperationCanceledException>(() => TableFile.Open(pipe, Columns, FileLimits.Default, stop.Token));

        // Lets the waiting thread go, which had opened it for reading.
        await using (new FileStream(pipe, FileMode.Open, FileAccess.Write))
            folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Broken_utf_8_is_not_taken_for_gb18030_and_the_byte_is_named()
    {
        // As pairs these bytes read as GB18030 too, but as other Chinese: nearly all of it is UTF-8, so UTF-8 it is.
        var bytes = Encoding.UTF8.GetBytes("姓名,学时\n" + string.Concat(Enumerable.Repeat("江西省南昌市,24\n", 50)));
        bytes[100] = 0xC4;
        var problem = await Refused(bytes);
        problem.Code.ShouldBe("file.encoding");
        problem.ByteOffset.ShouldNotBeNull().ShouldBeInRange(98, 100);
    }

    [Fact]
    public async Task Bytes_that_are_neither_encoding_are_refused()
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes("name,hours\n"), 0xFF, 0xFF, (byte)'\n'];
        (await Refused(bytes)).ByteOffset.ShouldBe(11);
    }

    [Fact]
    public async Task A_byte_order_mark_binds()
    {
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("姓名,学时\n某甲,24\n");
        (await Refused([0xEF, 0xBB, 0xBF, .. gb])).Code.ShouldBe("file.encoding");
    }

    [Theory]
    [InlineData("姓名,学时\n甲,24\n\"乙,24\n丙,24\n")]
    [InlineData("姓名,学时\n甲,24\n乙")]
    [InlineData("姓名,学时\n甲,\"24")]
    public async Task A_file_cut_short_is_refused_before_any_row_is_given(string text) =>
        (await Refused(Encoding.UTF8.GetBytes(text))).Code.ShouldBe("file.cut-short");

    [Fact]
    public async Task A_file_cut_within_a_character_is_refused() =>
        (await Refused(Encoding.UTF8.GetBytes("姓名,学时\n甲,24\n乙,二十四")[..^1])).Code.ShouldBe("file.cut-short");

    [Fact]
    public async Task A_last_row_without_line_end_is_whole_when_it_has_all_its_cells()
    {
        var opening = await Open(Encoding.UTF8.GetBytes("姓名,学时\n甲,24"));
        using var file = opening.ShouldBeOfType<TableOpening.Opened>().File;
        file.Rows(default).Single()["hours"].ShouldBe("24");
    }

    [Theory]
    [InlineData("姓名,学时,姓 名\n", "file.duplicate-header")]
    [InlineData("姓名,备注\n", "file.column-missing")]
    public async Task A_header_that_cannot_be_read_is_named(string text, string code)
    {
        var problem = await Refused(Encoding.UTF8.GetBytes(text));
        (problem.Code, problem.Row).ShouldBe((code, 1));
    }

    [Fact]
    public async Task Two_columns_of_the_same_meaning_are_refused()
    {
        var columns = new ColumnMap([new("name", ["学校名称", "名称"])]);
        var opening = await TableFile.Open(Stream("名称,学校名称\n"), "t.csv", columns, FileLimits.Default, default);
        opening.ShouldBeOfType<TableOpening.Refused>().Problem.Code.ShouldBe("file.column-ambiguous");
    }

    [Fact]
    public async Task Five_thousand_columns_are_refused() =>
        (await Refused(Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(1,
            5_000)) + "\n"))).Code.ShouldBe("file.too-many-columns");

    [Theory]
    [InlineData("file.too-large")]
    [InlineData("file.too-many-rows")]
    [InlineData("file.row-too-long")]
    [InlineData("file.cell-too-long")]
    public async Task Each_limit_is_kept_and_named(string code)
    {
        var limits = code switch
        {
            "file.too-large" => FileLimits.Default with { FileBytes = 40 },
            "file.too-many-rows" => FileLimits.Default with { Rows = 2 },
            "file.row-too-long" => FileLimits.Default with { RowBytes = 20 },
            _ => FileLimits.Default with { CellBytes = 12 },
        };
        var text = "姓名,学时\n甲,1\n乙,1\n丙丙丙丙丙,1111111111\n";
        var opening = await TableFile.Open(Stream(text), "t.csv", Columns, limits, default);
        var problem = opening.ShouldBeOfType<TableOpening.Refused>().Problem;
        problem.Code.ShouldBe(code);
        problem.Row.ShouldBe(code is "file.row-too-long" or "file.cell-too-long" ? 4 : null);
    }

    [Fact]
    public async Task A_quote_that_never_closes_in_a_large_file_is_stopped_at_the_cell()
    {
        var text = "姓名,学时\n\"甲,1\n" + string.Concat(Enumerable.Repeat("乙,1\n", 100_000));
        var problem = await Refused(Encoding.UTF8.GetBytes(text));
        (problem.Code, problem.Row).ShouldBe(("file.cell-too-long", 2));
    }

    private static async Task<FileProblem> Refused(byte[] bytes) => (await Open(bytes)).ShouldBeOfType<TableOpening.Refused>().Problem;

    private static Task<TableOpening> Open(byte[] bytes) => TableFile.Open(new MemoryStream(bytes), "t.csv", Columns, FileLimits.Default,
        default);

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static byte[] Zip(string entry, string content = "")
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var writer = new StreamWriter(zip.CreateEntry(entry).Open()))
        {
            writer.Write(content);
        }

        return bytes.ToArray();
    }
}
