using System.Globalization;
using Ledger.Application.PublishedLists;

namespace Ledger.Host.Tests;

/// <summary>Synthetic lists, imported from files. The codes are each list's own, so that no two tests share an institution.</summary>
public static class ListScenes
{
    public const string Publisher = "虚构部门";

    /// <param name="rows">名称,代码,主管部门.</param>
    public static async Task Imported(this RunningLedger ledger, string list, string edition, string? title, params string[] rows)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "名称,代码,主管部门\n" + string.Concat(rows.Select(row => row + "\n")));
            var request = new ListImportRequest(
                file, DateOnly.Parse(edition, CultureInfo.InvariantCulture), Publisher, list, title, AllowShrink: true);
            var result = await new ListImport(ledger.Ledger.Store, ledger.Ledger.Time).Run(request, null, CancellationToken.None);
            result.ShouldBeOfType<ListImportResult.Done>().Report.Rejected.ShouldBe(0);
        }
        finally
        {
            File.Delete(file);
        }

        await ledger.CaughtUp();
    }

    /// <summary>A list of two editions: the second renames one, moves one to another authority, adds one and leaves one out.</summary>
    public static async Task<string> ImportedTwice(this RunningLedger ledger)
    {
        var list = Scenes.NewId("list");
        await ledger.Imported(list, "2025-06-20", null, "甲虚构学院,A1,虚构厅", "乙虚构学院,A2,虚构厅", "丙虚构学院,A3,虚构厅", "丁虚构学院,A4,虚构厅");
        await ledger.Imported(list, "2026-06-17", null, "甲虚构大学,A1,虚构厅", "乙虚构学院,A2,虚构委", "丙虚构学院,A3,虚构厅", "戊虚构学院,A5,虚构厅");
        return list;
    }
}
