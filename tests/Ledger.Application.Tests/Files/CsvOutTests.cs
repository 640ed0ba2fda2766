using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Application.Files;

namespace Ledger.Application.Tests.Files;

public sealed class CsvOutTests
{
    [Fact]
    public void It_writes_what_a_spreadsheet_opens_and_does_not_run()
    {
        var text = Encoding.UTF8.GetString(Written([["姓名", "备注"], ["=1+1", "a,\"b\""], ["-24", null]]));
        text.ShouldBe("\uFEFF姓名,备注\r\n'=1+1,\"a,\"\"b\"\"\"\r\n'-24,\r\n");
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("@x", "'@x")]
    [InlineData("＝1", "'＝1")]
    [InlineData("'=1", "''=1")]
    [InlineData("'甲", "'甲")]
    [InlineData("甲=1", "甲=1")]
    public void A_formula_is_guarded_and_the_guard_comes_off_again(string cell, string guarded)
    {
        FormulaGuard.Guard(cell).ShouldBe(guarded);
        FormulaGuard.Unguard(guarded).ShouldBe(cell);
    }

    [Fact]
    public void Whatever_is_written_is_read_back_to_the_letter() =>
        Prop.ForAll(Arb.From(Tables), table =>
        {
            var columns = new ColumnMap([new("a", ["a"]), new("b", ["b"])]);
            var bytes = Written([["a", "b"], .. table]);
            var opening = TableFile.Open(new MemoryStream(bytes), "t.csv", columns, FileLimits.Default, default).GetAwaiter().GetResult();
            using var file = ((TableOpening.Opened)opening).File;
            var read = file.Rows(default).Select(row => row.Cells).ToList();
            var written = table.Where(row => !Array.TrueForAll(row, string.IsNullOrWhiteSpace)).ToList();
            return file.Facts.DataRows == table.Length && read.Count == written.Count && read.Zip(written).All(pair =>
                pair.First.SequenceEqual(pair.Second));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    /// <summary>
    /// The byte scan that guards the limits and the parser that gives the rows must see the same rows, on any text: otherwise a row
    /// could be longer than the limit that was checked.
    /// </summary>
    [Fact]
    public void The_scan_and_the_parser_agree_on_where_rows_end() =>
        Prop.ForAll(Arb.From(Gen.Elements('a', ',', '"', '\n', '\r', ' ', '甲').ArrayOf()), letters =>
        {
            var columns = new ColumnMap([new("h", ["h"])]);
            var text = "h\n" + new string(letters) + "\nlast\n";
            var opening = TableFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t.csv", columns, FileLimits.Default, default)
                .GetAwaiter().GetResult();
            if (opening is not TableOpening.Opened { File: var file })
            {
                return letters.Contains('"');
            }

            using (file)
            {
                var last = file.Rows(default).Last();
                return last.Row == file.Facts.DataRows + 1 && last["h"] == "last";
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static Gen<string[][]> Tables =>
        Gen.Elements("", "a", "=1", "'=x", "a,b", "\"", "x\"y", "一\r\n二", "\t", " a ", "-1", "''", "𠮷", ";").ArrayOf(2).ArrayOf();

    private static byte[] Written(IEnumerable<string?[]> rows)
    {
        using var bytes = new MemoryStream();
        using (var csv = new CsvOut(bytes))
        {
            foreach (var row in rows)
            {
                csv.Row(row);
            }
        }

        return bytes.ToArray();
    }
}
