using System.Security.Cryptography;
using System.Text;
using Ledger.Application.Files;

namespace Ledger.Application.Tests.Files;

public sealed class TableFileTests
{
    private static readonly ColumnMap Columns = new(
        [new("name", ["姓名", "name"]), new("hours", ["学时", "hours"]), new("note", ["备注"], Required: false)], ["序号"]);

    static TableFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-8-bom")]
    [InlineData("gb18030")]
    public async Task Each_encoding_is_detected_said_and_read(string encoding)
    {
        const string text = "序号,姓名,学时\n1,某甲𠮷,24\n2,某乙,2.5\n";
        var bytes = encoding switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(text),
            "utf-8-bom" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            _ => Encoding.GetEncoding("GB18030").GetBytes(text),
        };
        using var file = await Opened(bytes);
        file.Facts.Encoding.ShouldBe(encoding);
        file.Facts.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        file.Facts.DataRows.ShouldBe(2);
        file.UnknownColumns.ShouldBeEmpty();
        file.Rows(default).Select(row => (row.Row, row["name"], row["hours"], row["note"])).ShouldBe(
            [(2, "某甲𠮷", "24", ""), (3, "某乙", "2.5", "")]);
    }

    [Theory]
    [InlineData("姓名,学时", ',')]
    [InlineData("姓名\t学时", '\t')]
    [InlineData("姓名;学时", ';')]
    [InlineData("\"姓名,,,\";学时;姓名", ';')]
    public async Task The_delimiter_is_read_off_the_header(string header, char delimiter)
    {
        var columns = new ColumnMap([new("hours", ["学时"])]);
        var opening = await TableFile.Open(Stream(header + "\n"), "t.csv", columns, FileLimits.Default, default);
        using var file = opening.ShouldBeOfType<TableOpening.Opened>().File;
        file.Facts.Delimiter.ShouldBe(delimiter);
    }

    [Fact]
    public async Task Headers_are_found_in_any_width_case_and_spacing_and_strangers_are_named()
    {
        using var file = await Opened("ＮＡＭＥ, 学 时 ,工号,\n甲,1,2,3\n");
        file.UnknownColumns.ShouldBe(["工号", "第4列（无表头）"]);
        file.HeaderOf("hours").ShouldBe("学 时");
        file.Rows(default).Single()["name"].ShouldBe("甲");
    }

    [Fact]
    public async Task Rows_are_numbered_as_a_spreadsheet_shows_them_and_lines_as_an_editor_does()
    {
        using var file = await Opened("姓名,学时,备注\r\n甲,1,\"一\r\n二\"\r\n\r\n,,\r\n乙,2,\r\n");
        file.Rows(default).Select(row => (row.Row, row.Line, row["name"])).ShouldBe([(2, 2, "甲"), (5, 6, "乙")]);
        file.Rows(default).First()["note"].ShouldBe("一\r\n二");
        file.Facts.DataRows.ShouldBe(4);
    }

    [Theory]
    [InlineData("甲,1\n", "row.too-few-cells")]
    [InlineData("甲,1,,4\n", "row.too-many-cells")]
    [InlineData("甲,1,二\"三\n", "row.quotes")]
    [InlineData("甲,1,\"二\"三\n", "row.quotes")]
    public async Task A_row_of_the_wrong_shape_says_so_and_the_next_is_read(string row, string code)
    {
        using var file = await Opened("姓名,学时,备注\n" + row + "乙,2,\n");
        var rows = file.Rows(default).ToList();
        rows.Select(each => each.Problem?.Code).ShouldBe([code, null]);
        rows[1]["name"].ShouldBe("乙");
    }

    [Fact]
    public async Task Extra_cells_that_are_empty_are_no_fault()
    {
        using var file = await Opened("姓名,学时\n甲,1,,,\n");
        file.Rows(default).Single().Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Rows_can_be_read_twice_and_a_stream_that_cannot_seek_is_read_too()
    {
        await using var pipe = new BufferedOnce(Encoding.UTF8.GetBytes("姓名,学时\n甲,1\n"));
        var opening = await TableFile.Open(pipe, "upload.csv", Columns, FileLimits.Default, default);
        using var file = opening.ShouldBeOfType<TableOpening.Opened>().File;
        file.Rows(default).Count().ShouldBe(1);
        file.Rows(default).Count().ShouldBe(1);
        file.BytesRead.ShouldBe(file.Facts.Bytes);
    }

    [Fact]
    public async Task A_path_is_read_and_a_wrong_one_is_named()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, "姓名,学时\n甲,1\n");
            var opening = await TableFile.Open(path, Columns, FileLimits.Default, default);
            using var file = opening.ShouldBeOfType<TableOpening.Opened>().File;
            file.Name.ShouldBe(Path.GetFileName(path));
        }
        finally
        {
            File.Delete(path);
        }

        (await Code(path)).ShouldBe("file.not-found");
        (await Code(Path.GetTempPath())).ShouldBe("file.not-readable");

        static async Task<string> Code(string path) =>
            (await TableFile.Open(path, Columns, FileLimits.Default, default)).ShouldBeOfType<TableOpening.Refused>().Problem.Code;
    }

    private static Task<TableFile> Opened(string text) => Opened(Encoding.UTF8.GetBytes(text));

    private static async Task<TableFile> Opened(byte[] bytes)
    {
        var opening = await TableFile.Open(new MemoryStream(bytes), "test.csv", Columns, FileLimits.Default, default);
        return opening.ShouldBeOfType<TableOpening.Opened>().File;
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>An upload: it can be read once and not be wound back.</summary>
    private sealed class BufferedOnce(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
