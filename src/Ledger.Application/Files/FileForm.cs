namespace Ledger.Application.Files;

/// <summary>
/// Recognises by content what is no text table, and says what to do instead. Nothing is unpacked: a zip bomb is refused by its first
/// bytes like any other archive.
/// </summary>
internal static class FileForm
{
    private const string SaveAsCsv = "请在电子表格软件中打开，另存为“CSV UTF-8（逗号分隔）”格式后再导入";

    /// <summary>Bytes at the start in which a control character of binary data is looked for.</summary>
    private const int ProbeBytes = 8 * 1024;

    /// <param name="head">The first bytes of the file, at least <see cref="ProbeBytes"/> where the file has them.</param>
    public static FileProblem? Refuse(ReadOnlySpan<byte> head) => head switch
    {
        [] => new("file.empty", "文件是空的", "The file is empty."),
        [(byte)'P', (byte)'K', 3 or 5 or 7, ..] => Zip(head),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => new("file.xls", "这是旧版Excel工作簿（xls），不是CSV", "This is an old Excel workbook (xls), not CSV.",
            SaveAsCsv),
        [0x1F, 0x8B, ..] => Archive("gzip"),
        [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] => Archive("rar"),
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => Archive("7z"),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Archive("zstd"),
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => Archive("xz"),
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => new("file.pdf", "这是PDF，不是CSV", "This is a PDF, not CSV.",
            "请向提供者索取CSV或Excel原表"),
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..] => Utf16,
        _ when Markup(head) => new("file.html", "这是网页或XML（有的系统导出的“xls”其实是网页），不是CSV",
            "This is HTML or XML (what some systems export as xls), not CSV.", SaveAsCsv),
        _ => Binary(head[..Math.Min(head.Length, ProbeBytes)]),
    };

    private static FileProblem Utf16 { get; } = new("file.utf-16", "文件是UTF-16编码（Excel的“Unicode文本”）",
        "The file is UTF-16 (Excel's Unicode text).", SaveAsCsv);

    private static FileProblem Zip(ReadOnlySpan<byte> head) =>
        head.IndexOf("[Content_Types].xml"u8) >= 0 || head.IndexOf("xl/"u8) >= 0
            ? new("file.xlsx", "这是Excel工作簿（xlsx），不是CSV", "This is an Excel workbook (xlsx), not CSV.", SaveAsCsv)
            : Archive("zip");

    private static FileProblem Archive(string kind) =>
        new($"file.{kind}", $"这是压缩文件（{kind}），不予解压", $"This is an archive ({kind}); it is not unpacked.", "请解压后导入其中的CSV文件");

    private static bool Markup(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        return text is [(byte)'<', (byte)'!' or (byte)'?', ..] or [(byte)'<', (byte)'h' or (byte)'H' or (byte)'t' or (byte)'T', ..];
    }

    private static FileProblem? Binary(ReadOnlySpan<byte> probe)
    {
        var (zeros, controls) = (0, 0);
        foreach (var value in probe)
        {
            zeros += value == 0 ? 1 : 0;
            controls += value < 0x20 && value is not ((byte)'\t' or (byte)'\r' or (byte)'\n') ? 1 : 0;
        }

        if (zeros > 0 && zeros >= probe.Length / 4 && zeros <= probe.Length * 3 / 4)
        {
            return Utf16;
        }

        // A single control character is a fault of its row and is named there; a file full of them, or with a zero byte, is no text.
        return zeros > 0 || controls * 100 > probe.Length
            ? new("file.binary", "文件内容不是文本", "The file is not text.", "请导入CSV文本文件")
            : null;
    }
}
