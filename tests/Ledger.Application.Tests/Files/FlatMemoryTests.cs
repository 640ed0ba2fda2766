using System.Text;
using Ledger.Application.Files;

namespace Ledger.Application.Tests.Files;

/// <summary>Measures the whole process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(FlatMemoryTests), DisableParallelization = true)]
[Collection(nameof(FlatMemoryTests))]
public sealed class FlatMemoryTests
{
    [Fact]
    public async Task Memory_does_not_grow_with_the_file()
    {
        var columns = new ColumnMap([new("name", ["姓名"]), new("hours", ["学时"])]);
        var text = "姓名,学时,备注\n" + string.Concat(Enumerable.Repeat("某甲,24,一二三四五六七八九十\n", 200_000));
        var opening = await TableFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t.csv", columns, FileLimits.Default, default);
        using var file = opening.ShouldBeOfType<TableOpening.Opened>().File;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        foreach (var row in file.Rows(default))
        {
            most = row.Row % 50_000 == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before) : most;
        }

        most.ShouldBeLessThan(4 * 1024 * 1024);
    }
}
