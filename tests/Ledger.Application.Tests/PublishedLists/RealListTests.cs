using Ledger.Application.PublishedLists;
using Ledger.Testing;
using Xunit.Abstractions;

namespace Ledger.Application.Tests.PublishedLists;

/// <summary>The Ministry of Education's lists of 2025 and 2026, where they stand beside the checkout. They are not part of it.</summary>
public sealed class RealListTests(ITestOutputHelper output)
{
    /// <summary>Counted apart from this code, by comparing the two files by code with spaces and full-width forms taken out.</summary>
    private const string Expected = "2952 rows, 40 added, 54 renamed, 7 removed, 4 authority, 43 details, 2852 unchanged, 0 rejected";

    [Fact]
    public async Task Two_editions_and_another_list_give_exactly_what_changed_and_nothing_when_sent_again()
    {
        string[] names = ["moe-regular-hei-20250620.csv", "moe-regular-hei-20260617.csv", "moe-adult-hei-20260617.csv"];
        var files = names.Select(Beside).ToList();
        if (files.Any(file => file is null))
        {
            output.WriteLine("The real lists are not beside the checkout; they were not used.");
            return;
        }

        await using var database = await TestDatabase.Create();
        DateOnly[] days = [new(2025, 6, 20), new(2026, 6, 17), new(2026, 6, 17)];
        var first = await Import(database, files[0]!, days[0]);
        (first.List, first.Rows, first.Added, first.Encoding).ShouldBe(("moe-regular-hei", 2919, 2919, "utf-8-bom"));

        var second = await Import(database, files[1]!, days[1]);
        second.List.ShouldBe("moe-regular-hei");
        ($"{second.Rows} rows, {second.Added} added, {second.Renamed} renamed, "
            + $"{second.Removed} removed, {second.AuthorityChanged} authority, "
            + $"{second.DetailsChanged} details, {second.Unchanged} unchanged, {second.Rejected} rejected").ShouldBe(Expected);
        second.Changes.ShouldContain(new ListChange("renamed", "4136014168", "南昌科技职业大学", "江西泰豪动漫职业学院", "南昌科技职业大学"));

        var adult = await Import(database, files[2]!, days[2]);
        (adult.List, adult.NewList, adult.Added).ShouldBe(("moe-adult-hei", true, 244));

        var head = await database.Store.Head(default);
        foreach (var (file, day) in files.Zip(days))
        {
            var again = await Import(database, file!, day);
            (again.AlreadyImported, again.Facts, again.Unchanged).ShouldBe((true, 0, again.Rows));
        }

        (await database.Store.Head(default)).ShouldBe(head);
        output.WriteLine($"The real lists were used: {string.Join(", ", names)}; {head} facts.");
    }

    private static async Task<ListImportReport> Import(TestDatabase database, string file, DateOnly day)
    {
        var result = await new ListImport(database.Store, TimeProvider.System).Run(new(file, day, "教育部"), null, default);
        return result.ShouldBeOfType<ListImportResult.Done>().Report;
    }

    private static string? Beside(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", file);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
